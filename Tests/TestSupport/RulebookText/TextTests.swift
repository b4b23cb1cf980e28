/// Tests: an account, facts, runs and what is expected of them.
extension RulebookTextGenerator {
  mutating func test() -> Declaration {
    let entries = (0..<random.int(1...8)).map { _ in testEntry() }
    return Declaration(["test", string()], entries: entries, isFreelyOrdered: false)
  }

  private mutating func testEntry() -> [String] {
    switch random.int(0...14) {
    case 0, 1:
      return ["account", "{"] + (0..<random.int(0...6)).flatMap { _ in accountFact() } + ["}"]
    case 2: return ["portfolio", "\"book.sqlite\""]
    case 3: return ["price", symbol()] + money() + ["at", date()]
    case 4:
      guard let name = reference(catalysts.map(\.name)) else { return ["apply"] }
      let isOfMany = catalysts.contains { $0.name == name && $0.isForEach } && random.chance(50)
      return ["catalyst", name] + (isOfMany ? ["(", symbol(), ")"] : [])
        + [random.pick(RulebookTextGenerator.steps), "at", date()]
    case 5: return ["news", "stale", "at", date()]
    case 6:
      return ["signal", subject(), "sentiment"] + signed(fraction())
        + (random.chance(50) ? ["impact"] + [fraction()] : []) + source() + ["at", date()]
    case 7:
      return ["signals", subject(), "sentiment", "from"] + signed(fraction()) + ["by"]
        + signed(random.pick(["0", "0.0001", "0.00000001"]))
        + ["times", wholeNumber(1...9), "every", duration()] + source() + ["at", date()]
    case 8: return ["apply"]
    case 9: return ["fill", percent()] + random.pick([[], ["left", "open"]])
    case 10: return ["cancel"]
    case 11: return [random.pick(["buy", "sell"]), symbol(), wholeNumber(1...90), "by", "hand"]
    case 12: return ["split", symbol(), wholeNumber(1...10), "for", wholeNumber(1...10)]
    default:
      return ["as", "of", date(), "{"] + (0..<random.int(0...4)).flatMap { _ in expectation() }
        + ["}"]
    }
  }

  private mutating func subject() -> String {
    if random.chance(50), let topic = reference(topics) { return topic }
    return symbol()
  }

  private mutating func signed(_ number: String) -> [String] {
    random.chance(40) ? ["-", number] : [number]
  }

  private mutating func source() -> [String] { random.chance(40) ? ["source", string()] : [] }

  private mutating func accountFact() -> [String] {
    switch random.int(0...7) {
    case 0: return ["cash"] + (random.chance(20) ? ["-"] : []) + money()
    case 1:
      return ["holds", symbol()] + signed(wholeNumber(1...500))
        + (random.chance(40) ? ["@"] + money() : [])
    case 2: return ["price", symbol()] + money()
    case 3:
      let word = random.pick(["beta", "leverage"])
      return [word, symbol()] + signed(decimal())
    case 4: return [random.pick(["multiplier", "adv", "lot"]), symbol(), wholeNumber(1...1000)]
    case 5: return ["kind", symbol(), random.pick(["stock", "fund", "inverse_fund", "future"])]
    case 6:
      if let tag = tagParts() { return ["tag"] + (random.chance(70) ? [symbol()] : []) + tag }
    default: break
    }
    return ["rate", "EUR", "USD", decimal()]
  }

  private mutating func expectation() -> [String] {
    var forms = [
      ["no", "trade"], ["no", "trade", "in", symbol()],
      [random.pick(["buy", "sell", "short", "cover"]), symbol()],
      [random.pick(["buy", "sell", "short", "cover"]), symbol(), wholeNumber(1...90)],
      ["account", random.pick(["ready", "review", "blocked"])],
    ]
    if let rule = reference(rules.map(\.name)), let other = reference(rules.map(\.name)) {
      let outcome = random.pick([
        ["fires"], ["waits"], ["exits"], ["is", "unknown"], ["is", "blocked"],
      ])
      forms += [
        [rule] + outcome, [rule] + outcome + ["for", symbol()], ["no", "trade", "for", rule],
        ["conflict", rule, "and", other], ["review", rule],
      ]
    }
    let stepped = rules.filter { !$0.steps.isEmpty }
    if let rule = reference(stepped.map(\.name)),
      let step = reference(stepped.first { $0.name == rule }?.steps ?? [])
    {
      forms += [[rule, "reaches", step], ["no", "trade", "for", step]]
    }
    if let limit = reference(limits) { forms += [[limit, "cuts"], [limit, "cuts", symbol()]] }
    // A rule that is called as an expectation begins can't be the subject of one.
    let words: Set<String> = ["short", "account", "buy", "sell", "cover", "no", "conflict"]
    let free = forms.filter { $0[0] == "no" || $0.count < 2 || !words.contains($0[0]) }
    return ["expect"] + random.pick(random.chance(30) || free.isEmpty ? forms : free)
  }
}

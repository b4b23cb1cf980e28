/// Topics, catalysts, baskets, lets, limits and settings.
extension RulebookTextGenerator {
  typealias Declaration = RulebookText.Declaration

  mutating func dimension() -> Declaration {
    let name = name()
    dimensions.append(name)
    return Declaration(["dimension", name] + title())
  }

  // MARK: News

  mutating func topic() -> Declaration {
    let name = name()
    let head = ["topic", name] + title()
    var entries: [[String]] = []
    for _ in 0..<random.int(mode == .sound ? 1...3 : 0...4) {
      switch random.int(0...3) {
      case 0: entries.append(["themes"] + list(2) { [$0.string()] })
      case 1: entries.append(["symbols"] + list(2) { [$0.symbol()] })
      default: entries.append(["mentions"] + phrases())
      }
    }
    topics.append(name)
    return Declaration(head, entries: entries)
  }

  private mutating func phrases() -> [String] {
    list(2) { generator in
      if generator.random.chance(70) { return [generator.string()] }
      return ["(", generator.string(), "near", generator.string(), ")"]
    }
  }

  mutating func catalyst() -> Declaration {
    let name = name()
    var head = ["catalyst", name] + title()
    let isForEach = random.chance(30)
    if isForEach { head += ["for", "each", self.name(), "in"] + set(scope: TextScope()) }
    var entries: [[String]] = []
    var outcomes: [String] = []
    for entry in catalystEntries(&outcomes) where mode == .arbitrary || random.chance(55) {
      entries.append(entry)
    }
    if !outcomes.isEmpty { entries.append(["outcomes"] + outcomes.joined(by: ",")) }
    catalysts.append(DeclaredCatalyst(name: name, outcomes: outcomes, isForEach: isForEach))
    return Declaration(head, entries: entries.shuffled(using: &random))
  }

  /// One entry of each kind, and one of the three that say when it is due.
  private mutating func catalystEntries(_ outcomes: inout [String]) -> [[String]] {
    var entries = [
      ["official"] + list(2) { [$0.string()] },
      ["evidence"] + phrases(),
      ["evidence"] + phrases() + ["unless"] + list(1) { [$0.string()] },
      ["corroborated", "by", wholeNumber(1...5), "sources"],
      ["confirmed", "by", "official"],
      ["expires", "after", duration()],
    ]
    if let topic = reference(topics) { entries.append(["topic", topic]) }
    switch random.int(0...2) {
    case 0: entries.append(["expected", random.pick(["on", "by"]), date()])
    case 1:
      entries.append(["expected", "from", "calendar", string()])
    default: break
    }
    if random.chance(50) {
      outcomes = random.some(random.int(1...3), of: ["beat", "met", "miss", "rise", "_cut"])
      if mode == .arbitrary { outcomes.append(name()) }
    }
    return entries
  }

  // MARK: Instruments

  mutating func basket() -> Declaration {
    let name = name()
    let head = ["basket", name] + title()
    let members = random.some(random.int(1...4), of: RulebookTextGenerator.targets)
    let shares = shares(members.count)
    let entries = zip(members, shares).map { [$0, $1] }
    baskets.append(name)
    return Declaration(head, entries: entries)
  }

  /// Percentages that sum to 100%; in arbitrary rulebooks, any.
  mutating func shares(_ count: Int) -> [String] {
    if mode == .arbitrary { return (0..<count).map { _ in percent() } }
    var left = 1_000_000
    return (0..<count).map { index in
      let others = count - index - 1
      var share = left
      if others > 0 {
        let grain = random.pick([100_000, 10_000, 1000, 1])
        share = max(1, min(left - others, random.int(1...(left / (others + 1))) / grain * grain))
      }
      left -= share
      return tenThousandths(share)
    }
  }

  /// So many ten-thousandths of a percent.
  private func tenThousandths(_ count: Int) -> String {
    var digits = String(count % 10_000)
    if digits == "0" { return "\(count / 10_000)%" }
    digits = String(repeating: "0", count: 4 - digits.utf8.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(count / 10_000).\(digits)%"
  }

  // MARK: Values with names

  mutating func letDeclaration() -> Declaration {
    let name = name()
    let type = random.chance(50) ? .condition : random.pick(TextType.allCases)
    let isCertain = random.chance(75)
    var tokens: [String]
    var literal: String?
    if mode == .arbitrary {
      tokens = arbitraryExpression(4)
    } else if type == .duration || type == .date, random.chance(60) {
      tokens = [type == .date ? date() : fixedDuration()]
      literal = type == .duration ? tokens.first : nil
    } else {
      let scope = TextScope(allowsOtherwise: !isCertain, allowsKnown: !isCertain)
      tokens = expression(type, scope, depth: 3).tokens
    }
    let head = ["let", name, "="] + tokens
    lets.append(DeclaredLet(name: name, type: type, isCertain: isCertain, literal: literal))
    return Declaration(head)
  }

  // MARK: Limits

  mutating func limit() -> Declaration {
    let name = name()
    var tokens = ["limit", name]
    if random.chance(25) {
      tokens += ["no", random.pick(["trade", "buys", "sells"]), "of"] + set(scope: TextScope())
      if mode == .arbitrary { tokens += random.pick([[], ["enforced"], ["advisory"]]) }
    } else {
      tokens += boundedMeasure()
    }
    tokens += forAccounts(chance: 20)
    limits.append(name)
    return Declaration(tokens)
  }

  private mutating func boundedMeasure() -> [String] {
    var side = random.pick(["<=", ">="])
    var bound = [percent()]
    var canBeEnforced = false
    var measure: [String]
    switch random.int(0...8) {
    case 0:
      measure = ["weight", "of", "each", "instrument"]
      canBeEnforced = true
    case 1:
      guard let dimension = reference(dimensions) else { fallthrough }
      measure = ["weight", "of", "each", dimension]
      canBeEnforced = true
    case 2:
      measure = ["weight", "of"] + set(scope: TextScope())
      canBeEnforced = true
    case 3:
      measure = ["gross"]
      canBeEnforced = true
    case 4, 5:
      measure = [random.pick(["net", "cash"])]
      if random.chance(30) { bound = ["-"] + bound }
    case 6:
      measure = ["beta"]
      bound = (random.chance(30) ? ["-"] : []) + [decimal()]
    case 7:
      measure = ["turnover", "over", duration()]
      side = "<="
    default:
      measure = ["trade", "of", "each", "instrument"]
      bound += ["of", "adv"]
      side = "<="
    }
    if mode == .arbitrary {
      side = random.pick(["<=", ">="])
      bound = random.pick([[percent()], ["-", percent(), "of", "adv"], [decimal()]])
      canBeEnforced = true
    }
    let force: [String]
    switch random.int(0...3) {
    case 0 where canBeEnforced && side == "<=" || mode == .arbitrary: force = ["enforced"]
    case 1: force = ["advisory"]
    default: force = []
    }
    return measure + [side] + bound + force
  }

  mutating func forAccounts(chance: Int = 100) -> [String] {
    guard random.chance(chance), let tag = tag() else { return [] }
    return ["for", "accounts"] + tag
  }

  // MARK: Settings

  /// Each setting at most once, in blocks of any number.
  mutating func settings() -> [Declaration] {
    var entries = [
      ["prices", "no", "older", "than", duration()],
      ["news", "no", "older", "than", duration()],
      ["shares", random.pick(["whole", "fractional"])],
      ["shorting", "allowed"],
      ["borrow", "up", "to", percent(), "of", "nav"],
      ["costs"] + money() + ["per", "order", "plus", random.pick([percent(), basisPoints()])],
      ["minimum", "trade"] + (random.chance(50) ? money() : [percent(), "of", "nav"]),
    ]
    entries = random.some(random.int(0...7), of: entries).shuffled(using: &random)
    var blocks: [Declaration] = []
    while !entries.isEmpty || (blocks.isEmpty && random.chance(20)) {
      let count = min(entries.count, random.int(1...7))
      blocks.append(Declaration(["settings"], entries: Array(entries.prefix(count))))
      entries.removeFirst(count)
    }
    return blocks
  }
}

extension [String] {
  /// The items with a token between each two.
  func joined(by separator: String) -> [String] {
    var tokens: [String] = []
    for (index, item) in enumerated() { tokens += index == 0 ? [item] : [separator, item] }
    return tokens
  }
}

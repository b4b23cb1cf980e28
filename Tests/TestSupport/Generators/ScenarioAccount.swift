internal import Portfolio
internal import Quantities
internal import RuleChecker

/// News, persons' acts, accounts and the journals of what was done in them.
extension ScenarioGenerator {
  mutating func makeItems() -> [Item] {
    if random.chance(5) { return [] }
    return (0..<random.int(1...7)).flatMap { makeItem($0) }
  }

  /// An item with its revisions.
  private mutating func makeItem(_ number: Int) -> [Item] {
    let days = random.int(0...random.pick([5, 5, 25, 60]))
    let at = Instant(
      secondsSinceEpoch: daysAgo(days).secondsSinceEpoch - Int64(random.int(0...80_000))
    )
    var item = Item(
      identifier: "item\(number)",
      provider: "wire",
      title: "Note \(number) of the day",
      url: "https://news.example/\(number)",
      source: random.chance(92) ? "paper\(random.int(1...3))" : "",
      available: random.chance(97) ? at : nil
    )
    item.published = item.available
    write(&item, number)
    if random.chance(2) { item.quarantine = "sentiment is out of range" }
    if random.chance(3) { item.hasContent = false }
    if random.chance(85) { return [item] }
    var next = item
    next.revision = 2
    next.available = Instant(
      secondsSinceEpoch: at.secondsSinceEpoch + Int64(random.int(0...10)) * 86_400
    )
    next.published = next.available
    next.isDeleted = random.chance(40)
    write(&next, number)
    return [item, next]
  }

  private mutating func write(_ item: inout Item, _ number: Int) {
    item.sentiment = random.chance(92) ? .thousandths(random.int(-9...9) * 100) : nil
    item.impact = random.chance(80) ? .thousandths(random.int(0...10) * 100) : nil
    item.subjects = []
    switch random.int(0...5) {
    case 0: item.title = "Alpha Project report number \(number)"
    case 1: item.title = "Alpha Project shipped widely in version \(number)"
    case 2:
      item.body = random.pick([
        "Alpha Project shipped widely.", "The Alpha Project may have shipped widely.",
        "Was the Alpha Project shipped widely? Nobody said so.",
        "Users say that it was shipped widely, with trials stalled. Alpha Project is fine.",
        "It was shipped widely. The Alpha Project is not-yet done.",
        "Version 2 of the Alpha Project shipped widely, though in trials.",
      ])
    default: break
    }
    for _ in 0..<random.pick([0, 1, 1, 2]) {
      item.subjects.append(
        ItemSubject(
          kind: .symbol,
          name: random.pick(targets),
          relevance: random.chance(85) ? .thousandths(random.int(0...10) * 100) : nil,
          sentiment: random.chance(80) ? .thousandths(random.int(-9...9) * 100) : nil
        )
      )
    }
    if random.chance(15) {
      item.subjects.append(
        ItemSubject(kind: .theme, name: "chips", relevance: .thousandths(500))
      )
    }
  }

  mutating func makeActs(_ rulebook: CheckedRulebook) -> [CatalystAct] {
    rulebook.catalysts.flatMap { catalyst in
      (0..<random.pick([0, 0, 1, 1, 2, 3])).map { number in
        let at = daysAgo(random.int(0...40) * 2 + number)
        var kind: CatalystAct.Kind = random.pick([.confirm, .confirm, .confirm, .deny, .retract])
        if let outcome = catalyst.outcomes.randomElement(using: &random), random.chance(40) {
          kind = .outcome(outcome)
        }
        let isLate = random.chance(15)
        return CatalystAct(
          catalyst: catalyst.name,
          member: catalyst.forEach == nil ? nil : random.pick(targets),
          kind: kind,
          at: at,
          recorded: isLate
            ? Instant(secondsSinceEpoch: at.secondsSinceEpoch + 3 * 86_400) : at,
          evidence: kind == .retract && random.chance(50) ? "item\(random.int(0...3))" : ""
        )
      }
    }
  }

  mutating func makeAccount() -> Account {
    size = random.pick([20_000, 100_000, 500_000])
    var positions: [Position] = []
    for index in instruments.indices where random.chance(55) {
      let quantity = quantity(index, basisPoints: random.int(10...1200))
      if quantity.isZero { continue }
      let isShort = random.chance(12)
      positions.append(
        Position(
          instrument: index,
          quantity: Quantity(units: isShort ? -quantity.units : quantity.units)
        )
      )
    }
    var cash = [Money(.whole(size * random.pick([1, 5, 40, 60, 90]) / 100), base)]
    for currency in ScenarioGenerator.currencies where currency != base && random.chance(20) {
      cash.append(Money(.whole(random.int(1...10) * size / 100), currency))
    }
    let kind: AccountKind = random.chance(70) ? .cash : .margin
    if kind == .margin, random.chance(20) { cash[0] = Money(.whole(-size / 50), base) }
    return Account(
      name: "account",
      baseCurrency: base,
      kind: kind,
      tags: random.chance(60) ? [Tag(dimension: "desk", value: "growth")] : [],
      positions: positions,
      cash: cash
    )
  }

  /// About so much of the account's size, in whole lots; sometimes not quite whole.
  private mutating func quantity(_ index: Int, basisPoints: Int) -> Quantity {
    let instrument = instruments[index]
    let price = quotes[instrument.symbol]?.price ?? .cents(5000)
    let worth =
      max(1, Int(price.units / Price.scale)) * Int(instrument.multiplier.units / Number.scale)
    let perUnit = worth * (instrument.currency == Currency("JPY") ? 1 : 1)
    let units = size * basisPoints / 10_000 * 100 / perUnit
    if units < 100, instrument.lot == .whole(1) { return .whole(units > 30 ? 1 : 0) }
    return random.chance(90) ? .whole(units / 100) : .hundredths(units)
  }

  // MARK: The journal

  mutating func makeJournal(_ rulebook: CheckedRulebook, _ account: Account) -> Journal {
    var journal = Journal()
    if random.chance(45) { return journal }
    journal.lastApplied = daysAgo(random.int(1...12))
    for rule in rulebook.rules {
      switch rule.action {
      case .build(let build): makeSteps(rule, build, account, &journal)
      case .hold: makePutOn(rule, account.positions, &journal)
      case .trim: makeTrimBase(rule, account, &journal)
      case .hedge(let hedge):
        let mine = account.positions.filter {
          instruments[$0.instrument].symbol == hedge.instrument
        }
        makePutOn(rule, mine, &journal)
      case .freeze, .review: break
      }
      if rule.until != nil, random.chance(40) {
        let member = rule.forEach.map { _ in random.pick(targets) }
        journal.states[Journal.StateKey(rule: rule.name, member: member)] = Journal.RuleState(
          isActive: random.chance(60),
          at: daysAgo(random.int(1...12))
        )
      }
      if rule.exit != nil, random.chance(25) {
        let member = rule.forEach.map { _ in random.pick(targets) }
        let key = Journal.StateKey(rule: rule.name, member: member)
        journal.exits[key] = daysAgo(random.int(0...9))
      }
    }
    if random.chance(10), let index = instruments.indices.randomElement(using: &random) {
      journal.pending[index] = .whole(random.pick([-2, 3, 7]))
    }
    if random.chance(3), let index = instruments.indices.randomElement(using: &random) {
      journal.putOn[Journal.HoldingKey(rule: "gone", instrument: index)] = .whole(2)
    }
    for _ in 0..<random.int(0...2) {
      journal.trades.append(
        Journal.Trade(
          at: daysAgo(random.int(0...12)),
          value: .whole(random.int(1...30) * size / 1000)
        )
      )
    }
    return journal
  }

  /// Journals know a member rule as `rule[SYMBOL]`.
  private func name(_ rule: Rule, _ index: Int) -> String {
    rule.forEach == nil ? rule.name : "\(rule.name)[\(instruments[index].symbol)]"
  }

  private mutating func makePutOn(_ rule: Rule, _ positions: [Position], _ journal: inout Journal) {
    for position in positions where random.chance(70) {
      let key = Journal.HoldingKey(
        rule: name(rule, position.instrument),
        instrument: position.instrument
      )
      let units = position.quantity.units * Int64(random.pick([100, 100, 50, 30])) / 100
      let whole = units / Quantity.scale * Quantity.scale
      if whole != 0 { journal.putOn[key] = Quantity(units: whole) }
    }
  }

  private mutating func makeSteps(
    _ rule: Rule,
    _ build: Build,
    _ account: Account,
    _ journal: inout Journal
  ) {
    let symbols: [String]
    switch build.target.set.kind {
    case .symbol(let symbol): symbols = [symbol]
    case .basket(let basket): symbols = baskets[basket].members.map(\.symbol)
    case .member, .tag, .all, .held, .except: symbols = targets
    }
    for (index, instrument) in instruments.enumerated() where symbols.contains(instrument.symbol) {
      guard let position = account.positions.first(where: { $0.instrument == index }),
        position.quantity.isNegative == build.isShort, random.chance(70)
      else { continue }
      makePutOn(rule, [position], &journal)
      for step in build.steps.prefix(random.int(1...build.steps.count)) {
        let goal = Quantity.whole(random.int(1...20))
        var open = Journal.OpenStep(opened: daysAgo(12), goal: goal, filled: goal)
        if random.chance(70) {
          open.filledAt = daysAgo(random.int(1...12))
        } else {
          open.filled = Quantity(units: goal.units * Int64(random.int(0...9)) / 10)
        }
        let key = Journal.StepKey(
          rule: name(rule, index),
          step: step.name,
          instrument: index
        )
        journal.steps[key] = open
      }
    }
  }

  private mutating func makeTrimBase(_ rule: Rule, _ account: Account, _ journal: inout Journal) {
    for position in account.positions where random.chance(40) {
      let key = Journal.HoldingKey(
        rule: name(rule, position.instrument),
        instrument: position.instrument
      )
      let units = Int64(position.quantity.magnitude)
      journal.trimBase[key] = Quantity(units: units + units / 4)
    }
  }
}

internal import RuleSyntax

/// The conditions that read the portfolio, laid out so that those which a movement may reach are
/// found by its symbols.
struct TriggerClauses {
  /// What is read, without anything that costs time to copy: pairs are many.
  struct Plain {
    enum Kind { case cash, nav, net, gross, holding, other }

    var kind: Kind
    var wants: Movement.Direction
    var isTested: Bool
  }

  private(set) var conditions: [TriggerGraph.Condition] = []
  /// For each condition, whether its rule is a hedge or a review.
  private(set) var seesNoHedges: [Bool] = []
  /// For each condition, its readings.
  private(set) var ranges: [Range<Int>] = []
  private(set) var readings: [PortfolioReading] = []
  private(set) var plain: [Plain] = []
  /// Conditions that read more than named symbols, and how many readings they have.
  private(set) var open: [Int] = []
  private(set) var openReadings = 0
  /// The other conditions by the symbols that they read.
  private var named: [String: [Int]] = [:]

  var isEmpty: Bool { conditions.isEmpty }

  mutating func add(_ clause: PortfolioClause, of rule: Rule) {
    let number = conditions.count
    conditions.append(
      TriggerGraph.Condition(rule: clause.rule, clause: clause.clause, place: clause.place)
    )
    switch rule.action {
    case .hedge, .review: seesNoHedges.append(true)
    case .build, .hold, .trim, .freeze: seesNoHedges.append(false)
    }
    ranges.append(readings.count..<(readings.count + clause.readings.count))
    readings += clause.readings
    plain += clause.readings.map(Plain.init)
    register(number, clause.readings)
  }

  private mutating func register(_ number: Int, _ readings: [PortfolioReading]) {
    var symbols: Set<String> = []
    for reading in readings {
      guard let own = reading.reach?.symbols else {
        open.append(number)
        openReadings += readings.count
        return
      }
      symbols.formUnion(own)
    }
    for symbol in symbols { named[symbol, default: []].append(number) }
  }

  /// The conditions that read nothing but named symbols, some of them among `symbols`.
  func reading(_ symbols: Set<String>) -> [Int] {
    var found: [Int] = []
    for symbol in symbols { found += named[symbol] ?? [] }
    // One symbol's conditions are in order, and each is there once.
    return symbols.count == 1 ? found : Set(found).sorted()
  }
}

extension TriggerClauses.Plain {
  fileprivate init(_ reading: PortfolioReading) {
    wants = reading.wants
    isTested = reading.test != nil
    switch reading.figure {
    case .account(.cash): kind = .cash
    case .account(.nav): kind = .nav
    case .account(.net): kind = .net
    case .account(.gross): kind = .gross
    case .holding: kind = .holding
    default: kind = .other
    }
  }
}

internal import Quantities
internal import RuleSyntax

extension Check {
  static let excludingBounds = Check(
    code: "excluding-bounds",
    severity: .warning,
    finds: """
      two rules that ask at least so much and at most less of one instrument that both name, or for it \
      long and short, under conditions that can hold together; and two limits of one measure that no \
      value keeps
      """,
    matters: """
      where bounds exclude each other the smaller position wins, except that a freeze beats all, and the \
      account is a conflict that a person must look at. A rule over `all` or a tag that holds back \
      whatever it meets is not reported: that it wins is its purpose
      """,
    example: """
      limit single weight of each instrument <= 10%
      rule keep { when sentiment(NVDA, over: 7d) > 0.2 hold NVDA at 5% of nav }
      rule cut  { when impact(NVDA, over: 7d) > 0.9 trim NVDA to 2% of nav }
      """,
    instead: """
      limit single weight of each instrument <= 10%
      rule keep { when sentiment(NVDA, over: 7d) > 0.2 hold NVDA at 5% of nav }
      rule cut  { when sentiment(NVDA, over: 7d) < -0.2 trim NVDA to 2% of nav }
      """,
    run: { draft in
      var search = BoundSearch(draft)
      return search.rules() + draft.excludingLimits
    }
  )
}

/// Looks, instrument by instrument, for rules whose bounds exclude each other.
private struct BoundSearch {
  /// A rulebook with so many needs no more of them to be told.
  static let mostFindings = 50
  /// Of one instrument, only so many pairs are tried.
  static let mostPairs = 64

  private struct Bound {
    var target: SizedTarget
    var part: SizedTarget.Part
    var weight: Ratio
  }

  private let order: FileOrder
  private let meeting: Meeting
  private var floors: [String: [Bound]] = [:]
  private var ceilings: [String: [Bound]] = [:]
  private var shorts: [String: [Bound]] = [:]
  /// Trims of a whole set.
  private var sums: [SizedTarget] = []
  private var told: Set<[String]> = []

  init(_ draft: Draft) {
    order = draft.order
    meeting = Meeting(draft.insights.table)
    for rule in draft.rulebook.rules {
      guard let target = SizedTarget(rule, in: draft.rulebook), let parts = target.parts else {
        continue
      }
      for part in parts { add(target, part) }
      if target.isTogether { sums.append(target) }
    }
  }

  private mutating func add(_ target: SizedTarget, _ part: SizedTarget.Part) {
    if case .build(let build) = target.rule.action, build.isShort {
      shorts[part.symbol, default: []].append(Bound(target: target, part: part, weight: .zero))
      return
    }
    if let least = target.least(part), least > .zero {
      floors[part.symbol, default: []].append(Bound(target: target, part: part, weight: least))
    }
    // What a set gets together bounds each of its members as well.
    if let most = target.most(part) {
      ceilings[part.symbol, default: []].append(Bound(target: target, part: part, weight: most))
    }
  }

  mutating func rules() -> [Diagnostic] {
    var found: [Diagnostic] = []
    for symbol in floors.keys.sorted() {
      guard found.count < BoundSearch.mostFindings else { break }
      let floors = (floors[symbol] ?? []).sorted { $0.weight > $1.weight }
      let ceilings = (ceilings[symbol] ?? []).sorted { $0.weight < $1.weight }
      var tried = 0
      for floor in floors.prefix(BoundSearch.mostPairs) {
        for ceiling in ceilings {
          guard floor.weight > ceiling.weight, tried < BoundSearch.mostPairs else { break }
          tried += 1
          if let finding = meet(floor, ceiling, symbol) { found.append(finding) }
        }
        for short in shorts[symbol] ?? [] where tried < BoundSearch.mostPairs {
          tried += 1
          if let finding = cross(floor, short, symbol) { found.append(finding) }
        }
      }
    }
    for sum in sums where found.count < BoundSearch.mostFindings { found += meetTogether(sum) }
    return found
  }

  /// What other rules ask of several members of a set that is trimmed as a whole.
  private mutating func meetTogether(_ sum: SizedTarget) -> [Diagnostic] {
    let members = Set((sum.parts ?? []).map(\.symbol))
    var found: [Diagnostic] = []
    var tried: Set<String> = []
    for part in sum.parts ?? [] {
      guard let most = sum.most(part) else { continue }
      for floor in floors[part.symbol] ?? [] where tried.count < BoundSearch.mostPairs {
        guard tried.insert(floor.target.rule.name).inserted else { continue }
        let inside = (floor.target.parts ?? []).filter { members.contains($0.symbol) }
        var total = Ratio.zero
        for other in inside {
          total = (try? total.adding(floor.target.least(other) ?? .zero)) ?? total
        }
        guard total > most else { continue }
        var whole = floor
        whole.weight = total
        let ceiling = Bound(target: sum, part: part, weight: most)
        if let finding = meet(whole, ceiling, part.symbol) { found.append(finding) }
      }
    }
    return found
  }

  private mutating func meet(_ floor: Bound, _ ceiling: Bound, _ symbol: String) -> Diagnostic? {
    let one = floor.target.rule
    let two = ceiling.target.rule
    guard one.name != two.name, one.surelyMeets(two.accounts) else { return nil }
    guard !told.contains([one.name, two.name]) else { return nil }
    // A whole that is only too large together needs every step.
    var step = floor.target.step(passing: ceiling.weight, floor.part)
    if case .build(let build) = one.action { step = step ?? build.steps.count - 1 }
    guard meeting.canMeet((one, step), (two, nil), at: symbol) else { return nil }
    told.insert([one.name, two.name])
    let isWhole = floor.target.least(floor.part) != floor.weight
    return place(
      (floor, "at least \(floor.weight.percentText)"),
      (ceiling, "at most \(ceiling.weight.percentText)"),
      isWhole ? "one set" : "`\(symbol)`",
      help: "keep the two conditions apart, or leave room between the weights"
    )
  }

  private mutating func cross(_ long: Bound, _ short: Bound, _ symbol: String) -> Diagnostic? {
    let one = long.target.rule
    let two = short.target.rule
    guard one.surelyMeets(two.accounts), !told.contains([one.name, two.name]) else { return nil }
    guard meeting.canMeet((one, 0), (two, 0), at: symbol) else { return nil }
    told.insert([one.name, two.name])
    return place(
      (long, "a long position"),
      (short, "a short one"),
      "`\(symbol)`",
      help: "keep the two conditions apart; while both hold neither acts"
    )
  }

  /// At the later of the two targets, with the earlier one as its note.
  private func place(
    _ one: (bound: Bound, asks: String),
    _ two: (bound: Bound, asks: String),
    _ what: String,
    help: String
  ) -> Diagnostic {
    let isLater = order.isOrdered(
      two.bound.target.target.set.span,
      one.bound.target.target.set.span
    )
    let (later, earlier) = isLater ? (one, two) : (two, one)
    let (name, other) = (later.bound.target.rule.name, earlier.bound.target.rule.name)
    return Diagnostic(
      code: "excluding-bounds",
      severity: .warning,
      span: later.bound.target.target.set.span,
      message: "`\(name)` asks for \(later.asks) of \(what), and `\(other)` for \(earlier.asks) "
        + "where both hold",
      help: help,
      notes: [
        Diagnostic.Note(
          span: earlier.bound.target.target.set.span,
          message: "`\(other)` asks for it here"
        )
      ]
    )
  }
}

extension Draft {
  /// Limits from below above the limits from above on the same measure.
  fileprivate var excludingLimits: [Diagnostic] {
    let lower = rulebook.limits.compactMap { limit -> LowerLimit? in
      guard limit.accounts == nil, case .bound(let measure, .atLeast, let bound) = limit.subject
      else { return nil }
      return LowerLimit(measure: measure.placeless, bound: bound, limit: limit)
    }
    return rulebook.limits.compactMap { limit in
      guard limit.accounts == nil, case .bound(let measure, .atMost, let most) = limit.subject
      else { return nil }
      let others = lower.filter { $0.measure == measure.placeless }
      guard let highest = others.map(\.bound).max(), highest > most,
        let other = others.first(where: { $0.bound == highest })
      else { return nil }
      return .excludingLimits(limit, other.limit)
    }
  }

  private struct LowerLimit {
    var measure: Limit.Measure
    var bound: Number
    var limit: Limit
  }
}

extension Limit.Measure {
  /// The same without its places in the text.
  fileprivate var placeless: Limit.Measure {
    guard case .weightOfSet(let set) = self else { return self }
    return .weightOfSet(set.placeless)
  }
}

extension Diagnostic {
  static func excludingLimits(_ limit: Limit, _ other: Limit) -> Diagnostic {
    Diagnostic(
      code: "excluding-bounds",
      severity: .warning,
      span: limit.span,
      message: "no value keeps both `\(limit.name)` and `\(other.name)`",
      help: "lower the one from below or raise the one from above",
      notes: [Note(span: other.span, message: "`\(other.name)` is here")]
    )
  }
}

internal import Quantities
internal import RuleSyntax

extension Check {
  static let unreachableTarget = Check(
    code: "unreachable-target",
    severity: .warning,
    finds: """
      a build or hold that asks for more than a limit leaves: on each instrument, on each value of a \
      dimension, on a set that holds the target, on gross, or a limit or a rule without conditions that \
      freezes what it must buy; and a trim of what may never be sold
      """,
    matters: """
      the target stays unfinished, and every run cuts it again. Limits on cash, net, beta and volume are \
      not compared, because what they leave depends on the account; an advisory limit cuts nothing, and \
      a limit for other accounts is another account's
      """,
    example: """
      limit single weight of each instrument <= 10%
      rule own { build NVDA to 12% of nav }
      """,
    instead: """
      limit single weight of each instrument <= 10%
      rule own { build NVDA to 8% of nav }
      """,
    run: { draft in
      let obstacles = Obstacles(draft.rulebook)
      return draft.rulebook.rules.compactMap { obstacles.finding($0) }
    }
  )
}

/// What keeps targets from being reached, whatever the account holds.
private struct Obstacles {
  /// A rule or a limit that forbids trades in a set.
  private struct Ban {
    var name: String
    var span: Span
    var set: InstrumentSet
    var accounts: TagReference?
    var stopsBuys: Bool
    var stopsSells: Bool
  }

  private let rulebook: CheckedRulebook
  /// The tightest first.
  private var single: [(limit: Limit, bound: Ratio)] = []
  private var gross: [(limit: Limit, bound: Ratio)] = []
  /// Limits of named sets, by the symbols in them; the others apart.
  private var named: [String: [(limit: Limit, set: InstrumentSet, bound: Ratio)]] = [:]
  private var open: [(limit: Limit, set: InstrumentSet, bound: Ratio)] = []
  private var namedBans: [String: [Ban]] = [:]
  private var openBans: [Ban] = []

  init(_ rulebook: CheckedRulebook) {
    self.rulebook = rulebook
    for limit in rulebook.limits where limit.force != .advisory { add(limit) }
    for rule in rulebook.rules where rule.when == nil && rule.until == nil && rule.forEach == nil {
      guard case .freeze(let freeze) = rule.action else { continue }
      add(
        Ban(
          name: rule.name,
          span: freeze.set.span,
          set: freeze.set,
          accounts: rule.accounts,
          stopsBuys: freeze.side != .sells,
          stopsSells: freeze.side != .buys
        )
      )
    }
    single.sort { $0.bound < $1.bound }
    gross.sort { $0.bound < $1.bound }
  }

  private mutating func add(_ limit: Limit) {
    switch limit.subject {
    case .noTrade(let trade, let set):
      add(
        Ban(
          name: limit.name,
          span: limit.span,
          set: set,
          accounts: limit.accounts,
          stopsBuys: trade != .sells,
          stopsSells: trade != .buys
        )
      )
    case .bound(let measure, .atMost, let number):
      switch measure {
      case .weightOfEachInstrument, .weightOfEachValue: single.append((limit, number.ratio))
      case .gross: gross.append((limit, number.ratio))
      case .weightOfSet(let set):
        guard let symbols = rulebook.namedSymbols(set) else {
          open.append((limit, set, number.ratio))
          return
        }
        for symbol in symbols { named[symbol, default: []].append((limit, set, number.ratio)) }
      case .net, .beta, .cash, .turnover, .tradeOfEachInstrument: return
      }
    case .bound: return
    }
  }

  private mutating func add(_ ban: Ban) {
    guard let symbols = rulebook.namedSymbols(ban.set) else {
      openBans.append(ban)
      return
    }
    for symbol in symbols { namedBans[symbol, default: []].append(ban) }
  }

  // MARK: Looking

  func finding(_ rule: Rule) -> Diagnostic? {
    guard let target = SizedTarget(rule, in: rulebook) else { return nil }
    if case .trim = rule.action { return banned(target, buys: false) }
    if case .build(let build) = rule.action, build.isShort {
      return banned(target, buys: false) ?? tooLarge(target)
    }
    return banned(target, buys: true) ?? tooLarge(target)
  }

  /// The first member that must be traded and may not be.
  private func banned(_ target: SizedTarget, buys: Bool) -> Diagnostic? {
    if !buys, !isSold(target) { return nil }
    for part in target.parts ?? [] {
      if buys, (target.least(part) ?? .zero).isZero { continue }
      let bans = (namedBans[part.symbol] ?? []) + openBans
      let ban = bans.first { ban in
        (buys ? ban.stopsBuys : ban.stopsSells) && stands(ban.accounts, for: target.rule)
          && SetMembership(of: part.symbol, in: ban.set, rulebook) == .yes
      }
      guard let ban else { continue }
      return .bannedTarget(target, part.symbol, ban.name, at: ban.span, buys: buys)
    }
    return nil
  }

  /// Whether a rule can only act by selling.
  private func isSold(_ target: SizedTarget) -> Bool {
    switch target.rule.action {
    case .trim: true
    case .build(let build): build.isShort
    default: false
    }
  }

  private func tooLarge(_ target: SizedTarget) -> Diagnostic? {
    guard let whole = target.least else { return nil }
    let parts = target.parts
    let largest = parts?.compactMap { target.least($0) }.max() ?? whole
    let one = single.first { $0.bound < largest && stands($0.limit.accounts, for: target.rule) }
    if let one { return .unreachableTarget(target, largest, one.limit, one.bound, of: .one) }
    if let found = tooLargeInSet(target, whole) { return found }
    guard !target.isOpen else { return nil }
    let total = sum(parts, of: target) { _ in true } ?? whole
    let all = gross.first { $0.bound < total && stands($0.limit.accounts, for: target.rule) }
    return all.map { .unreachableTarget(target, total, $0.limit, $0.bound, of: .everything) }
  }

  private func tooLargeInSet(_ target: SizedTarget, _ whole: Ratio) -> Diagnostic? {
    guard let parts = target.parts else {
      // The same open set, whatever it holds: each member by itself must fit.
      let wanted = target.target.set.placeless
      return open.first {
        $0.bound < whole && $0.set.placeless == wanted
          && stands($0.limit.accounts, for: target.rule)
      }
      .map { .unreachableTarget(target, whole, $0.limit, $0.bound, of: .set) }
    }
    guard !target.isOpen else { return nil }
    let candidates = parts.flatMap { named[$0.symbol] ?? [] } + open
    for (limit, set, bound) in candidates where stands(limit.accounts, for: target.rule) {
      let inside = sum(parts, of: target) { part in
        SetMembership(of: part.symbol, in: set, rulebook) == .yes
      }
      guard let inside, inside > bound else { continue }
      return .unreachableTarget(target, inside, limit, bound, of: .set)
    }
    return nil
  }

  private func sum(
    _ parts: [SizedTarget.Part]?,
    of target: SizedTarget,
    _ isCounted: (SizedTarget.Part) -> Bool
  ) -> Ratio? {
    guard let parts else { return nil }
    // A hold's band may be used up by each member.
    var total = Ratio.zero
    for part in parts where isCounted(part) {
      guard let least = target.least(part), let next = try? total.adding(least) else { return nil }
      total = next
    }
    return total
  }

  /// Whether what is said for some accounts stands wherever the rule does.
  private func stands(_ accounts: TagReference?, for rule: Rule) -> Bool {
    guard let accounts else { return true }
    return [rule.accounts, rulebook.accounts].contains {
      $0?.dimension == accounts.dimension && $0?.value == accounts.value
    }
  }
}

/// What of a target is above a limit.
enum LimitedPart {
  case one, set, everything
}

extension Diagnostic {
  static func unreachableTarget(
    _ target: SizedTarget,
    _ weight: Ratio,
    _ limit: Limit,
    _ bound: Ratio,
    of part: LimitedPart
  ) -> Diagnostic {
    let verb = if case .hold = target.rule.action { "holds" } else { "builds" }
    let what =
      switch part {
      case .one: "one instrument to"
      case .set: "part of a limited set to"
      case .everything: "all in all"
      }
    return Diagnostic(
      code: "unreachable-target",
      severity: .warning,
      span: target.target.set.span,
      message: "`\(target.rule.name)` \(verb) \(what) \(weight.percentText), and `\(limit.name)` "
        + "stops it at \(bound.percentText)",
      help: "lower the weight or raise the limit",
      notes: [Note(span: limit.span, message: "`\(limit.name)` is here")]
    )
  }

  static func bannedTarget(
    _ target: SizedTarget,
    _ symbol: String,
    _ ban: String,
    at span: Span,
    buys: Bool
  ) -> Diagnostic {
    Diagnostic(
      code: "unreachable-target",
      severity: .warning,
      span: target.target.set.span,
      message:
        "`\(target.rule.name)` must \(buys ? "buy" : "sell") `\(symbol)`, which `\(ban)` never "
        + "lets it",
      help: "take the instrument out of one of them, or give the freeze a condition",
      notes: [Note(span: span, message: "`\(ban)` is here")]
    )
  }
}

public import Portfolio
public import Quantities
import RuleChecker

/// All that is known of one catalyst at a moment, and what of the rulebook waits for it.
public struct CatalystDetail: Sendable {
  /// A condition that reads the catalyst.
  public struct Reader: Hashable, Sendable {
    public enum Clause: String, Sendable {
      case when
      case exit = "exit when"
      case until
      /// The condition of a build's step.
      case step
    }

    /// `rule` or `rule[SYMBOL]`, and of a step `rule.step`.
    public var name: String
    /// What the rule does, by its keyword: `build`, `hedge`.
    public var action: String
    public var clause: Clause
    /// What the whole condition is; nothing where that depends on the account.
    public var verdict: Finding.Verdict?
  }

  public var title: String?
  public var report: CatalystReport
  /// The date that it was or is expected on, or by; of a calendar the next. Nothing where the rulebook
  /// schedules none.
  public var due: CalendarDate?
  /// What it may turn out to be; none where it is simply confirmed.
  public var outcomes: [String]
  /// Owners of the evidence that counts, ascending.
  public var owners: [String]
  /// What persons did to it and counts, ascending by moment.
  public var acts: [CatalystAct]
  /// In the order of rules, clauses and steps.
  public var readers: [Reader]
}

/// Names a catalyst of a rulebook, and of one `for each` instrument the instrument: `earnings(MSFT)`.
public struct CatalystName: Hashable, Sendable, CustomStringConvertible {
  public var name: String
  public var member: String?

  public init(name: String, member: String? = nil) {
    self.name = name
    self.member = member
  }

  /// Nothing when `text` is neither `NAME` nor `NAME(SYMBOL)`.
  public init?(_ text: String) {
    guard let open = text.firstIndex(of: "(") else {
      if text.isEmpty || text.contains(")") { return nil }
      self.init(name: text)
      return
    }
    let member = text[text.index(after: open)...].dropLast()
    guard text.hasSuffix(")"), open > text.startIndex, !member.isEmpty,
      !member.contains(where: { $0 == "(" || $0 == ")" })
    else { return nil }
    self.init(name: String(text[..<open]), member: String(member))
  }

  public var description: String { member.map { "\(name)(\($0))" } ?? name }
}

extension Evaluation {
  /// Every catalyst of the rulebook, ascending by name; of one `for each` instrument the members of which
  /// something is known.
  ///
  /// - Parameter acts: those that the evaluation was made with.
  public func catalysts(acts: [CatalystAct]) -> [CatalystDetail] {
    var details: [CatalystDetail] = []
    for (index, catalyst) in world.rulebook.catalysts.enumerated() {
      if catalyst.forEach == nil {
        details.append(detail(of: index, member: nil, acts))
        continue
      }
      for member in knownMembers(of: index, acts) {
        details.append(detail(of: index, member: member, acts))
      }
    }
    return details.sorted {
      ($0.report.name, $0.report.member ?? "") < ($1.report.name, $1.report.member ?? "")
    }
  }

  /// One catalyst; nothing when the rulebook has none of that name, or `name` has a member where the
  /// catalyst has none, or none where it is `for each` instrument.
  public func catalyst(_ name: CatalystName, acts: [CatalystAct]) -> CatalystDetail? {
    guard
      let index = world.rulebook.catalysts.firstIndex(where: { $0.name == name.name }),
      (world.rulebook.catalysts[index].forEach == nil) == (name.member == nil)
    else { return nil }
    return detail(of: index, member: name.member, acts)
  }

  private func knownMembers(of catalyst: Int, _ acts: [CatalystAct]) -> [String] {
    let name = world.rulebook.catalysts[catalyst].name
    let reported = header.catalysts.filter { $0.name == name }.compactMap(\.member)
    let acted = acts.filter { $0.catalyst == name && counts($0) }.compactMap(\.member)
    return Set(reported + acted).sorted()
  }

  private func detail(of index: Int, member: String?, _ acts: [CatalystAct]) -> CatalystDetail {
    let catalyst = world.rulebook.catalysts[index]
    let standing =
      world.standing(
        of: CatalystReference(catalyst: index, member: member.map { .symbol($0) }),
        member: nil,
        at: world.asOf
      ) ?? CatalystStanding(state: .none)
    let owners = standing.evidence.filter { $0.heldBackBy == nil }.map(\.owner)
    return CatalystDetail(
      title: catalyst.title,
      report: CatalystReport(catalyst.name, member: member, standing),
      due: catalyst.schedule == nil ? nil : standing.nextDate,
      outcomes: catalyst.outcomes,
      owners: Set(owners).subtracting([""]).sorted(),
      acts: acts.filter { $0.catalyst == catalyst.name && $0.member == member && counts($0) }
        .sorted { CatalystTimeline.effective($0) < CatalystTimeline.effective($1) },
      readers: plans.flatMap { readers($0, of: index, member: member) }
    )
  }

  private func counts(_ act: CatalystAct) -> Bool {
    CatalystTimeline.effective(act) <= world.asOf.secondsSinceEpoch
  }

  // MARK: Readers

  private func readers(
    _ plan: RulePlan,
    of catalyst: Int,
    member: String?
  ) -> [CatalystDetail.Reader] {
    var readers: [CatalystDetail.Reader] = []
    func note(
      _ clause: RulePlan.Clause?,
      _ kind: CatalystDetail.Reader.Clause,
      _ name: String
    ) {
      guard let clause, reads(clause.expression, catalyst, member, in: plan) else { return }
      readers.append(
        CatalystDetail.Reader(
          name: name,
          action: plan.rule.actionWord,
          clause: kind,
          verdict: clause.worldTruth.map { Finding.Verdict($0) }
        )
      )
    }
    note(plan.when, .when, plan.key)
    if case .build(let build) = plan.rule.action {
      for (step, gate) in zip(build.steps, plan.gates) {
        note(gate, .step, "\(plan.key).\(step.name)")
      }
    }
    note(plan.until, .until, plan.key)
    note(plan.exit, .exit, plan.key)
    return readers
  }

  /// Whether `expression` of a plan asks about the catalyst, lets followed.
  private func reads(
    _ expression: Expression,
    _ catalyst: Int,
    _ member: String?,
    in plan: RulePlan
  ) -> Bool {
    expression.contains(in: world.rulebook) { part in
      switch part.kind {
      case .catalyst(let reference, _), .days(_, let reference):
        guard reference.catalyst == catalyst else { return false }
        switch reference.member {
        case nil: return member == nil
        case .symbol(let symbol): return symbol == member
        case .member: return plan.member.map { market.instruments[$0].symbol } == member
        }
      default: return false
      }
    }
  }
}

extension CatalystReport {
  init(_ name: String, member: String?, _ standing: CatalystStanding) {
    self.init(
      name: name,
      member: member,
      state: standing.state.rawValue,
      outcome: standing.outcome,
      since: standing.since,
      isOverdue: standing.isOverdue,
      evidence: standing.evidence,
      isAssumed: standing.isAssumed
    )
  }
}

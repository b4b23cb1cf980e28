import Quantities
import RuleChecker

/// A catalyst whose state decides a condition of a rule that trades, with its states grouped by what
/// those conditions make of them.
struct CatalystChoice: Sendable {
  /// States that no condition tells apart.
  struct Class: Sendable {
    /// What stands for all of them.
    var state: CatalystTest.State
    var label: String
    /// Whether the label says only that it is none of the others.
    var isRest: Bool
    /// Whether the state of now is among them.
    var isNow: Bool
  }

  let key: WorldFacts.CatalystKey
  let name: String
  /// Its state or outcome now.
  let now: String
  /// Two or more.
  let classes: [Class]

  var described: ScenarioCatalyst {
    ScenarioCatalyst(name: name, now: now, states: classes.map(\.label))
  }

  /// What rules that trade read, in ascending order of name. A rule that only asks for a review
  /// proposes no change, whatever the catalyst.
  static func all(in evaluation: Evaluation) -> [CatalystChoice] {
    let world = evaluation.world
    var questions: [WorldFacts.CatalystKey: Set<CatalystRead.Question>] = [:]
    for plan in evaluation.plans {
      if case .review = plan.rule.action { continue }
      for read in plan.reads(in: world) { questions[read.key, default: []].insert(read.question) }
    }
    return questions.compactMap { CatalystChoice($0.key, $0.value, world) }
      .sorted { $0.name < $1.name }
  }

  /// Nothing when no two states make a difference.
  private init?(
    _ key: WorldFacts.CatalystKey,
    _ questions: Set<CatalystRead.Question>,
    _ world: WorldFacts
  ) {
    guard let standing = world.standingsNow[key] else { return nil }
    let declared = world.rulebook.catalysts[key.catalyst]
    let spelling = ExpressionText(rulebook: world.rulebook, member: nil)
    let state: CatalystTest.State = standing.outcome.map { .outcome($0) } ?? .state(standing.state)
    let all =
      CatalystState.allCases.map { CatalystTest.State.state($0) }
      + declared.outcomes.map { .outcome($0) }
    let ordered = questions.sorted { "\($0)" < "\($1)" }
    var groups: [(answers: [String], states: [CatalystTest.State])] = []
    for candidate in all {
      let assumed = world.assuming(catalysts: [key: candidate])
      guard let stands = assumed.standingsNow[key] else { continue }
      let answers = ordered.map { $0.answer(for: stands, at: world.asOf) }
      if let place = groups.firstIndex(where: { $0.answers == answers }) {
        groups[place].states.append(candidate)
      } else {
        groups.append((answers, [candidate]))
      }
    }
    guard groups.count > 1 else { return nil }
    let largest = groups.map(\.states.count).max() ?? 0
    let rest = groups.firstIndex { $0.states.count == largest }
    self.key = key
    name = declared.name + (key.symbol.map { "(\($0))" } ?? "")
    now = spelling.name(state)
    classes = groups.enumerated().map { place, group in
      Class(
        state: group.states.contains(state) ? state : group.states[0],
        label: place == rest ? "anything else" : Self.label(group.states, ordered, spelling),
        isRest: place == rest,
        isNow: group.states.contains(state)
      )
    }
    .sorted { !$0.isRest && $1.isRest }
  }

  /// `at least reported` where a condition asks so; else the states one by one.
  private static func label(
    _ states: [CatalystTest.State],
    _ questions: [CatalystRead.Question],
    _ spelling: ExpressionText
  ) -> String {
    for question in questions {
      guard case .test(.isAtLeast(let least)) = question, let step = least.step else { continue }
      let above = CatalystState.allCases.filter { ($0.step ?? -1) >= step }
      let plain = states.filter { if case .state = $0 { true } else { false } }
      if plain.count > 1, plain == above.map({ .state($0) }) {
        return "at least \(least.rawValue)"
      }
    }
    return states.map(spelling.name).joined(separator: " or ")
  }
}

extension CatalystRead.Question {
  /// What the question comes to for a catalyst that stands at `standing`.
  fileprivate func answer(for standing: CatalystStanding, at moment: Instant) -> String {
    switch self {
    case .test(let test): test.holds(for: standing, at: moment) ? "true" : "false"
    case .days: standing.date.map { $0.description } ?? "unknown"
    }
  }
}

import RuleChecker
import Testing

@testable import Evaluator

/// The whole table of `docs/news.md`: from × event → to.
struct CatalystTransitionTests {
  static let events: [CatalystEvent] =
    EvidenceLevel.allCases.map { .evidence($0) } + [.confirmation, .denial]
    + EvidenceLevel.allCases.map { .retraction($0) } + [.expiry]

  /// One row a state; the columns in the order of `events`.
  static let table: [CatalystState: [CatalystState]] = {
    let retraction: [CatalystState] = [
      .retracted, .rumoured, .reported, .corroborated, .confirmed,
    ]
    func row(_ none: CatalystState, _ expiry: CatalystState) -> [CatalystState] {
      [none, .rumoured, .reported, .corroborated, .confirmed, .confirmed, .denied] + retraction + [
        expiry
      ]
    }
    return [
      .none: row(.none, .none),
      .expected: row(.expected, .expected),
      .rumoured: row(.rumoured, .expired),
      .reported: row(.retracted, .expired),
      .corroborated: row(.retracted, .expired),
      .confirmed: row(.retracted, .confirmed),
      .denied: row(.denied, .denied),
      .retracted: row(.retracted, .retracted),
      .expired: row(.expired, .expired),
    ]
  }()

  // cites: catalyst-1
  @Test(arguments: CatalystState.allCases)
  func everyMoveIsInTheTable(_ state: CatalystState) {
    let moves = CatalystTransitionTests.events.map {
      CatalystTransitions.next(from: state, isSettledByPerson: false, on: $0)
    }
    #expect(moves == CatalystTransitionTests.table[state])
  }

  // cites: catalyst-7
  @Test(arguments: EvidenceLevel.allCases)
  func textNeverMovesWhatAPersonConfirmed(_ level: EvidenceLevel) {
    let next = CatalystTransitions.next(
      from: .confirmed,
      isSettledByPerson: true,
      on: .evidence(level)
    )
    #expect(next == .confirmed)
  }
}

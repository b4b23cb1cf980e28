internal import RuleChecker

/// What the evidence that counts at a moment amounts to, persons' words short of a confirmation included.
enum EvidenceLevel: Int, Comparable, CaseIterable, Sendable {
  case none
  /// Only a person's word: text that speaks of rumours is held back.
  case rumoured
  case reported, corroborated
  /// An official source, in a catalyst that is `confirmed by official`.
  case confirmed

  static func < (left: EvidenceLevel, right: EvidenceLevel) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The state that it gives; nothing for no evidence.
  var state: CatalystState? {
    switch self {
    case .none: nil
    case .rumoured: .rumoured
    case .reported: .reported
    case .corroborated: .corroborated
    case .confirmed: .confirmed
    }
  }
}

/// What can happen to a catalyst.
enum CatalystEvent: Hashable, Sendable {
  /// The evidence that counts changed, and now amounts to this. Evidence that a denial or an expiry
  /// made void is already left out.
  case evidence(EvidenceLevel)
  /// A person confirmed it, or gave an outcome.
  case confirmation
  /// A person denied it.
  case denial
  /// A person withdrew what persons said before; the remaining evidence amounts to this.
  case retraction(EvidenceLevel)
  /// The time of `expires after` is over.
  case expiry
}

/// From × event → to: the one table of all moves. `docs/news.md` shows it.
enum CatalystTransitions {
  /// The state after `event`. `isSettledByPerson` says whether a person's act gave `state`; it only
  /// matters for `confirmed`, which text may take back when text gave it.
  static func next(
    from state: CatalystState,
    isSettledByPerson: Bool,
    on event: CatalystEvent
  ) -> CatalystState {
    switch event {
    case .confirmation: return .confirmed
    case .denial: return .denied
    case .evidence(let level):
      return afterEvidence(level, from: state, isSettledByPerson: isSettledByPerson)
    case .retraction(let level): return level.state ?? .retracted
    case .expiry:
      switch state {
      case .rumoured, .reported, .corroborated: return .expired
      // What is confirmed stays; an exit is no state that waits for more.
      case .none, .expected, .confirmed, .denied, .retracted, .expired: return state
      }
    }
  }

  private static func afterEvidence(
    _ level: EvidenceLevel,
    from state: CatalystState,
    isSettledByPerson: Bool
  ) -> CatalystState {
    switch state {
    case .confirmed where isSettledByPerson: return .confirmed
    // The reports it stood on were withdrawn.
    case .reported, .corroborated, .confirmed: return level.state ?? .retracted
    case .none, .expected, .rumoured, .denied, .retracted, .expired: return level.state ?? state
    }
  }
}

import RuleChecker

/// Names in a protecting rule or a limit that the market does not have: each account that it speaks of asks for a person.
struct Strangers: Sendable {
  /// The rule or limit.
  let subject: String
  let accounts: TagReference?
  let names: [String]

  /// Those of a rulebook, rules first; none for what has no such name.
  static func all(in rulebook: CheckedRulebook, _ sets: SetResolver) -> [Strangers] {
    let ofRules = rulebook.rules.filter(\.isProtecting).map {
      Strangers(subject: $0.name, accounts: $0.accounts, names: $0.unknownNames(in: sets))
    }
    let ofLimits = rulebook.limits.map {
      Strangers(subject: $0.name, accounts: $0.accounts, names: $0.unknownNames(in: sets))
    }
    return (ofRules + ofLimits).filter { !$0.names.isEmpty }
  }
}

public import Portfolio

/// What persons do to catalysts, in words.
public enum CatalystWords {
  /// `confirmed`, `outcome beat given`.
  public static func past(_ kind: CatalystAct.Kind) -> String {
    switch kind {
    case .rumour: "noted as rumoured"
    case .report: "noted as reported"
    case .corroborate: "noted as corroborated"
    case .confirm: "confirmed"
    case .deny: "denied"
    case .retract: "retracted"
    case .outcome(let name): "outcome \(name) given"
    case .state(let name): "put in state \(name)"
    }
  }

  /// The word of the command that records it, and the outcome if it is one.
  static func command(_ kind: CatalystAct.Kind) -> (word: String, outcome: String?) {
    switch kind {
    case .rumour: ("rumour", nil)
    case .report: ("report", nil)
    case .corroborate: ("corroborate", nil)
    case .confirm: ("confirm", nil)
    case .deny: ("deny", nil)
    case .retract: ("retract", nil)
    case .outcome(let name): ("outcome", name)
    case .state(let name): ("state", name)
    }
  }
}

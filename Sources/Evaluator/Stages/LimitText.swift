import Quantities
import RuleChecker

extension Limit {
  /// The limit as reports tell it: `weight of each theme <= 18%`; its name where it bounds no figure.
  func text(in rulebook: CheckedRulebook) -> String {
    guard case .bound(let measure, let side, let bound) = subject else { return name }
    let text = ExpressionText(rulebook: rulebook, member: nil)
    let isNumber = if case .beta = measure { true } else { false }
    let value = isNumber ? bound.description : Percent(units: bound.units).description
    let what: String =
      switch measure {
      case .weightOfEachInstrument: "weight of each instrument"
      case .weightOfEachValue(let dimension): "weight of each \(dimension)"
      case .weightOfSet(let set): "weight of \(text.spell(set))"
      case .gross: "gross"
      case .net: "net"
      case .beta: "beta"
      case .cash: "cash"
      case .turnover(let window): "turnover over \(window)"
      case .tradeOfEachInstrument: "trade of each instrument"
      }
    let suffix = if case .tradeOfEachInstrument = measure { " of adv" } else { "" }
    return "\(what) \(side.rawValue) \(value)\(suffix)"
  }
}

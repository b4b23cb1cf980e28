internal import Quantities

/// Each limit as one clause: `each investment at most 10% of NAV`.
extension RulebookReader {
  func summary(of limit: Limit) -> String {
    let accounts = limit.accounts.map { " in accounts tagged \(tag($0.dimension, $0.value))" } ?? ""
    switch limit.subject {
    case .noTrade(let trade, let set):
      let nothing = nothing(of: set)
      switch trade {
      case .trade: return "\(nothing) is bought or sold\(accounts)"
      case .buys: return "\(nothing) is bought\(accounts)"
      case .sells: return "\(nothing) is sold\(accounts)"
      }
    case .bound(let measure, let side, let bound):
      let word = side == .atMost ? "at most" : "at least"
      return "\(subject(of: measure)) is \(word) \(size(bound, of: measure))\(accounts)"
    }
  }

  private func subject(of measure: Limit.Measure) -> String {
    switch measure {
    case .weightOfEachInstrument: "the weight of each investment"
    case .weightOfEachValue(let dimension):
      "the combined weight of the investments of each \(dimension)"
    case .weightOfSet(let set):
      isSingle(set) ? "the weight of \(phrase(set))" : "the combined weight of \(phrase(set))"
    case .gross: "gross exposure"
    case .net: "net exposure"
    case .beta: "the beta of the account"
    case .cash: "cash"
    case .turnover(let window): "turnover within \(spelled(window))"
    case .tradeOfEachInstrument: "what is traded of each investment"
    }
  }

  private func size(_ bound: Number, of measure: Limit.Measure) -> String {
    switch measure {
    case .beta: grouped(bound.description)
    case .tradeOfEachInstrument: "\(percent(bound)) of its average daily volume"
    default: "\(percent(bound)) of NAV"
    }
  }
}

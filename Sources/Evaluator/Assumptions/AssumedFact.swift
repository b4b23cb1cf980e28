import Portfolio
import Quantities
import RuleChecker

/// One assumption as a proposal shows it.
public struct AssumedFact: Hashable, Sendable {
  /// In its canonical spelling: `sentiment(kernel_rust)`, `earnings(NVDA)`, `price(NVDA)`.
  public var fact: String
  /// `0.5`, `confirmed`, `150 USD`.
  public var value: String
  /// Both together: `sentiment(kernel_rust) = 0.5`, `earnings(NVDA) is miss`.
  public var text: String

  public init(fact: String, value: String, text: String) {
    self.fact = fact
    self.value = value
    self.text = text
  }
}

extension AssumedFact {
  init(_ assumption: Assumption, in rulebook: CheckedRulebook) {
    let spelling = ExpressionText(rulebook: rulebook, member: nil)
    switch assumption.claim {
    case .news(let call, let value):
      fact = spelling.spell(call)
      self.value =
        call.function == .age
        ? ValueText(type: .duration).spell(value) : value.spelled(maximumFractionDigits: 8)
      text = "\(fact) = \(self.value)"
    case .catalyst(let reference, let state):
      fact = spelling.spell(reference)
      value = spelling.name(state)
      text = "\(fact) is \(value)"
    case .price(let symbol, let money):
      fact = "price(\(symbol))"
      value = money.description
      text = "\(fact) = \(value)"
    }
  }

  /// All of them, in ascending order: the order in which they were given changes nothing.
  static func all(_ assumptions: [Assumption], in rulebook: CheckedRulebook) -> [AssumedFact] {
    assumptions.map { AssumedFact($0, in: rulebook) }.sorted { $0.text < $1.text }
  }
}

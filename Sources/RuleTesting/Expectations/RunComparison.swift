import Evaluator
import Quantities
import RuleChecker

/// A run's expectations beside what it gave.
struct RunComparison {
  let run: TestRun
  let examination: Examination

  /// What did not come true, in the author's order.
  func failures() -> [TestFailure] {
    run.expectations.compactMap { expectation in
      let verdict = verdict(on: expectation.kind)
      if verdict.holds { return nil }
      return TestFailure(
        span: expectation.span,
        asOf: run.asOf,
        expected: ExpectationText.spell(expectation.kind),
        actual: verdict.actual,
        help: verdict.help,
        trades: verdict.isOfTrades ? TradeRows(run: run, examination: examination).rows : [],
        rules: verdict.rules.prefix(RunComparison.mostRules).map { examination.sight(of: $0) },
        correction: correction(of: expectation)
      )
    }
  }

  /// More would hide the one that matters.
  private static let mostRules = 3

  private func verdict(on kind: Expectation.Kind) -> Verdict {
    switch kind {
    case .state(let rule, let state, let symbol):
      StateExpectation(rule: rule, state: state, symbol: symbol).verdict(examination)
    case .reaches(let rule, let step):
      StepExpectation(rule: rule, step: step).verdict(examination)
    case .cuts(let name, let symbol):
      CutExpectation(name: name, symbol: symbol).verdict(examination)
    case .noTrade, .noTradeIn, .noTradeFor, .trade:
      TradeExpectation(kind: kind).verdict(examination)
    case .conflict, .review, .account:
      AccountExpectation(kind: kind).verdict(examination)
    }
  }

  /// The engine's quantity, where it makes the same trade in another size.
  private func correction(of expectation: Expectation) -> Correction? {
    guard case .trade(let trade, let symbol, _?) = expectation.kind,
      let span = expectation.quantitySpan
    else { return nil }
    let change = examination.proposal.changes.first {
      $0.symbol == symbol && $0.action.rawValue == trade.rawValue
    }
    return change.map { Correction(span: span, text: $0.quantity.description) }
  }
}

/// Whether an expectation came true, and what is so instead.
struct Verdict {
  var holds: Bool
  var actual: String
  var help = ""
  /// Whether the whole proposal tells more.
  var isOfTrades = false
  /// The rules concerned, the most telling first.
  var rules: [RuleReport] = []

  static let met = Verdict(holds: true, actual: "")
}

/// Expectations as their author would write them.
enum ExpectationText {
  static func spell(_ kind: Expectation.Kind) -> String {
    switch kind {
    case .state(let rule, let state, let symbol):
      "\(rule) \(state.rawValue)" + (symbol.map { " for \($0)" } ?? "")
    case .reaches(let rule, let step): "\(rule) reaches \(step)"
    case .cuts(let name, let symbol): "\(name) cuts" + (symbol.map { " \($0)" } ?? "")
    case .noTrade: "no trade"
    case .noTradeIn(let symbol): "no trade in \(symbol)"
    case .noTradeFor(let name): "no trade for \(name)"
    case .trade(let trade, let symbol, let quantity):
      "\(trade.rawValue) \(symbol)" + (quantity.map { " \($0)" } ?? "")
    case .conflict(let one, let other): "conflict \(one) and \(other)"
    case .review(let name): "review \(name)"
    case .account(let status): "account \(status.rawValue)"
    }
  }
}

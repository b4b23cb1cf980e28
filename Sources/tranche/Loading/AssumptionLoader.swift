import Evaluator
import RuleChecker
import RuleSyntax

/// Reads what `--assume` gives. Whatever is wrong with it is wrong usage, shown with its place.
struct AssumptionLoader {
  private static let option = "--assume"
  let console: Console
  let assumptions: [Assumption]
  private let files: [SourceFile]

  init(_ texts: [String], _ rulebook: CheckedRulebook, console: Console) throws {
    self.console = console
    let result = AssumptionChecker.check(texts, against: rulebook, origin: Self.option)
    assumptions = result.assumptions
    files = result.files
    if !result.diagnostics.isEmpty { try refuse(result.diagnostics) }
  }

  /// Ends the command when an assumption does not fit the portfolio file, or no rule reads it.
  func check(with evaluation: Evaluation) throws {
    let faults = evaluation.faults(of: assumptions)
    if !faults.isEmpty { try refuse(faults.map(Diagnostic.init)) }
  }

  private func refuse(_ diagnostics: [Diagnostic]) throws {
    console.show(diagnostics, of: files)
    throw CommandFailure(.wrongUsage)
  }
}

extension Diagnostic {
  fileprivate init(_ fault: AssumptionFault) {
    let message: String
    let help: String
    switch fault.cause {
    case .unknownInstrument(let symbol):
      message = "the portfolio file has no instrument `\(symbol)`"
      let nearest = NearestMatch.of(symbol, in: fault.alternatives)
      help = nearest.map { "did you mean `\($0)`?" } ?? "look with `tranche portfolio show`"
    case .otherCurrency(let currency):
      message = "its price is in \(currency)"
      help = "write the amount in \(currency)"
    case .unread:
      message = "no rule reads this"
      let list = fault.alternatives.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
      help = list.isEmpty ? "assume what a rule reads" : "rules read \(list)"
    }
    self.init(code: "bad-assumption", span: fault.assumption.span, message: message, help: help)
  }
}

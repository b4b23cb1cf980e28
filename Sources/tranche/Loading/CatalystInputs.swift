import Evaluator
import Portfolio
import PortfolioStore
import Quantities
import RuleChecker
import RuleSyntax

/// What commands on catalysts read: the world settled, and persons' acts.
struct CatalystInputs {
  let portfolio: String
  let rulebook: CheckedRulebook
  let evaluation: Evaluation
  let acts: [CatalystAct]

  init(_ portfolio: String, _ options: EvaluationOptions, _ console: Console) throws {
    try self.init(
      EvaluationRequest(
        portfolio: portfolio,
        rules: options.rules,
        news: options.news,
        page: options.page.facts,
        assumptions: options.assumption.assumptions,
        asOf: options.asOf
      ),
      console
    )
  }

  init(_ request: EvaluationRequest, _ console: Console) throws {
    let read = try request.read(console)
    portfolio = request.portfolio
    rulebook = read.rulebook
    evaluation = read.evaluation
    acts = try PortfolioOpener.reporting {
      try read.file.acts(asOf: read.evaluation.header.asOf)
    }
    // What is known is in memory: a command may write to the file now.
    try PortfolioOpener.reporting { try read.file.close() }
  }

  /// The catalyst that `text` names.
  func name(_ text: String) throws -> CatalystName {
    guard let name = CatalystName(text) else {
      throw CommandFailure(
        .wrongUsage,
        "`\(text)` is no name of a catalyst",
        help: "write NAME, or 'NAME(SYMBOL)' of a catalyst `for each` instrument"
      )
    }
    guard let declared = rulebook.catalysts.first(where: { $0.name == name.name }) else {
      let names = rulebook.catalysts.map(\.name)
      let known =
        names.isEmpty ? "it names none" : "its catalysts are \(WhyQuestion.list(names))"
      throw CommandFailure(
        .badInput,
        "the rulebook has no catalyst `\(name.name)`",
        help: NearestMatch.of(name.name, in: names).map { "did you mean `\($0)`?" } ?? known
      )
    }
    try checkMember(of: name, declared)
    return name
  }

  private func checkMember(of name: CatalystName, _ declared: Catalyst) throws {
    switch (declared.forEach, name.member) {
    case (nil, nil): return
    case (nil, .some):
      throw CommandFailure(
        .badInput,
        "catalyst `\(name.name)` is one for all instruments",
        help: "name it without an instrument: \(name.name)"
      )
    case (.some, nil):
      throw CommandFailure(
        .wrongUsage,
        "there is a catalyst `\(name.name)` for each of several instruments",
        help: "name one, in quotation marks: '\(name.name)(SYMBOL)'"
      )
    case (.some, .some(let symbol)):
      let symbols = evaluation.market.instruments.map(\.symbol)
      if symbols.contains(symbol) { return }
      throw PortfolioEditing.unknownInstrument(symbol, among: symbols, file: portfolio)
    }
  }

  /// What is known of a catalyst of the rulebook.
  func catalyst(_ name: CatalystName) throws -> CatalystDetail {
    if let detail = evaluation.catalyst(name, acts: acts) { return detail }
    throw CommandFailure(.ourFault, "catalyst `\(name)` was found and lost again")
  }
}

import ArgumentParser
import Evaluator
import Portfolio
import PortfolioStore
import Quantities
import Reporting

/// What every command takes that records a person's word on a catalyst.
struct CatalystActOptions: ParsableArguments {
  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Argument(help: "The catalyst: NAME, or 'NAME(SYMBOL)' of one `for each` instrument.")
  var name: String

  @Option(help: "The rulebook that names it: a file, or a folder of them.", completion: .file())
  var rules: String

  @Option(help: "What shows it: a URL, or the id of a news item.")
  var evidence = ""

  @Option(
    help: "Since when it is so: a date (its 00:00Z) or a moment. Default: now, its earliest effect."
  )
  var at: String?

  @OptionGroup var author: AuthorOptions

  /// Records the act, and says where the catalyst stood and stands.
  ///
  /// - Parameter kind: worked out from the catalyst as the rulebook declares it.
  func record(_ kind: (CatalystDetail) throws -> CatalystAct.Kind) throws {
    let console = Console.standard
    let author = author.author
    let request = EvaluationRequest(
      portfolio: portfolio,
      rules: rules,
      asOf: author.recorded
    )
    let read = try CatalystInputs(request, console)
    let name = try read.name(name)
    let before = try read.catalyst(name)
    let act = CatalystAct(
      catalyst: name.name,
      member: name.member,
      kind: try kind(before),
      at: try at.map(FactMoment.parse) ?? author.recorded,
      recorded: author.recorded,
      who: author.who,
      evidence: evidence,
      note: author.note
    )
    guard try PortfolioOpener.reporting({ try PortfolioFile.record(act, in: portfolio) }) else {
      print("\(portfolio): \(name) was \(CatalystWords.past(act.kind)) already, nothing to record")
      return
    }
    print("\(portfolio): \(name) \(CatalystWords.past(act.kind))")
    if act.at > act.recorded {
      print("it counts from \(act.at)")
      return
    }
    let after = try CatalystInputs(request, console).catalyst(name)
    let text = CatalystChangeText(before: before, after: after)
    for line in text.lines { print(line) }
  }
}

import ArgumentParser
import Foundation

/// The command line, as a table of contents.
@main
struct Tranche: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tranche",
    abstract: "A rule engine for portfolio exposure.",
    discussion: """
      Maps news signals to position changes under rules that you write, review and replay. Proposals \
      are calculations under your own rules, not advice.

      Exit status: 0 clean; 1 rules fail; 2 evaluated, and a person must look; 64 wrong usage; \
      65 bad input; 66 no such file; 70 a fault of ours; 74 reading or writing failed.
      """,
    version: "0.1.0",
    subcommands: [
      CancelCommand.self,
      CatalystCommand.self,
      CheckCommand.self,
      EvaluateCommand.self,
      ExplainCommand.self,
      FillsCommand.self,
      FormatCommand.self,
      JournalCommand.self,
      NewsCommand.self,
      PortfolioCommand.self,
      RebalanceCommand.self,
      ScenariosCommand.self,
      TestCommand.self,
      UndoCommand.self,
      VerifyCommand.self,
      WatchCommand.self,
      WhyCommand.self,
    ]
  )

  static func main() {
    // A file that may not grow any more is an error that is reported, like a full disk.
    signal(SIGXFSZ, SIG_IGN)
    do {
      if let request = EvaluationRequest(plain: CommandLine.arguments.dropFirst()) {
        try request.run()
      } else {
        var command = try parseAsRoot()
        try command.run()
      }
    } catch let failure as CommandFailure {
      Console.standard.report(failure)
      exit(withError: ExitCode(failure.status.rawValue))
    } catch {
      exit(withError: error)
    }
  }
}

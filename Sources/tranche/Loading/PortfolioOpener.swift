import PortfolioStore
import Quantities

/// Puts failures of the portfolio file into the form of a command's failure.
enum PortfolioOpener {
  static func open(_ path: String) throws -> PortfolioFile {
    try reporting { try PortfolioFile.open(at: path) }
  }

  /// Runs `body`; a failure of the file ends the command with its own words and status.
  static func reporting<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as PortfolioFileError {
      throw CommandFailure(status(of: error), error.message, help: error.help)
    } catch let refusal as JournalRefusal {
      throw CommandFailure(.badInput, refusal.message, help: refusal.help)
    } catch is ArithmeticFailure {
      throw CommandFailure(
        .badInput,
        "an amount is too large to be booked exactly, and nothing was written",
        help: "look for a wrong price, quantity, multiplier or rate"
      )
    }
  }

  private static func status(of error: PortfolioFileError) -> ExitStatus {
    switch error.category {
    case .noSuchFile: .noSuchFile
    case .badInput: .badInput
    case .readingOrWritingFailed: .readingOrWritingFailed
    }
  }
}

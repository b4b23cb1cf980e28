/// How a command ends; see the help of `tranche`.
enum ExitStatus: Int32 {
  case clean = 0
  case rulesFail = 1
  case personMustLook = 2
  case wrongUsage = 64
  case badInput = 65
  case noSuchFile = 66
  case ourFault = 70
  case readingOrWritingFailed = 74
}

/// Why a command could not do its work: said once, on standard error.
struct CommandFailure: Error {
  let status: ExitStatus
  /// Lowercase, without a full stop; empty when everything was said already.
  let message: String
  /// What to do next.
  let help: String

  init(_ status: ExitStatus, _ message: String = "", help: String = "") {
    self.status = status
    self.message = message
    self.help = help
  }
}

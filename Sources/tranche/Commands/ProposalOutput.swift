import Evaluator
import Reporting

/// Streams a proposal to standard output, part by part, and remembers how the command ends.
struct ProposalOutput {
  private let console: Console
  private var text: ProposalText
  private var buffer: [UInt8] = []
  /// Short parts are written together, but for the first, which shows that there is something.
  private static let most = 1 << 15
  private var isBegun = false
  private var verdict = ProposalVerdict()
  private(set) var accounts = 0

  init(_ writer: any ProposalWriter, _ header: ProposalHeader, console: Console) {
    self.console = console
    text = ProposalText(writer, header, into: &buffer)
    verdict.note(header)
  }

  /// Ends with the status that asks for a person, whatever the accounts say.
  mutating func askForPerson() { verdict.askForPerson() }

  mutating func write(_ part: EvaluatedPart) throws {
    guard part.accounts > 0 else { return }
    verdict.take(part.verdict)
    accounts += part.accounts
    text.append(part.bytes, into: &buffer)
    if !isBegun || buffer.count >= ProposalOutput.most { try console.write(&buffer) }
    isBegun = true
  }

  /// Ends the proposal, then does what else is asked for unless the proposal is faulty.
  ///
  /// - Throws: what `more` throws, and as `ProposalVerdict.end`.
  mutating func end(then more: () throws -> Void = {}) throws {
    text.end(into: &buffer)
    try console.write(&buffer)
    if accounts == 0 {
      console.say(.note, "no account was evaluated", help: "look with `tranche portfolio show`")
    }
    try verdict.end(then: more)
  }
}

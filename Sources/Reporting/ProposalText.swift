public import Evaluator

/// A proposal as it grows: the header, accounts with what stands between them, the end.
public struct ProposalText: Sendable {
  public let writer: any ProposalWriter
  /// Whether no account was appended yet.
  public private(set) var isEmpty = true

  /// Appends the header.
  public init(_ writer: any ProposalWriter, _ header: ProposalHeader, into output: inout [UInt8]) {
    self.writer = writer
    writer.begin(header, into: &output)
  }

  /// A part of a proposal, which another appends.
  public init(continuing writer: any ProposalWriter) { self.writer = writer }

  public mutating func append(_ proposal: AccountProposal, into output: inout [UInt8]) {
    separate(into: &output)
    writer.account(proposal, into: &output)
  }

  /// Appends an account that `writer` wrote elsewhere.
  public mutating func append(_ account: some Sequence<UInt8>, into output: inout [UInt8]) {
    separate(into: &output)
    output.append(contentsOf: account)
  }

  public func end(into output: inout [UInt8]) { writer.end(into: &output) }

  private mutating func separate(into output: inout [UInt8]) {
    if !isEmpty { writer.separate(into: &output) }
    isEmpty = false
  }
}

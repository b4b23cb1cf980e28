public import Evaluator

/// Turns a proposal into bytes, piece by piece: the header once, then each account, then the end.
///
/// A writer keeps nothing between calls, so accounts may be written in several buffers at once and
/// joined in order, and any number of accounts needs no more memory than the largest one. The
/// caller empties the buffer whenever it likes.
public protocol ProposalWriter: Sendable {
  func begin(_ header: ProposalHeader, into output: inout [UInt8])
  func account(_ proposal: AccountProposal, into output: inout [UInt8])
  /// Appends what stands between two accounts, if anything does.
  func separate(into output: inout [UInt8])
  func end(into output: inout [UInt8])
}

extension ProposalWriter {
  public func separate(into output: inout [UInt8]) {}
}

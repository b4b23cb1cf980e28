/// Whether a proposal that was computed again is the same, and where it is not.
public struct VerificationReport: Sendable {
  public static let schema = "tranche.verification/1"

  public enum Format: String, CaseIterable, Sendable { case text, json }

  /// What the two were made from, where that is not the same: why results may differ.
  public enum Input: Hashable, Sendable {
    case rulebook, market, news
    /// Holdings, cash, tags or the journal of an account.
    case account(String)
  }

  /// One value in which they differ.
  public struct Difference: Hashable, Sendable {
    /// Empty for what is the same for all accounts.
    public var account: String
    /// A symbol, a limit and its subject, a rule; may be empty.
    public var subject: String
    /// `changes.quantity`.
    public var field: String
    /// Nothing where one has no such value.
    public var saved: String?
    public var now: String?

    public init(account: String, subject: String, field: String, saved: String?, now: String?) {
      self.account = account
      self.subject = subject
      self.field = field
      self.saved = saved
      self.now = now
    }
  }

  public var inputs: [Input]
  public var differences: [Difference]

  public init(inputs: [Input], differences: [Difference]) {
    self.inputs = inputs
    self.differences = differences
  }

  public var isIdentical: Bool { inputs.isEmpty && differences.isEmpty }

  public func write(
    as format: Format,
    _ options: ReportOptions = ReportOptions(),
    into output: inout [UInt8]
  ) {
    switch format {
    case .text: TerminalRenderer(options).render(VerificationText.blocks(self), into: &output)
    case .json: VerificationJSON.write(self, into: &output)
    }
  }
}

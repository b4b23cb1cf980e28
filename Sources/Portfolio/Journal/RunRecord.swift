public import Quantities

/// What a run leaves in the journal of a portfolio file: who decided what from which inputs, and what each
/// account is to do.
public struct RunRecord: Sendable {
  /// One account's part.
  public struct AccountPart: Sendable {
    /// As it was evaluated.
    public var account: Account
    /// Names all that was read of the account, its journal included.
    public var digest: String
    /// Nothing when it is not known.
    public var nav: Amount?
    public var run: AppliedRun

    public init(account: Account, digest: String, nav: Amount?, run: AppliedRun) {
      self.account = account
      self.digest = digest
      self.nav = nav
      self.run = run
    }
  }

  /// A text that the run was worked out from: a file of the rulebook, a news page.
  public struct Document: Hashable, Sendable {
    public var name: String
    public var content: [UInt8]

    public init(name: String, content: [UInt8]) {
      self.name = name
      self.content = content
    }
  }

  public var rulebook: String
  public var rulebookHash: String
  /// The moment that was evaluated.
  public var at: Instant
  /// Names the proposal: what is applied under one name twice is applied once.
  public var proposal: String
  /// A digest of the proposal as it was written, so that working it out again can be compared.
  public var outputHash: String
  /// What was asked for, in the words of the command line.
  public var options: String
  public var documents: [Document]
  /// What was read of the portfolio file, as the file itself gave it out.
  public var image: [UInt8]
  public var parts: [AccountPart]

  public init(
    rulebook: String,
    rulebookHash: String,
    at: Instant,
    proposal: String,
    outputHash: String = "",
    options: String = "",
    documents: [Document] = [],
    image: [UInt8] = [],
    parts: [AccountPart]
  ) {
    self.rulebook = rulebook
    self.rulebookHash = rulebookHash
    self.at = at
    self.proposal = proposal
    self.outputHash = outputHash
    self.options = options
    self.documents = documents
    self.image = image
    self.parts = parts
  }
}

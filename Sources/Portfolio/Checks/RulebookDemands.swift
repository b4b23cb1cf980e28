/// What a rulebook needs of a portfolio, by name.
public struct RulebookDemands: Sendable {
  /// A fact about an instrument that `by` (a rule or limit) reads.
  public struct Need: Hashable, Sendable {
    public var symbol: String
    /// A dimension of tags; nothing for the beta.
    public var dimension: String?
    public var by: String

    public init(symbol: String, dimension: String? = nil, by: String) {
      self.symbol = symbol
      self.dimension = dimension
      self.by = by
    }
  }

  /// What a rule has put on and not taken off.
  public struct PutOn: Hashable, Sendable {
    public var account: String
    public var rule: String
    public var symbol: String

    public init(account: String, rule: String, symbol: String) {
      self.account = account
      self.rule = rule
      self.symbol = symbol
    }
  }

  /// Its own name.
  public var rulebook: String
  /// Its names of rules.
  public var rules: Set<String>
  /// Symbols that it names.
  public var symbols: Set<String>
  /// The instruments whose beta is read.
  public var betas: Set<Need>
  /// The instruments that must have a tag in a dimension.
  public var tags: Set<Need>
  /// What the journal says of this rulebook.
  public var putOn: [PutOn]

  public init(
    rulebook: String,
    rules: Set<String> = [],
    symbols: Set<String> = [],
    betas: Set<Need> = [],
    tags: Set<Need> = [],
    putOn: [PutOn] = []
  ) {
    self.rulebook = rulebook
    self.rules = rules
    self.symbols = symbols
    self.betas = betas
    self.tags = tags
    self.putOn = putOn
  }
}

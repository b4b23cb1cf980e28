public import Quantities
public import RuleSyntax

/// A rulebook without errors: every name resolved, every type and unit checked, every default filled
/// in. All that the evaluator knows of the language is here.
///
/// Declarations of each kind stand in ascending order of name, so that their order in the files, and
/// the files' own order, changes nothing.
public struct CheckedRulebook: Sendable {
  public var name: String
  public var title: String?
  /// Only accounts that carry this tag are evaluated; nothing: all.
  public var accounts: TagReference?
  /// A digest of the declarations' tokens: the same for any layout, comments and order.
  public var hash: String
  /// The files that spans point into, by their index.
  public var files: [SourceFile]
  public var dimensions: [DimensionDeclaration]
  public var topics: [Topic]
  public var catalysts: [Catalyst]
  public var baskets: [Basket]
  public var lets: [LetBinding]
  public var rules: [Rule]
  public var limits: [Limit]
  public var settings: Settings
  /// They decide nothing.
  public var tests: [RuleTest]

  public init(
    name: String,
    title: String? = nil,
    accounts: TagReference? = nil,
    hash: String = "",
    files: [SourceFile] = [],
    dimensions: [DimensionDeclaration] = [],
    topics: [Topic] = [],
    catalysts: [Catalyst] = [],
    baskets: [Basket] = [],
    lets: [LetBinding] = [],
    rules: [Rule] = [],
    limits: [Limit] = [],
    settings: Settings = Settings(),
    tests: [RuleTest] = []
  ) {
    self.name = name
    self.title = title
    self.accounts = accounts
    self.hash = hash
    self.files = files
    self.dimensions = dimensions
    self.topics = topics
    self.catalysts = catalysts
    self.baskets = baskets
    self.lets = lets
    self.rules = rules
    self.limits = limits
    self.settings = settings
    self.tests = tests
  }
}

/// `sector:technology` as a rulebook writes it.
public struct TagReference: Hashable, Sendable {
  public var dimension: String
  public var value: String
  public var span: Span

  public init(dimension: String, value: String, span: Span) {
    self.dimension = dimension
    self.value = value
    self.span = span
  }
}

/// `dimension sector`: a dimension that limits and tags may name.
public struct DimensionDeclaration: Hashable, Sendable {
  public var name: String
  public var title: String?
  public var span: Span

  public init(name: String, title: String? = nil, span: Span) {
    self.name = name
    self.title = title
    self.span = span
  }
}

/// What text is searched for.
public enum Phrase: Hashable, Sendable {
  case literal(String)
  /// Both within 8 words of one sentence.
  case near(String, String)
}

/// What news is about: an item belongs to a topic when a phrase occurs in it, or when its provider
/// says one of the themes or symbols.
public struct Topic: Hashable, Sendable {
  public var name: String
  public var title: String?
  public var mentions: [Phrase]
  public var themes: [String]
  public var symbols: [String]
  public var span: Span

  public init(
    name: String,
    title: String? = nil,
    mentions: [Phrase] = [],
    themes: [String] = [],
    symbols: [String] = [],
    span: Span
  ) {
    self.name = name
    self.title = title
    self.mentions = mentions
    self.themes = themes
    self.symbols = symbols
    self.span = span
  }
}

/// Instruments with their weights, which sum to 100%.
public struct Basket: Hashable, Sendable {
  public struct Member: Hashable, Sendable {
    public var symbol: String
    public var weight: Percent
    public var span: Span

    public init(symbol: String, weight: Percent, span: Span) {
      self.symbol = symbol
      self.weight = weight
      self.span = span
    }
  }

  public var name: String
  public var title: String?
  /// In ascending order of symbol.
  public var members: [Member]
  public var span: Span

  public init(name: String, title: String? = nil, members: [Member], span: Span) {
    self.name = name
    self.title = title
    self.members = members
    self.span = span
  }
}

/// `let thesis = …`
public struct LetBinding: Sendable {
  public var name: String
  public var value: Expression
  public var span: Span

  public init(name: String, value: Expression, span: Span) {
    self.name = name
    self.value = value
    self.span = span
  }
}

extension CheckedRulebook {
  /// `file:line` of the first byte of `span`; empty for a rulebook that was not read from files.
  public func place(of span: Span) -> String {
    guard let file = files.first(where: { $0.index == span.file }) else { return "" }
    return "\(file.path):\(file.location(of: span.start).line)"
  }
}

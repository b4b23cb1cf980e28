/// Makes rulebooks as text from a seed: each production of the grammar in `docs/language.md` comes up
/// among enough of them.
public struct RulebookTextGenerator {
  /// What else holds, besides the grammar.
  public enum Mode: Sendable {
    /// Declares what it uses, with types, units and sums that are right: no errors, at most warnings.
    case sound
    /// Names and types as they come.
    case arbitrary
  }

  var random: SeededGenerator
  let mode: Mode
  /// Names not given away yet.
  var freeNames: [String] = []
  var dimensions: [String] = []
  var topics: [String] = []
  var baskets: [String] = []
  var catalysts: [DeclaredCatalyst] = []
  var lets: [DeclaredLet] = []
  var rules: [DeclaredRule] = []
  var limits: [String] = []
  /// The one currency that money of this rulebook is written in.
  var currency = "USD"
  /// What the hedges written so far leave of 100%, in percent.
  var hedgeLeft = 100

  /// A catalyst that conditions may ask about.
  struct DeclaredCatalyst {
    var name: String
    var outcomes: [String]
    var isForEach: Bool
  }

  struct DeclaredLet {
    var name: String
    var type: TextType
    /// Holds neither `otherwise` nor `known`.
    var isCertain: Bool
    /// Its value when that is written out.
    var literal: String?
  }

  struct DeclaredRule {
    var name: String
    var steps: [String]
  }

  init(seed: UInt64, mode: Mode) {
    self.mode = mode
    random = SeededGenerator(seed: seed)
    freeNames = RulebookTextGenerator.names
    freeNames.shuffle(using: &random)
    currency = random.pick(["USD", "EUR", "USDT"])
  }

  public static func rulebook(seed: UInt64, mode: Mode = .sound) -> RulebookText {
    var generator = RulebookTextGenerator(seed: seed, mode: mode)
    return generator.make(seed: seed)
  }

  private mutating func make(seed: UInt64) -> RulebookText {
    var declarations: [RulebookText.Declaration] = []
    func add(_ most: Int, _ make: (inout Self) -> RulebookText.Declaration, _ generator: inout Self)
    {
      for _ in 0..<generator.random.int(0...most) { declarations.append(make(&generator)) }
    }
    add(2, { $0.dimension() }, &self)
    add(2, { $0.topic() }, &self)
    add(2, { $0.basket() }, &self)
    add(3, { $0.catalyst() }, &self)
    add(4, { $0.letDeclaration() }, &self)
    add(5, { $0.rule() }, &self)
    add(4, { $0.limit() }, &self)
    declarations += settings()
    if random.chance(50) { declarations.append(test()) }
    if let copy = declarations.last(where: { $0.head.first == "rule" }), random.chance(10) {
      declarations.append(copy)
    }
    declarations.shuffle(using: &random)
    return RulebookText(seed: seed, files: files(declarations))
  }

  private mutating func files(_ declarations: [RulebookText.Declaration]) -> [RulebookText.File] {
    var files = [RulebookText.File(path: "main.tranche", header: header())]
    for path in ["house.tranche", "limits/all.tranche"].prefix(random.pick([0, 0, 1, 2])) {
      files[0].declarations.append(.init(["use", "\"\(path)\""]))
      files.append(RulebookText.File(path: path))
    }
    for declaration in declarations {
      files[random.int(0...(files.count - 1))].declarations.append(declaration)
    }
    return files
  }

  private mutating func header() -> [String] {
    var tokens = ["language", "1", "rulebook", name()] + title()
    if mode == .arbitrary || !dimensions.isEmpty, random.chance(20) { tokens += forAccounts() }
    return tokens
  }

  // MARK: Names

  /// A name that nothing else has; in arbitrary rulebooks, any.
  mutating func name() -> String {
    if mode == .arbitrary { return random.pick(RulebookTextGenerator.names) }
    return freeNames.popLast() ?? "name_\(random.next())"
  }

  /// One of `declared`; in arbitrary rulebooks, any name.
  mutating func reference(_ declared: [String]) -> String? {
    if mode == .arbitrary { return random.pick(RulebookTextGenerator.names) }
    return declared.isEmpty ? nil : random.pick(declared)
  }

  mutating func title() -> [String] { random.chance(40) ? [string()] : [] }

  mutating func string() -> String {
    "\""
      + random.pick([
        "Rust for Linux", "a", "// no comment", "{ } ( )", "≥ 中文 é", "it's 100% of nav", "x  y",
        "rule r {", "\tTab", "www.example.com",
      ]) + "\""
  }

  /// So many items with commas between them.
  mutating func list(_ most: Int, _ item: (inout Self) -> [String]) -> [String] {
    var tokens = item(&self)
    for _ in 0..<random.int(0...most) { tokens += [","] + item(&self) }
    return tokens
  }

  /// Plain names, and words of the grammar that are free as names.
  static let names = plainNames + contextualWords

  static let plainNames = [
    "calm", "chips", "_x", "a1", "scale_in", "kernel_rust", "launch", "thesis", "foothold", "b_2",
    "house", "slow_build", "earnings", "look", "guard", "floor", "ceiling", "tilt", "_", "d", "h",
    "w", "min", "step", "steady", "tense", "one", "two", "three", "makers", "batteries", "line",
    "very_long_name_that_goes_on_and_on_and_on_beyond_all_reason", "growth", "n0", "usd",
  ]

  static let contextualWords = [
    "sentiment", "impact", "source", "sources", "value", "weight", "beta", "prices", "news", "on",
    "over", "official", "confirmed", "by", "accounts", "themes", "symbols", "near", "evidence",
    "unless", "expires", "calendar", "after", "short", "tranches", "within", "buys", "sells",
    "with", "least", "turnover", "adv", "enforced", "advisory", "older", "than", "minimum",
    "whole", "allowed", "borrow", "up", "costs", "per", "order", "plus", "changed", "as", "holds",
    "leverage", "kind", "rate", "stale", "times", "every", "fill", "left", "open", "hand", "fires",
    "reaches", "blocked", "cuts", "ready", "language", "rulebook", "mentions", "price", "signal",
  ]
}

/// The types of expressions, as `docs/language.md` lists them.
enum TextType: CaseIterable {
  case condition, number, score, percent, money, quantity, price, duration, date
}

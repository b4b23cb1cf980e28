internal import Quantities
internal import RuleSyntax

/// Turns trees into a rulebook: resolves names, checks types and units, fills in defaults. Every
/// mistake becomes one diagnostic; what depends on a mistake is left out without another word.
///
/// The extensions in this folder each lower one part of the language.
struct Lowering {
  /// How many expressions may stand inside each other, references to a `let` followed: what reads
  /// the rulebook may recurse that deep.
  static let maximumDepth = 300

  let order: FileOrder
  let sources: Sources
  let faults: SyntaxFaults
  let declarations: Declarations
  var names = NameTable()
  var dimensions: [String: Span] = [:]
  var letStates: [LetState] = []
  var draft: CheckedRulebook
  /// The header's `for accounts tag …`, kept until dimensions are known.
  var headerAccounts: SyntaxNode?
  /// What a test's expectations may name.
  var expectable: Set<String> = []
  /// Where a rulebook without a header would have it.
  let startOfRulebook: Span
  var diagnostics: [Diagnostic] = []
  /// A part that was left out because its text is broken. Without a syntax error this must not
  /// happen; if it does, it becomes one.
  var incomplete: Span?
  /// Nearest names cost time; after so many unknown ones none is looked for.
  var nearestNamesLeft = 50

  /// - Parameter trees: in ascending order of path.
  init(_ trees: [SyntaxTree], syntax: [Diagnostic]) {
    order = FileOrder(trees)
    sources = Sources(trees)
    startOfRulebook = Span(file: trees.first?.file.index ?? 0, start: 0, end: 0)
    faults = SyntaxFaults(syntax, in: trees)
    declarations = Declarations(trees)
    draft = CheckedRulebook(name: "")
  }

  mutating func run() {
    lowerHeaders()
    checkUses()
    declareNames()
    lowerDimensions()
    lowerHeaderAccounts()
    draft.topics = declarations.topics.map { lowerTopic($0) }
    draft.baskets = declarations.baskets.map { lowerBasket($0) }
    draft.catalysts = declarations.catalysts.map { lowerCatalyst($0) }
    lowerLets()
    draft.rules = declarations.rules.compactMap { lowerRule($0) }
    draft.limits = lowerLimits()
    lowerSettings()
    if !declarations.tests.isEmpty {
      collectExpectable()
      for test in declarations.tests { resolveTest(test) }
      draft.tests = declarations.tests.compactMap { lowerTest($0) }.sorted { $0.name < $1.name }
    }
  }

  /// Keeps `diagnostic`, unless a syntax error lies inside its place: then it is most likely the
  /// shadow of that error.
  mutating func report(_ diagnostic: Diagnostic) {
    if faults.touch(diagnostic.span) {
      markBroken(diagnostic.span)
    } else {
      diagnostics.append(diagnostic)
    }
  }

  /// Notes that a part is broken.
  mutating func markBroken(_ span: Span) {
    if incomplete == nil { incomplete = span }
  }

  /// Notes that a part is broken, and gives nothing for it.
  mutating func broken<Part>(_ span: Span) -> Part? {
    markBroken(span)
    return nil
  }
}

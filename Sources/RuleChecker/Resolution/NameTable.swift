internal import RuleSyntax

/// What a name of the one shared namespace stands for.
enum NameKind: String {
  case topic, catalyst, basket, `let`, rule

  var described: String { self == .let ? "a `let`" : "a \(rawValue)" }
}

/// The names of topics, catalysts, baskets, lets and rules.
struct NameTable {
  struct Entry {
    let kind: NameKind
    /// Its place among the declarations of its kind, in ascending order of name.
    let index: Int
    let span: Span
    var isUsed = false
  }

  private(set) var entries: [String: Entry] = [:]

  subscript(name: String) -> Entry? { entries[name] }

  mutating func declare(_ name: String, _ entry: Entry) { entries[name] = entry }

  /// The entry of `name`, which from now on counts as used.
  mutating func use(_ name: String) -> Entry? {
    guard let place = entries.index(forKey: name) else { return nil }
    entries.values[place].isUsed = true
    return entries.values[place]
  }
}

/// What an expression or a set may refer to besides declarations.
struct Scope {
  /// The variable of `for each`.
  var member: String?
  /// Where the variable is declared.
  var memberSpan: Span?
}

public import RuleSyntax

/// A file that a rulebook names with `use`.
public struct UsedFile: Hashable, Sendable {
  /// As written: relative to the file that names it, with `/` between folders.
  public var path: String
  /// The place of the string.
  public var span: Span

  public init(path: String, span: Span) {
    self.path = path
    self.span = span
  }

  /// The file that a `use` declaration names; nothing if the declaration is broken.
  init?(_ node: SyntaxNode) {
    let part = Production(node)
    guard let token = part.first(.string) else { return nil }
    path = part.tree.unquotedText(ofToken: token)
    span = part.span(of: token)
  }

  /// Why the path may not be read; nothing for a good one. A rulebook stays inside its folder, so
  /// that it can be moved and reviewed as a whole.
  public var problem: String? {
    if path.isEmpty { return "the path is empty" }
    if path.utf8.first == UInt8(ascii: "/") { return "the path begins at the root" }
    if path.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\\") }) {
      return "the path holds a character that no path here has"
    }
    if path.split(separator: "/", omittingEmptySubsequences: false).contains("..") {
      return "the path leaves the folder"
    }
    if !path.hasSuffix(".tranche") { return "rules files end in `.tranche`" }
    return nil
  }
}

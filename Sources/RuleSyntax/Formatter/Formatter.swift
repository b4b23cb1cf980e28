/// The one layout of rules text.
public enum Formatter {
  /// What formatting a text gives.
  public enum Outcome: Equatable, Sendable {
    /// The text in its layout, which may be the one it had.
    case formatted([UInt8])
    /// The text has mistakes: nobody can know what its author meant to stand together.
    case refused([Diagnostic])
    /// The layout failed its own proof. This is never the author's mistake.
    case unfaithful(LayoutFault)
  }

  /// The layout of a text, proved to say what the text says.
  ///
  /// Nothing is written unless the layout, read anew, gives the same tokens, the same tree and the
  /// same comments in the same order, no diagnostics, and itself when it is formatted again.
  public static func format(_ file: SourceFile) -> Outcome {
    let parsed = Parser.parse(file)
    guard parsed.diagnostics.isEmpty else { return .refused(parsed.diagnostics) }
    let page = layout(of: parsed.tree)
    if let fault = LayoutFault.found(in: page, of: parsed.tree) { return .unfaithful(fault) }
    return .formatted(page)
  }

  /// The layout of a text without mistakes, unproved. Lines end in `\n`; a byte order mark is gone.
  ///
  /// - Parameter tree: the tree of a text for which parsing gave no diagnostics.
  public static func layout(of tree: SyntaxTree) -> [UInt8] { Typesetter.layout(of: tree) }
}

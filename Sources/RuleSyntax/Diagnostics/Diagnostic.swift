/// One thing wrong with a rulebook, or worth a look: a stable code, the exact place, what is wrong
/// in the author's words, and what to do next.
///
/// Messages are lowercase, without a full stop, with the author's words in backticks, and name
/// nothing of the implementation. Whatever those words hold, no control character and nothing that
/// hides or reorders text is in a message.
public struct Diagnostic: Hashable, Sendable {
  public enum Severity: String, Comparable, Sendable {
    case error, warning

    public static func < (left: Severity, right: Severity) -> Bool {
      left == .error && right == .warning
    }
  }

  /// A second place that explains the first.
  public struct Note: Hashable, Sendable {
    public var span: Span
    public var message: String

    public init(span: Span, message: String) {
      self.span = span
      self.message = Diagnostic.harmless(message)
    }
  }

  /// An edit that mends the mistake.
  public struct Fix: Hashable, Sendable {
    public var title: String
    public var span: Span
    public var replacement: String
    /// Whether nothing else can have been meant, so that it may be made without asking. The nearest
    /// match of a misspelt name is not certain: an editor offers it, and a person takes it.
    public var isCertain: Bool

    public init(title: String, span: Span, replacement: String, isCertain: Bool = true) {
      self.title = Diagnostic.harmless(title)
      self.span = span
      self.replacement = replacement
      self.isCertain = isCertain
    }

    /// The nearest match in place of a misspelt word: likely, not certain.
    public static func nearest(_ word: String, at span: Span) -> Fix {
      Fix(title: "write `\(word)`", span: span, replacement: word, isCertain: false)
    }
  }

  /// Stable: `unknown-name`, `shares-do-not-sum`. Reads well after "allow".
  public var code: String
  public var severity: Severity
  public var span: Span
  public var message: String
  /// What to do next, on a line of its own.
  public var help: String?
  public var notes: [Note]
  public var fix: Fix?

  public init(
    code: String,
    severity: Severity = .error,
    span: Span,
    message: String,
    help: String? = nil,
    notes: [Note] = [],
    fix: Fix? = nil
  ) {
    self.code = code
    self.severity = severity
    self.span = span
    self.message = Diagnostic.harmless(message)
    self.help = help.map(Diagnostic.harmless)
    self.notes = notes
    self.fix = fix
  }

  private static func harmless(_ text: String) -> String { shown(text, limit: 1000) }
}

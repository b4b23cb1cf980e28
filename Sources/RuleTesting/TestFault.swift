public import RuleSyntax

/// Why a test can't go on: what it says can't be, or a file that it names can't be read.
public struct TestFault: Error, Hashable, Sendable {
  /// The entry of the test; nothing where the caller knows it.
  public var span: Span?
  /// Lowercase, without a full stop.
  public var message: String
  /// What to do next.
  public var help: String

  public init(_ message: String, help: String, span: Span? = nil) {
    self.span = span
    self.message = message
    self.help = help
  }
}

/// Diagnostics as people read them: what is wrong, where, the line with the place underlined, and
/// what to do next.
public struct DiagnosticRenderer {
  /// What a piece of the text is, for those who colour it.
  public enum Style: CaseIterable, Sendable {
    case error, warning, note, help
    /// The message itself.
    case strong
    /// Arrows, bars and line numbers.
    case frame
  }

  private let files: [Int32: SourceFile]
  private let width: Int
  private let paint: (String, Style) -> String

  /// - Parameters:
  ///   - files: the files that spans point into, by their `index`.
  ///   - width: the columns that a line of source may take, its frame included.
  ///   - paint: wraps a piece of text in colour; plain unless given.
  public init(
    files: [SourceFile],
    width: Int = 100,
    paint: @escaping (String, Style) -> String = { text, _ in text }
  ) {
    self.files = Dictionary(files.map { ($0.index, $0) }) { first, _ in first }
    self.width = width
    self.paint = paint
  }

  /// One diagnostic, ending in a line end.
  public func render(_ diagnostic: Diagnostic) -> String {
    var counter = LineCounter()
    return render(diagnostic, &counter)
  }

  /// All of them in the order given, with a blank line after each.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    var counter = LineCounter()
    var text = ""
    for diagnostic in diagnostics { text += render(diagnostic, &counter) + "\n" }
    return text
  }

  /// A place alone, as below the message of an error, for those who write their own message.
  public func excerpt(of span: Span) -> String {
    var counter = LineCounter()
    let line = files[span.file]?.lineNumber(of: span.start) ?? 1
    return excerpt(span, String(line).utf8.count, .error, &counter)
  }

  /// `3 errors, 1 warning`; `no errors` when there are none of either.
  public static func summary(_ diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    var parts: [String] = []
    if errors > 0 { parts.append(errors == 1 ? "1 error" : "\(errors) errors") }
    if warnings > 0 { parts.append(warnings == 1 ? "1 warning" : "\(warnings) warnings") }
    return parts.isEmpty ? "no errors" : parts.joined(separator: ", ")
  }

  private func render(_ diagnostic: Diagnostic, _ counter: inout LineCounter) -> String {
    let style: Style = diagnostic.severity == .error ? .error : .warning
    let gutter = gutterWidth(of: diagnostic)
    let title = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]"
    var text = paint(title, style) + paint(": " + diagnostic.message, .strong) + "\n"
    text += excerpt(diagnostic.span, gutter, style, &counter)
    if let help = diagnostic.help {
      text +=
        pad(gutter) + paint(" = ", .frame) + paint("help", .help) + ": " + help + "\n"
    }
    for note in diagnostic.notes {
      // Notes may point backwards: their columns must not disturb the count of the main places.
      var own = LineCounter()
      text += paint("note", .note) + ": " + note.message + "\n"
      text += excerpt(note.span, gutter, .note, &own)
    }
    return text
  }

  /// The place, and its line with carets below.
  private func excerpt(
    _ span: Span,
    _ gutter: Int,
    _ style: Style,
    _ counter: inout LineCounter
  ) -> String {
    guard let file = files[span.file] else { return "" }
    let (line, column) = counter.location(of: span.start, in: file)
    let excerpt = SourceExcerpt(of: span, in: file, width: width - gutter - 3)
    let number = String(line)
    var text = pad(gutter) + paint("--> ", .frame)
    text += "\(harmless(file.path)):\(line):\(column)\n"
    text += pad(gutter) + paint(" |", .frame) + "\n"
    text += pad(gutter - number.utf8.count) + paint("\(number) |", .frame)
    text += (excerpt.text.isEmpty ? "" : " " + excerpt.text) + "\n"
    text += pad(gutter) + paint(" |", .frame) + " " + pad(excerpt.caretStart)
    text += paint(String(repeating: "^", count: excerpt.caretWidth), style) + "\n"
    return text
  }

  /// The digits of the largest line number shown.
  private func gutterWidth(of diagnostic: Diagnostic) -> Int {
    var widest = 1
    for span in [diagnostic.span] + diagnostic.notes.map(\.span) {
      guard let file = files[span.file] else { continue }
      widest = max(widest, String(file.lineNumber(of: span.start)).utf8.count)
    }
    return widest
  }

  private func pad(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  private func harmless(_ text: String) -> String { shown(text, limit: 1000) }
}

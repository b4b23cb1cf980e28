internal import Rainbow

/// What a piece of text means, as far as colour goes.
public enum Tone: CaseIterable, Sendable {
  case plain
  /// Names and headings.
  case strong
  /// Column titles and asides.
  case faint
  /// Increases, and what is ready.
  case good
  /// Reductions, negative weights, and what is blocked.
  case bad
  /// What asks for a person.
  case caution
}

/// How tones are shown on a terminal.
public struct TextStyle: Sendable {
  public let paint: @Sendable (String, Tone) -> String

  /// A style that shows each text as `paint` does. The painted text must be as wide as the text.
  public init(paint: @escaping @Sendable (String, Tone) -> String) { self.paint = paint }

  /// No colour: for files, pipes and `NO_COLOR`.
  public static let plain = TextStyle { text, _ in text }

  /// The sixteen colours that every terminal knows.
  public static let colour = TextStyle { text, tone in
    let codes = TextStyle.codes(of: tone)
    if codes.isEmpty || text.isEmpty { return text }
    let list = codes.map { String($0) }.joined(separator: ";")
    return "\u{1B}[\(list)m\(text)\u{1B}[0m"
  }

  /// Codes of "select graphic rendition" (ECMA-48, 8.3.117).
  private static func codes(of tone: Tone) -> [UInt8] {
    switch tone {
    case .plain: []
    case .strong: Style.bold.value
    case .faint: Style.dim.value
    case .good: NamedColor.green.value
    case .bad: NamedColor.red.value
    case .caution: NamedColor.yellow.value
    }
  }
}

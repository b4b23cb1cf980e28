/// A rulebook in plain sentences, as data without a layout.
///
/// Declarations are told in order of name, whatever their order
/// in the files. Texts may hold words of the rulebook (titles, phrases, reasons) as they were
/// written; whoever shows them makes them safe.
public struct RulebookReading: Hashable, Sendable {
  public var title: String
  public var sections: [Section]

  /// A part with a heading. Sections nest at most twice.
  public struct Section: Hashable, Sendable {
    public var heading: String
    public var paragraphs: [Paragraph]
    public var sections: [Section]
  }

  /// Sentences, perhaps with points below them. A text with points ends in a colon, any other in a
  /// full stop; a paragraph that has a label may be without text.
  public struct Paragraph: Hashable, Sendable {
    /// What the paragraph answers: `Action`, `End`, the name of a limit.
    public var label: String?
    public var text: String
    public var points: [Point]
  }

  /// One entry of a list.
  public struct Point: Hashable, Sendable {
    public var text: String
    public var points: [Point]
  }
}

extension RulebookReading.Section {
  init(_ heading: String, _ paragraphs: [RulebookReading.Paragraph]) {
    self.init(heading: heading, paragraphs: paragraphs, sections: [])
  }
}

extension RulebookReading.Paragraph {
  init(_ text: String, label: String? = nil, points: [RulebookReading.Point] = []) {
    self.init(label: label, text: text, points: points)
  }

  /// Sentences as a list under a label, or one alone beside it.
  init(label: String, sentences: [String]) {
    if sentences.count == 1 {
      self.init(label: label, text: sentences.joined(), points: [])
    } else {
      self.init(label: label, text: "", points: sentences.map { RulebookReading.Point($0) })
    }
  }
}

extension RulebookReading.Point {
  init(_ text: String) { self.init(text: text, points: []) }
}

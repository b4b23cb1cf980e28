internal import RuleChecker

/// A reading as plain text: headings underlined, lists with dashes, nothing wider than 80 columns.
struct ReadingText {
  /// Text reads badly in longer lines.
  private static let widest = 80

  private let width: Int
  private let style: TextStyle

  init(_ options: ReportOptions) {
    width = min(options.width, ReadingText.widest)
    style = options.style
  }

  func bytes(of reading: RulebookReading) -> [UInt8] {
    var lines = heading(reading.title, underline: "=")
    for section in reading.sections {
      lines += [""] + heading(section.heading, underline: "-")
      lines += paragraphs(section.paragraphs)
      for inner in section.sections {
        lines += [""] + wrapped(StyledText(inner.heading, .strong), indent: 0, hanging: 2)
        lines += paragraphs(inner.paragraphs)
      }
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func heading(_ text: String, underline: String) -> [String] {
    let title = StyledText(text, .strong)
    let line = String(repeating: underline, count: min(title.width, width))
    return wrapped(title, indent: 0, hanging: 0) + [line]
  }

  private func paragraphs(_ paragraphs: [RulebookReading.Paragraph]) -> [String] {
    paragraphs.flatMap { paragraph -> [String] in
      var text = StyledText()
      if let label = paragraph.label {
        text.append(label, .strong)
        text.append(paragraph.text.isEmpty ? ":" : ": ")
      }
      text.append(paragraph.text)
      return [""] + wrapped(text, indent: 2, hanging: 0)
        + paragraph.points.flatMap { point($0, indent: 2) }
    }
  }

  private func point(_ point: RulebookReading.Point, indent: Int) -> [String] {
    wrapped(StyledText("- \(point.text)"), indent: indent, hanging: 2)
      + point.points.flatMap { self.point($0, indent: indent + 2) }
  }

  /// Deep lists stop moving right where no room for words would be left.
  private func wrapped(_ text: StyledText, indent: Int, hanging: Int) -> [String] {
    let indent = min(indent, width / 2)
    return text.wrapped(to: width - indent, hanging: hanging).enumerated().map { number, line in
      let blanks = number == 0 ? indent : indent + hanging
      return String(repeating: " ", count: blanks) + line.painted(style)
    }
  }
}

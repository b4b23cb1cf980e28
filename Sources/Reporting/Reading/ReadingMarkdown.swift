internal import RuleChecker

/// A reading as a GitHub Flavored Markdown document that stands alone.
struct ReadingMarkdown {
  private let renderer = MarkdownRenderer()

  func bytes(of reading: RulebookReading) -> [UInt8] {
    var lines = ["# \(escaped(reading.title))"]
    for section in reading.sections {
      lines += ["", "## \(escaped(section.heading))"]
      lines += section.paragraphs.flatMap(paragraph)
      for inner in section.sections {
        lines += ["", "### \(escaped(inner.heading))"]
        lines += inner.paragraphs.flatMap(paragraph)
      }
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func paragraph(_ paragraph: RulebookReading.Paragraph) -> [String] {
    var line = escaped(paragraph.text)
    if let label = paragraph.label {
      line = "**\(escaped(label)):**" + (line.isEmpty ? "" : " \(line)")
    }
    var lines = ["", line]
    if !paragraph.points.isEmpty {
      lines += [""] + paragraph.points.flatMap { point($0, level: 0) }
    }
    return lines
  }

  /// Two columns a level. A list that moved further right than Markdown follows would turn into
  /// code, but each level here stands in the one above.
  private func point(_ point: RulebookReading.Point, level: Int) -> [String] {
    ["\(String(repeating: "  ", count: level))- \(renderer.escapedLine(point.text))"]
      + point.points.flatMap { self.point($0, level: level + 1) }
  }

  private func escaped(_ text: String) -> String { renderer.escapedLine(text) }
}

/// The parts of a terminal page, each with the line it came from.
struct PageParts {
  struct Value: Hashable {
    var text: String
    var line: Int
    var column: Int
  }

  private(set) var title = ""
  /// Theme tags as printed: often several without anything between them.
  private(set) var tags: [String] = []
  private(set) var summary = ""
  private(set) var body = ""
  private(set) var impact: Value?
  private(set) var label: Value?
  private(set) var score: Value?
  /// The line of the heading `Sentiment Score`, whether or not a number follows.
  private(set) var scoreHeading: Int?
  private(set) var decisions: [String] = []
  /// The line at which a second page begins.
  private(set) var secondPage: Int?

  private enum Section { case head, analysis, sentiment, decisions }

  private struct Paragraph {
    var text: String
    /// Whether a blank line stands before it.
    var begins: Bool
  }

  init(_ file: NewsFile) {
    var section = Section.head
    var head: [Paragraph] = []
    var analysis: [Paragraph] = []
    var wasBlank = true
    var index = 0
    while index < file.lines.count {
      let line = file.lines[index]
      let text = file.text(line)
      index += 1
      if text.isEmpty {
        wasBlank = true
        continue
      }
      if let marker = PageMarker(text) {
        take(marker, line, file, &index, &section, &analysis)
      } else {
        let paragraph = Paragraph(text: text, begins: wasBlank)
        switch section {
        case .head: head.append(paragraph)
        case .analysis: analysis.append(paragraph)
        case .sentiment: break
        case .decisions: addDecision(text)
        }
      }
      wasBlank = false
    }
    readHead(head)
    body = PageParts.joined(analysis)
  }

  // MARK: Markers

  private mutating func take(
    _ marker: PageMarker,
    _ line: NewsFile.Line,
    _ file: NewsFile,
    _ index: inout Int,
    _ section: inout Section,
    _ analysis: inout [Paragraph]
  ) {
    switch marker {
    case .back: break
    case .impact(let value):
      if section != .head { secondPage = secondPage ?? line.number }
      impact = impact ?? PageParts.value(value, line, file, &index)
    case .analysis: section = section == .head ? .analysis : section
    case .button: PageParts.removeAdvertisement(from: &analysis)
    case .sentiment: section = .sentiment
    case .label(let value):
      section = .sentiment
      label = label ?? PageParts.value(value, line, file, &index)
    case .score(let value):
      if scoreHeading != nil { secondPage = secondPage ?? line.number }
      section = .sentiment
      scoreHeading = line.number
      score = score ?? PageParts.value(value, line, file, &index)
    case .decisions: section = .decisions
    }
  }

  /// The value on the marker's own line, or on the next line that is not blank, unless that is a
  /// marker itself.
  private static func value(
    _ own: String,
    _ line: NewsFile.Line,
    _ file: NewsFile,
    _ index: inout Int
  ) -> Value? {
    if !own.isEmpty {
      let offset = file.bytes[line.range].firstIndex(of: UInt8(ascii: ":")) ?? line.range.lowerBound
      let start = file.bytes[offset..<line.range.upperBound].dropFirst().firstIndex { $0 > 0x20 }
      return Value(
        text: own,
        line: line.number,
        column: file.column(of: start ?? offset, in: line)
      )
    }
    var next = index
    while next < file.lines.count {
      let line = file.lines[next]
      let text = file.text(line)
      next += 1
      if text.isEmpty { continue }
      if PageMarker(text) != nil { return nil }
      index = next
      let start = file.bytes[line.range].firstIndex { $0 > 0x20 } ?? line.range.lowerBound
      return Value(text: text, line: line.number, column: file.column(of: start, in: line))
    }
    return nil
  }

  /// The lines before the button of an advertisement, back to the product's name, are no part of
  /// the analysis. The name is a short line of its own, and so at most is what follows it.
  private static func removeAdvertisement(from analysis: inout [Paragraph]) {
    let last = analysis.suffix(4)
    let name = last.lastIndex { paragraph in
      paragraph.text.utf8.count <= 40 && paragraph.text.lowercased().hasSuffix("terminal")
    }
    if let name { analysis.removeSubrange(name...) }
  }

  // MARK: Text

  /// The title stands twice, with the tags between; the summary follows. A page that names it once
  /// has its tags, if any, right after it.
  private mutating func readHead(_ head: [Paragraph]) {
    guard let first = head.first else { return }
    title = first.text
    let rest = head.dropFirst()
    if let again = rest.firstIndex(where: { $0.text == title }) {
      tags = rest[..<again].map(\.text)
      summary = PageParts.joined(Array(rest[(again + 1)...]))
    } else {
      let known = rest.prefix { PageThemes.isKnown($0.text) }
      tags = known.map(\.text)
      summary = PageParts.joined(Array(rest.dropFirst(known.count)))
    }
  }

  private mutating func addDecision(_ text: String) {
    let bullets = "•-*–·"
    if let first = text.first, bullets.contains(first) || decisions.isEmpty {
      let start = bullets.contains(first) ? text.dropFirst() : text[...]
      decisions.append(String(NewsText.trimmed(start)))
    } else if let last = decisions.popLast() {
      decisions.append(last + " " + text)
    }
  }

  private static func joined(_ paragraphs: [Paragraph]) -> String {
    var text = ""
    for paragraph in paragraphs {
      if !text.isEmpty { text += paragraph.begins ? "\n\n" : "\n" }
      text += paragraph.text
    }
    return text
  }
}

internal import Portfolio
internal import Quantities

/// A news terminal's page, saved as text: a title between an impact and theme tags, a summary, an
/// analysis, a sentiment with its label and score, and decisions for investors.
///
/// A page has no times, no source and no symbols of its own: the user gives the times and the
/// source, and nothing is invented. Its identifier is a digest of its content, so the same page
/// read twice is one item.
enum TerminalPage: NewsFormatReader {
  static let summary = "a terminal's news page as text"

  static func recognises(_ sample: NewsSample) -> Bool {
    let file = sample.file
    return file.lines.contains { PageMarker(file.text($0)) != nil }
  }

  static func read(_ file: NewsFile, page: PageFacts) -> NewsReading {
    var reading = NewsReading()
    let parts = PageParts(file)
    if let second = parts.secondPage {
      reading.problems.append(
        file.problem(
          line: second,
          "a second page begins here",
          help: "put each page into a file of its own"
        )
      )
      return reading
    }
    guard !parts.title.isEmpty else {
      reading.problems.append(
        file.problem(
          line: file.lines.first?.number ?? 0,
          "the page has no title",
          help: "save the whole page as text, from its first line on"
        )
      )
      return reading
    }
    var item = item(parts, page)
    score(&item, parts, file, &reading.problems)
    reading.decisions = parts.decisions
    reading.items = [item]
    return reading
  }

  private static func item(_ parts: PageParts, _ page: PageFacts) -> Item {
    let times = Availability(published: page.published, received: page.received)
    return Item(
      identifier: identifier(parts),
      provider: "page",
      title: parts.title,
      summary: parts.summary,
      body: parts.body,
      source: page.source,
      published: page.published,
      received: page.received,
      available: times.available,
      timeQuality: times.quality,
      label: parts.label?.text,
      hasContent: !parts.summary.isEmpty || !parts.body.isEmpty,
      subjects: PageThemes.split(parts.tags).map { ItemSubject(kind: .theme, name: $0) }
    )
  }

  private static func identifier(_ parts: PageParts) -> String {
    let fields = [
      parts.title, parts.summary, parts.body, parts.label?.text ?? "", parts.score?.text ?? "",
      parts.impact?.text ?? "",
    ]
    // Lengths keep apart what belongs to different fields.
    let content = fields.map { "\($0.utf8.count):\($0)" }.joined()
    return "page-" + ContentDigest.hexadecimal(of: content.utf8).prefix(24)
  }

  // MARK: Scores

  private static func score(
    _ item: inout Item,
    _ parts: PageParts,
    _ file: NewsFile,
    _ problems: inout [NewsProblem]
  ) {
    item.impact = number(parts.impact, .impact, &item, file, &problems)
    item.sentiment = number(parts.score, .sentiment, &item, file, &problems)
    if parts.score == nil { addScoreFromLabel(&item, parts, file, &problems) }
    if !item.hasContent, item.sentiment != nil {
      problems.append(
        file.problem(
          .warning,
          line: parts.score?.line ?? parts.label?.line ?? 0,
          "the page has no content, so its score is no signal",
          help: "save the page again with its summary and analysis"
        )
      )
    }
    warnOfDisagreement(item, parts, file, &problems)
  }

  private static func number(
    _ value: PageParts.Value?,
    _ measure: NewsScore.Measure,
    _ item: inout Item,
    _ file: NewsFile,
    _ problems: inout [NewsProblem]
  ) -> Number? {
    guard let value else { return nil }
    switch NewsScore.read(value.text, as: measure) {
    case .success(let number): return number
    case .failure(let reason):
      item.quarantine = item.quarantine ?? reason.text
      problems.append(
        file.problem(
          line: value.line,
          column: value.column,
          "\(reason.text): the page does not count",
          help: "check the page against its source; a number is never guessed or cut to its range"
        )
      )
      return nil
    }
  }

  private static func addScoreFromLabel(
    _ item: inout Item,
    _ parts: PageParts,
    _ file: NewsFile,
    _ problems: inout [NewsProblem]
  ) {
    var message = "the page has no sentiment score, so it gives no sentiment"
    if let label = parts.label, let score = LabelScale.score(of: label.text) {
      item.sentiment = score
      item.scoreIsFromLabel = true
      message =
        "the page has no sentiment score; its label `\(NewsText.shown(label.text))` "
        + "counts as \(score)"
    }
    problems.append(
      file.problem(
        .warning,
        line: parts.scoreHeading ?? parts.label?.line ?? 0,
        message,
        help: "if the page shows a score, add the line `Sentiment Score` with the number below it"
      )
    )
  }

  private static func warnOfDisagreement(
    _ item: Item,
    _ parts: PageParts,
    _ file: NewsFile,
    _ problems: inout [NewsProblem]
  ) {
    guard let label = parts.label, let value = parts.score, let score = item.sentiment,
      let expected = LabelScale.score(of: label.text),
      score.units.signum() * expected.units.signum() < 0
    else { return }
    problems.append(
      file.problem(
        .warning,
        line: value.line,
        column: value.column,
        "the score \(score) contradicts the label `\(NewsText.shown(label.text))`",
        help: "the number counts; check the page against its source"
      )
    )
  }
}

internal import Portfolio

/// Reads a file of news in whatever format it is.
public enum NewsReader {
  /// More problems than this in one file are counted, not listed.
  static let mostProblems = 100

  /// The items in `bytes`. `name` is the file as the user named it. Without `format` it is
  /// recognised by its content. `page` gives a page what it lacks; lines of our own format carry
  /// their own times and sources, and use it only where they have none.
  public static func read(
    bytes: [UInt8],
    name: String,
    format: NewsFormat? = nil,
    page: PageFacts = PageFacts()
  ) -> NewsReading {
    let file = NewsFile(name: name, bytes: bytes)
    if let problem = unreadable(file) { return reading(of: problem) }
    guard let format = format ?? recognised(file) else { return reading(of: unknown(file)) }
    return read(file, as: format, page: page)
  }

  static func read(_ file: NewsFile, as format: NewsFormat, page: PageFacts) -> NewsReading {
    var reading = format.reader.read(file, page: page)
    settle(&reading, file, page.owners)
    shorten(&reading, file)
    return reading
  }

  /// The format that the content shows; nothing when none does.
  static func recognised(_ file: NewsFile) -> NewsFormat? {
    let sample = NewsSample(file)
    return NewsFormat.allCases.first { $0.reader.recognises(sample) }
  }

  /// Puts every item into the form in which it may be kept.
  private static func settle(
    _ reading: inout NewsReading,
    _ file: NewsFile,
    _ owners: SourceOwners
  ) {
    var owners = OwnerSearch(owners)
    var refused: Set<Int> = []
    for index in reading.items.indices {
      guard let refusal = NewsBounds.settle(&reading.items[index], &owners) else { continue }
      refused.insert(index)
      reading.problems.append(
        file.problem(
          line: 0,
          column: 0,
          "an item is left out: \(refusal.message)",
          help: "look at the source: `\(NewsText.shown(reading.items[index].title))`"
        )
      )
    }
    if refused.isEmpty { return }
    reading.items = reading.items.enumerated().filter { !refused.contains($0.offset) }
      .map(\.element)
  }

  private static func reading(of problem: NewsProblem) -> NewsReading {
    var reading = NewsReading()
    reading.problems = [problem]
    return reading
  }

  static func unreadable(_ file: NewsFile) -> NewsProblem? {
    if file.firstByte == nil {
      return file.problem(
        line: 0,
        column: 0,
        "the file is empty",
        help: "save the page's text, or items in JSON Lines, into it"
      )
    }
    // No text holds a zero byte; UTF-16 and every binary format does.
    for line in file.lines {
      if let zero = file.bytes[line.range].firstIndex(of: 0) {
        return file.problem(
          line: line.number,
          column: file.column(of: zero, in: line),
          "the file is not text",
          help: "give a page saved as plain text in UTF-8, or items in JSON Lines"
        )
      }
    }
    return nil
  }

  private static func unknown(_ file: NewsFile) -> NewsProblem {
    let names = NewsFormat.allCases.map(\.summary).joined(separator: ", ")
    let line = file.lines.first { !file.text($0).isEmpty }
    let start = line.map { NewsText.shown(file.text($0)) } ?? ""
    return file.problem(
      line: line?.number ?? 0,
      "no format of news begins with `\(start)`",
      help: "the formats are \(names)"
    )
  }

  private static func shorten(_ reading: inout NewsReading, _ file: NewsFile) {
    let more = reading.problems.count - mostProblems
    guard more > 0 else { return }
    let severity: NewsProblem.Severity =
      reading.problems[mostProblems...].contains { $0.severity == .error } ? .error : .warning
    reading.problems.removeLast(more)
    reading.problems.append(
      file.problem(
        severity,
        line: 0,
        column: 0,
        "\(more) more problems",
        help: "mend the first ones and read the file again"
      )
    )
  }
}

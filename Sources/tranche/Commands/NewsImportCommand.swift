import ArgumentParser
import Exchange
import Portfolio
import PortfolioStore
import Quantities

/// `tranche news import`: takes files of news into a portfolio file.
struct NewsImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take files of news into a portfolio file.",
    discussion: """
      The format is recognised by its content: \(NewsFormat.allCases.map(\.summary).joined(separator: ", ")). \
      docs/news.md names their fields. Each file is one transaction: all of it or nothing. What the portfolio \
      has already is not taken twice, and something new of an item it has is a new revision. An item that \
      is wrong is named and left out; one with a number that can't be right is kept, and counts for nothing.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Argument(help: "Files of news; `-` or none: standard input.", completion: .file())
  var files: [String] = []

  @Option(help: "Their format, where the content does not show it.")
  var format: NewsFormat?

  @Flag(help: "Keep the whole text of articles, not titles and summaries alone.")
  var withBodies = false

  @Flag(help: "Leave the words out of the file's text index: faster.")
  var withoutIndex = false

  @OptionGroup var page: PageOptions

  func run() throws {
    let console = Console.standard
    let options = NewsImportOptions(
      withBodies: withBodies,
      withIndex: !withoutIndex,
      now: Clock.now()
    )
    var page = self.page.facts
    let badRows = try OwnersLoader(console: console).load(into: &page)
    var mistakes = 0
    for file in files.isEmpty ? ["-"] : files {
      var work = NewsImportWork(file: file, format: format, page: page, console: console)
      let counts = try PortfolioOpener.reporting {
        try PortfolioFile.importNews(into: portfolio, options) { try work.run(into: &$0) }
      }
      work.end()
      print("\(portfolio): \(work.name): \(counts.spelled)")
      sayMore(counts, console)
      mistakes += work.errors + counts.conflictCount
    }
    guard mistakes == 0 else {
      throw CommandFailure(
        .badInput,
        mistakes == 1
          ? "1 item was left out or does not count"
          : "\(mistakes) items were left out or do not count",
        help: "the rest was taken, and is not taken twice"
      )
    }
    guard badRows == 0 else { throw CommandFailure.ownersLeftOut(badRows) }
  }

  private func sayMore(_ counts: NewsImportCounts, _ console: Console) {
    for conflict in counts.conflicts {
      console.say(
        .error,
        "revision \(conflict.revision) of `\(DisplayText.clean(conflict.identifier, limit: 60))` is in the file with "
          + "another content, which stays",
        help: "give what is new a higher `revision`"
      )
    }
    if counts.quarantined > 0 {
      console.say(
        .note,
        "\(counts.quarantined) of them \(counts.quarantined == 1 ? "does" : "do") not count",
        help: "`tranche news quarantine \(ShellWord.quoted(portfolio))` lists them with the reasons"
      )
    }
    if counts.withoutBody > 0 {
      console.say(
        .note,
        "rules will read titles and summaries: the text of \(counts.withoutBody) "
          + "\(counts.withoutBody == 1 ? "item" : "items") was left out",
        help: "`--with-bodies` keeps it; what is in the file already stays as it is"
      )
    }
  }
}

/// The import of one file.
struct NewsImportWork {
  let name: String
  private(set) var errors = 0
  private let path: String
  private let console: Console
  private var shown = 0
  private let format: NewsFormat?
  private let page: PageFacts
  private var progress = ProgressLine(total: 0, unit: "items", hasResults: false)

  init(file: String, format: NewsFormat?, page: PageFacts, console: Console) {
    path = file
    name = file == "-" ? "standard input" : file
    self.console = console
    self.format = format
    self.page = page
  }

  /// Items as they were read, with the part of the file that was read by then, in percent.
  private struct Piece: Sendable {
    var items: [DigestedItem]
    var problems: [NewsProblem]
    var percent: Int?

    init(_ reading: NewsReading, _ percent: Int?) {
      items = reading.items.map { DigestedItem($0) }
      problems = reading.problems
      self.percent = percent
    }
  }

  /// Reads on a thread of its own while this one writes.
  mutating func run(into news: inout NewsImport) throws {
    let (path, name, format, page) = (path, name, format, page)
    try ReadingAhead<Piece>.run { give in
      var stream = NewsStream(name: name, format: format, page: page)
      var done = 0
      var percent: Int?
      try FileReader.forEachPiece(of: path) { bytes, length in
        done += bytes.count
        percent = length.map { done * 100 / max($0, 1) }
        if let reading = stream.take(bytes) { try give(Piece(reading, percent)) }
      }
      try give(Piece(stream.end(), percent))
    } take: { piece in
      for problem in piece.problems { show(problem) }
      try news.take(piece.items)
      progress.show(news.counts.items, percent: piece.percent)
    }
  }

  private mutating func show(_ problem: NewsProblem) {
    if problem.severity == .error { errors += 1 }
    shown += 1
    guard shown <= Console.mostDiagnostics else { return }
    progress.clear()
    console.show(problem)
  }

  mutating func end() {
    progress.clear()
    let more = shown - Console.mostDiagnostics
    guard more > 0 else { return }
    console.say(
      .note,
      "\(name) has \(more) more problems",
      help: "mend the first ones and import it again: what was taken is not taken twice"
    )
  }
}

extension NewsImportCounts {
  /// `120 new, 3 revised, 7 known already`, without what there is none of.
  var spelled: String {
    let parts = [
      (new, "new"), (revised, "revised"), (known, "known already"),
      (outdated, "older than what is known"),
      (quarantined, "quarantined"),
    ]
    let said = parts.filter { $0.0 > 0 }.map { "\(ProgressLine.grouped($0.0)) \($0.1)" }
    return said.isEmpty ? "nothing new" : said.joined(separator: ", ")
  }
}

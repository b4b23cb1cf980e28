import Exchange
import Portfolio
import PortfolioStore
import Quantities

/// The import of one file of an inbox: the same as `tranche news import`, and a file that is wrong stops nothing.
struct InboxImport {
  let request: WatchRequest
  let console: Console

  /// What became of a file.
  struct Result {
    var file: WatchRecord.TakenFile
    /// Whether the portfolio file has anything new of it.
    var hasWritten = false
  }

  /// Takes the file called `name`.
  ///
  /// - Parameter known: the digests of files that were taken.
  /// - Returns: nothing where its content was taken already.
  /// - Throws: what keeps the file from being read or the portfolio file from being written; then it may be tried
  ///   again.
  func take(_ name: String, known: Set<String>) throws -> Result? {
    let path = "\(request.inbox)/\(name)"
    let shown = DisplayText.clean(path, limit: 200)
    let bytes = try FileReader.bytes(at: path, called: shown)
    let digest = ContentDigest.hexadecimal(of: bytes)
    if known.contains(digest) { return nil }
    var problems: [NewsProblem] = []
    let counts = try PortfolioOpener.reporting {
      try PortfolioFile.importNews(
        into: request.portfolio,
        NewsImportOptions(withBodies: request.withBodies, now: Clock.now())
      ) { news in
        var stream = NewsStream(name: shown, page: request.page)
        func take(_ reading: NewsReading) throws {
          problems += reading.problems
          try news.take(reading.items)
        }
        var start = 0
        while start < bytes.count {
          let end = min(start + 256 * 1024, bytes.count)
          if let reading = stream.take(bytes[start..<end]) { try take(reading) }
          start = end
        }
        try take(stream.end())
      }
    }
    say(problems, counts, shown)
    let mistakes = problems.count { $0.severity == .error } + counts.conflictCount
    return Result(
      file: WatchRecord.TakenFile(
        digest: digest,
        name: name,
        items: counts.new + counts.revised,
        mistakes: mistakes
      ),
      hasWritten: counts.new + counts.revised > 0
    )
  }

  private func say(_ problems: [NewsProblem], _ counts: NewsImportCounts, _ shown: String) {
    for problem in problems.prefix(Console.mostDiagnostics) { console.show(problem) }
    let more = problems.count - Console.mostDiagnostics
    if more > 0 {
      console.say(
        .note,
        "\(shown) has \(more) more problems",
        help: "mend the first ones and put it into the folder again"
      )
    }
    for conflict in counts.conflicts {
      console.say(
        .error,
        "\(shown): revision \(conflict.revision) of `\(DisplayText.clean(conflict.identifier, limit: 60))` is in "
          + "the file with another content, which stays",
        help: "give what is new a higher `revision`"
      )
    }
    console.say(.note, "\(shown): \(counts.spelled)", help: "")
  }
}

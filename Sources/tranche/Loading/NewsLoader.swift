import Exchange
import Portfolio

/// Reads news files for one run. Bad rows are named on standard error and never stop the good ones.
struct NewsLoader {
  let console: Console
  let page: PageFacts

  /// What was read, and whether something of it was lost.
  struct News {
    var items: [Item] = []
    /// The files as they were read.
    var documents: [RunRecord.Document] = []
    var isIncomplete = false
  }

  func load(_ paths: [String]) throws -> News {
    let owners = [page.ownersFile].compactMap { $0 }.filter { !paths.contains($0) }
    return try load(
      (paths + owners).map {
        RunRecord.Document(name: $0, content: try FileReader.bytes(at: $0))
      }
    )
  }

  func load(_ documents: [RunRecord.Document]) throws -> News {
    var news = News(documents: documents)
    var page = page
    for document in documents where document.name == page.ownersFile {
      let loader = OwnersLoader(console: console)
      if loader.load(document.content, document.name, into: &page) > 0 { news.isIncomplete = true }
    }
    var isUnreadable = false
    for document in documents where document.name != page.ownersFile {
      let reading = NewsReader.read(bytes: document.content, name: document.name, page: page)
      for problem in reading.problems { console.show(problem) }
      let hasErrors = reading.problems.contains { $0.severity == .error }
      if hasErrors { news.isIncomplete = true }
      if hasErrors && reading.items.isEmpty { isUnreadable = true }
      news.items.append(contentsOf: reading.items)
    }
    // A file without a single item is no news at all; evaluating without it would be a silent skip.
    if isUnreadable { throw CommandFailure(.badInput) }
    return news
  }
}

extension Console {
  /// Names what is wrong with a file of news, with its place.
  func show(_ problem: NewsProblem) {
    var place = problem.file
    if problem.line > 0 { place += ":\(problem.line)" }
    if problem.line > 0 && problem.column > 0 { place += ":\(problem.column)" }
    say(
      problem.severity == .error ? .error : .warning,
      "\(place): \(problem.message)",
      help: problem.help
    )
  }
}

import Exchange

/// Reads a user's table of owners of sources. Bad rows are named on standard error and never stop the good ones.
struct OwnersLoader {
  let console: Console

  /// Adds the table to what `page` says of news; nothing where it names none.
  ///
  /// - Returns: how many mistakes the table has.
  func load(into page: inout PageFacts) throws -> Int {
    guard let file = page.ownersFile else { return 0 }
    return load(try FileReader.bytes(at: file), file, into: &page)
  }

  func load(_ bytes: [UInt8], _ file: String, into page: inout PageFacts) -> Int {
    let (owners, problems) = page.owners.adding(bytes, file: file)
    page.owners = owners
    for problem in problems.prefix(Console.mostDiagnostics) {
      console.say(.error, problem.description, help: problem.help ?? "")
    }
    let more = problems.count - Console.mostDiagnostics
    if more > 0 {
      console.say(.note, "`\(file)` has \(more) more bad rows", help: "mend the first ones")
    }
    return problems.count
  }
}

extension CommandFailure {
  /// What remains to be said when a table of owners had mistakes.
  static func ownersLeftOut(_ count: Int) -> CommandFailure {
    CommandFailure(
      .badInput,
      count == 1 ? "1 row of owners was left out" : "\(count) rows of owners were left out",
      help: "mend it and give the table again"
    )
  }
}

internal import GRDB
public import Portfolio
public import Quantities

/// Takes news into a portfolio file, inside the one transaction of an import.
public struct NewsImport {
  private var writer: NewsWriter

  public var counts: NewsImportCounts { writer.counts }

  fileprivate init(_ writer: NewsWriter) { self.writer = writer }

  /// Adds `items` to the file, in their order.
  public mutating func take(_ items: [Item]) throws {
    try take(items.map { DigestedItem($0) })
  }

  /// Adds `items` to the file, in their order.
  public mutating func take(_ items: [DigestedItem]) throws {
    for item in items { try writer.write(item) }
  }
}

/// How an import keeps what it takes.
public struct NewsImportOptions: Sendable {
  /// Whether bodies are kept; otherwise titles and summaries are.
  public var withBodies: Bool
  /// Whether the words are added to the file's text index.
  public var withIndex: Bool
  /// The moment of the import.
  public var now: Instant

  public init(withBodies: Bool = false, withIndex: Bool = true, now: Instant) {
    self.withBodies = withBodies
    self.withIndex = withIndex
    self.now = now
  }
}

extension PortfolioFile {
  /// Takes what `body` offers into the portfolio file at `path` in one transaction: all of it or nothing, even when
  /// the program is killed meanwhile. What the file has already is not taken twice.
  ///
  /// - Throws: `PortfolioFileError`, and what `body` throws; the file is then as it was.
  public static func importNews(
    into path: String,
    _ options: NewsImportOptions,
    _ body: (inout NewsImport) throws -> Void
  ) throws -> NewsImportCounts {
    try WriteTransaction.run(on: path) { database, _ in
      let connection = try Connection(database, path: path)
      var news = NewsImport(try NewsWriter(connection, options))
      try body(&news)
      return news.counts
    }
  }
}

/// The formats of news that can be read. To add one: write a file with a type that conforms to
/// `NewsFormatReader`, and add a case here.
public enum NewsFormat: String, CaseIterable, Sendable {
  /// A terminal's news page as text.
  case page
  /// JSON Lines of our own: `tranche.item/1`.
  case jsonLines = "jsonl"

  /// Its name on the command line.
  public var name: String { rawValue }

  /// One line for help texts.
  public var summary: String { reader.summary }

  var reader: any NewsFormatReader.Type {
    switch self {
    case .page: TerminalPage.self
    case .jsonLines: ItemLines.self
    }
  }
}

/// What a format does: recognise its files, and read one.
protocol NewsFormatReader {
  /// One line for help texts.
  static var summary: String { get }

  /// Whether the file looks like this format. Two formats never both say yes.
  static func recognises(_ file: NewsFile) -> Bool

  /// Reads the file. One bad part never costs the good ones.
  static func read(_ file: NewsFile, page: PageFacts) -> NewsReading
}

/// The formats of news that can be read. To add one: write a file in `Formats` with a type that conforms to
/// `NewsFormatReader` (`JSONNewsFormat` for a provider's JSON), and add a case here.
///
/// A file is in the first format of the list that says so: those with marks of their own come first.
public enum NewsFormat: String, CaseIterable, Sendable {
  case alphaVantage = "alpha-vantage"
  case eodhd
  case eodhdSentiments = "eodhd-sentiments"
  case finnhub
  case jsonFeed = "json-feed"
  case marketaux
  case polygon
  case tiingo
  case rss
  case atom
  /// JSON Lines of our own: `tranche.item/1`.
  case jsonLines = "jsonl"
  /// The same fields in a table.
  case table = "csv"
  /// A terminal's news page as text.
  case page

  /// Its name on the command line.
  public var name: String { rawValue }

  /// One line for help texts.
  public var summary: String { reader.summary }

  var reader: any NewsFormatReader.Type {
    switch self {
    case .alphaVantage: AlphaVantageNews.self
    case .eodhd: EODHDNews.self
    case .eodhdSentiments: EODHDSentiments.self
    case .finnhub: FinnhubNews.self
    case .jsonFeed: JSONFeed.self
    case .marketaux: MarketauxNews.self
    case .polygon: PolygonNews.self
    case .tiingo: TiingoNews.self
    case .rss: RSSFeed.self
    case .atom: AtomFeed.self
    case .jsonLines: ItemLines.self
    case .table: ItemTable.self
    case .page: TerminalPage.self
    }
  }
}

/// What a format does: recognise its files, and read one.
protocol NewsFormatReader {
  /// One line for help texts.
  static var summary: String { get }

  /// Whether the file looks like this format.
  static func recognises(_ sample: NewsSample) -> Bool

  /// Reads the file. One bad part never costs the good ones.
  static func read(_ file: NewsFile, page: PageFacts) -> NewsReading
}

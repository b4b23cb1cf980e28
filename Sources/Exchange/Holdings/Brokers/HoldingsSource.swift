public import Portfolio
public import Quantities

/// What a portfolio holds already: a statement adds to it.
public struct KnownPortfolio: Sendable {
  public var accounts: [HoldingsSet.AccountRow]
  public var instruments: [Instrument]
  /// What its rates are in; nothing while it has none.
  public var numeraire: Currency?

  public init(
    accounts: [HoldingsSet.AccountRow] = [],
    instruments: [Instrument] = [],
    numeraire: Currency? = nil
  ) {
    self.accounts = accounts
    self.instruments = instruments
    self.numeraire = numeraire
  }
}

/// What holds holdings in one file, recognised by its content: brokers' statements, and the books of other
/// programs.
///
/// To add one, copy `ActivityStatement.swift` and add its case here.
public enum HoldingsSource: CaseIterable, Sendable {
  /// Interactive Brokers' Flex Query, as XML.
  case flexQuery
  /// Interactive Brokers' activity statement, as CSV.
  case activityStatement
  /// Charles Schwab's positions, as CSV.
  case schwabPositions
  /// Fidelity's positions, as CSV.
  case fidelityPositions
  /// A statement of investments as OFX or QFX.
  case ofx

  /// The format of a file with these bytes; nothing for any other file.
  public static func recognise(_ bytes: [UInt8]) -> HoldingsSource? {
    allCases.first { $0.format.recognises(bytes) }
  }

  /// In words, with an article: `a Flex Query (XML) of Interactive Brokers`.
  public var title: String { format.title }

  /// What files of the format can tell.
  public var gives: Set<HoldingsField> { format.gives }

  /// What the statement holds. Rows that a portfolio can't hold, or that don't agree with themselves,
  /// are problems and never stop the others.
  public func read(
    _ bytes: [UInt8],
    name: String,
    known: KnownPortfolio = KnownPortfolio()
  ) -> HoldingsReading {
    var assembly = StatementAssembly(format.statement(of: bytes, name: name), known: known)
    return assembly.reading()
  }

  private var format: any StatementFormat.Type {
    switch self {
    case .flexQuery: FlexQuery.self
    case .activityStatement: ActivityStatement.self
    case .schwabPositions: SchwabPositions.self
    case .fidelityPositions: FidelityPositions.self
    case .ofx: OFXStatement.self
    }
  }
}

/// A format of statements.
protocol StatementFormat {
  /// In words, with an article.
  static var title: String { get }
  static var gives: Set<HoldingsField> { get }
  static func recognises(_ bytes: [UInt8]) -> Bool
  static func statement(of bytes: [UInt8], name: String) -> BrokerStatement
}

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

/// Statements of brokers in one file, recognised by their content.
///
/// To add one, copy `ActivityStatement.swift` and add its case here.
public enum HoldingsSource: CaseIterable, Sendable {
  /// Interactive Brokers' Flex Query, as XML.
  case flexQuery
  /// Interactive Brokers' activity statement, as CSV.
  case activityStatement

  /// The format of a file that begins with these bytes; nothing for any other file.
  public static func recognise(_ bytes: [UInt8]) -> HoldingsSource? {
    allCases.first { $0.format.recognises(bytes) }
  }

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
    }
  }
}

/// A format of statements.
protocol StatementFormat {
  static func recognises(_ bytes: [UInt8]) -> Bool
  static func statement(of bytes: [UInt8], name: String) -> BrokerStatement
}

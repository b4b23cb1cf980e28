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
  /// A file of Portfolio Performance, as XML.
  case portfolioPerformance
  /// A book of GnuCash, as SQLite.
  case gnuCash
  /// A database of Wealthfolio.
  case wealthfolio
  /// A database of Money Manager Ex.
  case moneyManagerEx
  /// A ledger of beancount, through `bean-query`.
  case beancount

  /// The format of a file with these bytes; nothing for any other file.
  public static func recognise(_ bytes: [UInt8]) -> HoldingsSource? {
    allCases.first { source in
      switch source.format {
      case let format as any StatementFormat.Type: format.recognises(bytes)
      case let format as any LedgerFormat.Type: format.recognises(bytes)
      default: false
      }
    }
  }

  /// The format of a database with tables of these names; nothing for any other database.
  public static func recognise(tables names: Set<String>) -> HoldingsSource? {
    allCases.first { ($0.format as? any BookFormat.Type)?.marks.isSubset(of: names) ?? false }
  }

  /// The tables that are read of a database; none of any other file.
  public var tables: [TableRequest] { (format as? any BookFormat.Type)?.tables ?? [] }

  /// In words, with an article: `a Flex Query (XML) of Interactive Brokers`.
  public var title: String { format.title }

  /// What files of the format can tell.
  public var gives: Set<HoldingsField> { format.gives }

  /// What a ledger's own program is asked, each answered by a table of comma-separated values; nothing for any
  /// other file.
  public var questions: [String] { (format as? any LedgerFormat.Type)?.questions ?? [] }

  /// What the statement holds. Rows that a portfolio can't hold, or that don't agree with themselves,
  /// are problems and never stop the others.
  public func read(
    _ bytes: [UInt8],
    name: String,
    known: KnownPortfolio = KnownPortfolio()
  ) -> HoldingsReading {
    let format = format as? any StatementFormat.Type
    return assembled(format?.statement(of: bytes, name: name), known)
  }

  /// Like `read(_:name:known:)`, of the tables of a database.
  public func read(
    _ tables: Tables,
    name: String,
    known: KnownPortfolio = KnownPortfolio()
  ) -> HoldingsReading {
    let format = format as? any BookFormat.Type
    return assembled(format?.statement(of: tables, name: name), known)
  }

  /// Like `read(_:name:known:)`, of the answers to `questions`.
  ///
  /// - Parameter complaints: what the program said of the ledger itself.
  public func read(
    answers: [[UInt8]],
    complaints: [String],
    name: String,
    known: KnownPortfolio = KnownPortfolio()
  ) -> HoldingsReading {
    let format = format as? any LedgerFormat.Type
    var statement = format?.statement(of: answers, name: name)
    for complaint in complaints.prefix(20) {
      statement?.refuse(nil, nil, "beancount says: \(DisplayText.clean(complaint, limit: 200))")
    }
    return assembled(statement, known)
  }

  /// What a portfolio takes of a statement; nothing of a file that is not read in the way it was asked for.
  private func assembled(_ statement: BrokerStatement?, _ known: KnownPortfolio) -> HoldingsReading
  {
    guard let statement else { return HoldingsReading(set: HoldingsSet(), problems: []) }
    var assembly = StatementAssembly(statement, known: known)
    return assembly.reading()
  }

  private var format: any HoldingsFormat.Type {
    switch self {
    case .flexQuery: FlexQuery.self
    case .activityStatement: ActivityStatement.self
    case .schwabPositions: SchwabPositions.self
    case .fidelityPositions: FidelityPositions.self
    case .ofx: OFXStatement.self
    case .portfolioPerformance: PortfolioPerformance.self
    case .gnuCash: GnuCashBook.self
    case .wealthfolio: WealthfolioDatabase.self
    case .moneyManagerEx: MoneyManagerEx.self
    case .beancount: BeancountLedger.self
    }
  }
}

protocol HoldingsFormat {
  /// In words, with an article.
  static var title: String { get }
  static var gives: Set<HoldingsField> { get }
}

/// A format of files that are read as bytes.
protocol StatementFormat: HoldingsFormat {
  static func recognises(_ bytes: [UInt8]) -> Bool
  static func statement(of bytes: [UInt8], name: String) -> BrokerStatement
}

/// A format of databases.
protocol BookFormat: HoldingsFormat {
  /// Tables that together no other program's database has.
  static var marks: Set<String> { get }
  static var tables: [TableRequest] { get }
  static func statement(of tables: Tables, name: String) -> BrokerStatement
}

/// What makes a statement of a database's tables.
protocol BookReader {
  var statement: BrokerStatement { get }

  init(_ tables: Tables, file: String)

  mutating func read()
}

extension BookReader {
  static func statement(of tables: Tables, name: String) -> BrokerStatement {
    var reader = Self(tables, file: name)
    reader.read()
    return reader.statement
  }
}

/// A format of ledgers that only their own program can read.
protocol LedgerFormat: HoldingsFormat {
  static var questions: [String] { get }
  static func recognises(_ bytes: [UInt8]) -> Bool
  static func statement(of answers: [[UInt8]], name: String) -> BrokerStatement
}

internal import Portfolio
internal import Quantities

/// What a broker's statement says, row by row and in its own words: what a reader of a format makes, and
/// `StatementAssembly` turns into holdings.
struct BrokerStatement {
  /// What is held, as far as a portfolio can hold it.
  enum Kind: Hashable {
    case known(InstrumentKind)
    /// A balance in a foreign currency: counted with the cash.
    case currency
    /// Nothing that a portfolio file can hold, in the words of a message: `an option`.
    case refused(String)
  }

  struct Account {
    var line: Int
    var name: String
    var baseCurrency: String?
    var isMargin: Bool?
  }

  struct Holding {
    var line: Int
    var account: String
    /// Whether it is a part of a holding that another row may sum up.
    var isLot: Bool
    var kind: Kind
    var symbol: String
    var name: String
    /// The broker's own number of the instrument, or empty.
    var number: String
    var underlying: String
    var currency: String
    var multiplier: String
    var quantity: String
    var price: String
    var value: String
    /// Of one unit.
    var cost: String
    var opened: CalendarDate?
    var date: CalendarDate?
  }

  struct Cash {
    var line: Int
    var account: String
    var currency: String
    var amount: String
    var date: CalendarDate?
  }

  struct Rate {
    var line: Int
    var from: String
    var to: String
    var rate: String
    var date: CalendarDate?
  }

  /// The file's name, for messages.
  var file: String
  var accounts: [Account] = []
  var holdings: [Holding] = []
  var cash: [Cash] = []
  var rates: [Rate] = []
  /// Whether the statement has the section at all; without it that part of a portfolio stays.
  var hasHoldings = false
  var hasCash = false
  var problems: [HoldingsProblem] = []

  init(file: String) { self.file = file }

  mutating func refuse(_ line: Int?, _ column: String?, _ message: String, help: String? = nil) {
    problems.append(
      HoldingsProblem(file: file, row: line, column: column, message: message, help: help)
    )
  }
}

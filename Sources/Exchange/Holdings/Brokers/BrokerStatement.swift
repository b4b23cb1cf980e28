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
    var isLot = false
    var kind: Kind
    var symbol: String
    var name = ""
    /// The broker's own number of the instrument, or empty.
    var number = ""
    var underlying = ""
    var currency: String
    var multiplier = ""
    var quantity: String
    var price = ""
    var value = ""
    /// Of one unit.
    var cost = ""
    var opened: CalendarDate?
    /// Of several days of an account the last counts.
    var date: CalendarDate?
    /// The day of its price, where that is another.
    var priceDate: CalendarDate?
  }

  struct Cash {
    var line: Int
    var account: String
    var currency: String
    var amount: String
    var date: CalendarDate?
    /// Whether it is one part of a balance that other rows have more of.
    var isPart = false
  }

  /// A price of a day, held or not.
  struct Price {
    var line: Int
    var symbol: String
    var currency: String
    var price: String
    var date: CalendarDate
  }

  struct Tag {
    var line: Int
    var symbol: String
    /// As the source calls it: `Industries`.
    var dimension: String
    var value: String
  }

  struct Split {
    var line: Int
    var symbol: String
    var date: CalendarDate
    var unitsAfter: Int64
    var unitsBefore: Int64
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
  /// Of several prices of one day the first counts: a reader puts the better ones first.
  var prices: [Price] = []
  var tags: [Tag] = []
  var splits: [Split] = []
  /// What stands for the line in messages, where a row has none: `splits 7f3a`.
  var records: [Int: String] = [:]
  /// Whether the statement has the section at all; without it that part of a portfolio stays.
  var hasHoldings = false
  var hasCash = false
  /// Whether rates of all days are wanted, and not those of the last alone.
  var keepsRates = false
  var problems: [HoldingsProblem] = []

  init(file: String) { self.file = file }

  /// What a program's own file says, in which nothing of an account is left out.
  init(book: String) {
    file = book
    hasHoldings = true
    hasCash = true
    keepsRates = true
  }

  mutating func refuse(_ line: Int?, _ column: String?, _ message: String, help: String? = nil) {
    let record = line.flatMap { records[$0] }
    problems.append(
      HoldingsProblem(
        file: file,
        row: record == nil ? line : nil,
        record: record,
        column: column,
        message: message,
        help: help
      )
    )
  }

  /// A number for a row that is no line of text, so that messages can name it.
  mutating func line(for record: String) -> Int {
    let line = records.count + 1
    records[line] = record
    return line
  }
}

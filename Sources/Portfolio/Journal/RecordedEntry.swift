public import Quantities

/// An entry of a portfolio file's journal, as it is shown.
public struct RecordedEntry: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case run, fills, cancel, split, symbol, rename, undo
  }

  /// What a run recorded, whatever the account.
  public struct Run: Hashable, Sendable {
    public var at: Instant
    public var rulebook: String
    public var rulebookHash: String
    /// Names the proposal.
    public var proposal: String
    /// As it was asked for on the command line.
    public var options: String
    /// Names of the texts that are kept with it, ascending.
    public var documents: [String]
    /// Ascending.
    public var accounts: [String]

    public init(
      at: Instant,
      rulebook: String,
      rulebookHash: String,
      proposal: String,
      options: String,
      documents: [String],
      accounts: [String]
    ) {
      self.at = at
      self.rulebook = rulebook
      self.rulebookHash = rulebookHash
      self.proposal = proposal
      self.options = options
      self.documents = documents
      self.accounts = accounts
    }
  }

  public var number: Int64
  public var kind: Kind
  public var recorded: Instant
  public var who: String
  public var note: String
  /// The entry that it takes back.
  public var undoes: Int64?
  /// The entry that took it back: then it counts no more.
  public var undoneBy: Int64?
  public var run: Run?
  /// Orders of a run, orders that a cancellation closed, and orders that fills belong to; ascending by
  /// number.
  public var orders: [RecordedOrder]
  /// What a split, a new symbol or a renaming did, in words: `NVDA 10 for 1 at 2024-06-10T00:00:00Z`.
  public var change: String

  public init(
    number: Int64,
    kind: Kind,
    recorded: Instant,
    who: String,
    note: String,
    undoes: Int64? = nil,
    undoneBy: Int64? = nil,
    run: Run? = nil,
    orders: [RecordedOrder] = [],
    change: String = ""
  ) {
    self.number = number
    self.kind = kind
    self.recorded = recorded
    self.who = who
    self.note = note
    self.undoes = undoes
    self.undoneBy = undoneBy
    self.run = run
    self.orders = orders
    self.change = change
  }
}

/// An order of the journal, with what became of it.
public struct RecordedOrder: Hashable, Sendable {
  public enum State: String, CaseIterable, Sendable { case sent, filled, cancelled }

  public struct Fill: Hashable, Sendable {
    public var entry: Int64
    public var at: Instant
    public var quantity: Quantity
    public var price: Price?
    public var fee: Amount
    /// What the currency that pays gained, fee included.
    public var amount: Amount

    public init(
      entry: Int64,
      at: Instant,
      quantity: Quantity,
      price: Price?,
      fee: Amount,
      amount: Amount
    ) {
      self.entry = entry
      self.at = at
      self.quantity = quantity
      self.price = price
      self.fee = fee
      self.amount = amount
    }
  }

  public var number: Int64
  public var run: Int64
  public var account: String
  /// `buy`, `sell`, `short`, `cover` or `convert`.
  public var action: String
  /// The instrument's symbol; of a conversion the currency bought.
  public var symbol: String
  /// In the units of the run; above zero.
  public var quantity: Quantity
  public var price: Price?
  /// That pays or is paid.
  public var currency: String
  public var state: State
  /// `rule` or `rule.step`, by rule.
  public var causes: [String]
  /// Those that count, as they were told.
  public var fills: [Fill]

  public init(
    number: Int64,
    run: Int64,
    account: String,
    action: String,
    symbol: String,
    quantity: Quantity,
    price: Price?,
    currency: String,
    state: State,
    causes: [String] = [],
    fills: [Fill] = []
  ) {
    self.number = number
    self.run = run
    self.account = account
    self.action = action
    self.symbol = symbol
    self.quantity = quantity
    self.price = price
    self.currency = currency
    self.state = state
    self.causes = causes
    self.fills = fills
  }
}

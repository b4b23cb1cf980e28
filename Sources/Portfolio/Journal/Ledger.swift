public import Quantities

/// What happened to the orders of one account, event by event, and the journal that comes of it.
///
/// Events are taken in the order in which they are told. After each recorded change of a holding, what
/// rules have put on is lowered to at most what is held, so that what a person sells and later buys
/// is the person's.
public struct Ledger: Sendable {
  /// An order on its way, by the number that `apply` gave it.
  public struct Sent: Sendable {
    public internal(set) var rulebook: String
    /// The run that sent it.
    public let at: Instant
    public internal(set) var order: Order
    /// Unsigned.
    public internal(set) var filled: Quantity
    let run: Int
  }

  struct Step: Sendable {
    var figures: Journal.OpenStep
    /// The run that opened it: orders of earlier runs are none of its.
    let run: Int
  }

  /// What one rulebook's runs recorded.
  struct Book: Sendable {
    var lastApplied: Instant
    var steps: [Journal.StepKey: Step] = [:]
    var putOn: [PutOn.Key: PutOn] = [:]
    var states: [Journal.StateKey: Journal.RuleState] = [:]
    var exits: [Journal.StateKey: Instant] = [:]
    var trimBases: [Journal.HoldingKey: Quantity] = [:]
  }

  /// Orders not yet filled, by number.
  public internal(set) var open: [Int: Sent] = [:]
  /// Conversions not yet filled, by number.
  public internal(set) var openConversions: [Int: CurrencyConversion] = [:]
  var books: [String: Book] = [:]
  /// What is held as far as it was told, without open orders; nothing while it was never told.
  public internal(set) var held: [Int: Quantity]?
  var traded: [Int: Journal.Trade] = [:]
  private var runs = 0
  private var numbers = 0

  /// A ledger without events. `held` is what the account holds, if that is known.
  public init(held: [Int: Quantity]? = nil) { self.held = held }

  // MARK: Runs

  /// Books what a run recorded, and sends its orders.
  ///
  /// - Returns: the numbers of its orders, in order; those of its conversions follow.
  @discardableResult
  public mutating func apply(_ run: AppliedRun) throws(ArithmeticFailure) -> Range<Int> {
    runs += 1
    var book = books[run.rulebook] ?? Book(lastApplied: run.at)
    book.lastApplied = max(book.lastApplied, run.at)
    for (key, isActive) in run.states {
      book.states[key] = Journal.RuleState(isActive: isActive, at: run.at)
    }
    for key in run.exits {
      book.exits[key] = run.at
      // What has exited is not in force, whatever kind of rule it is.
      book.states[key] = Journal.RuleState(isActive: run.states[key] ?? false, at: run.at)
      book.steps = book.steps.filter { $0.key.rule != key.name }
    }
    book.trimBases = run.trimBases
    for (key, goal) in run.opened where book.steps[key] == nil {
      let step = Journal.OpenStep(opened: run.at, goal: goal, filled: .zero)
      book.steps[key] = Step(figures: step, run: runs)
    }
    for key in run.filled where book.steps[key]?.figures.filledAt == nil {
      book.steps[key]?.figures.filledAt = run.at
    }
    books[run.rulebook] = book
    let first = numbers
    for order in run.orders { send(order, of: run) }
    let last = numbers
    for conversion in run.conversions {
      openConversions[numbers] = conversion
      numbers += 1
    }
    return first..<last
  }

  private mutating func send(_ order: Order, of run: AppliedRun) {
    open[numbers] = Sent(
      rulebook: run.rulebook,
      at: run.at,
      order: order,
      filled: .zero,
      run: runs
    )
    if let value = order.value, !value.isZero {
      traded[numbers] = Journal.Trade(at: run.at, value: value)
    }
    numbers += 1
  }

  // MARK: Fills

  /// Books a fill of `size` units (unsigned) of an open order, at most what is open.
  public mutating func fill(order number: Int, _ size: Quantity) throws(ArithmeticFailure) {
    guard var sent = open[number] else { return }
    let order = sent.order
    let rest = try order.size().subtracting(sent.filled)
    let fill = min(size, rest)
    if fill.units <= 0 { return }
    let total = try sent.filled.adding(fill)
    var parts = try order.allotment(of: total)
    for (index, before) in try order.allotment(of: sent.filled).enumerated() {
      parts[index] = try parts[index].subtracting(before)
    }
    sent.filled = total
    try credit(parts, of: sent)
    open[number] = fill == rest ? nil : sent
    try trade(order.instrument, order.quantity.isNegative ? try fill.negated() : fill)
  }

  public mutating func fill(conversion number: Int) { openConversions[number] = nil }

  private mutating func credit(
    _ parts: [Quantity],
    of sent: Sent
  ) throws(ArithmeticFailure) {
    let order = sent.order
    guard var book = books[sent.rulebook] else { return }
    let key = PutOn.Key(instrument: order.instrument, side: order.side)
    var putOn = book.putOn[key] ?? PutOn()
    if order.isIncrease {
      try putOn.raise(order.credits, parts)
      for (credit, part) in zip(order.credits, parts) {
        try book.credit(part, credit, of: sent)
      }
    } else {
      try putOn.lower(order.credits, parts)
    }
    book.putOn[key] = putOn.isEmpty ? nil : putOn
    books[sent.rulebook] = book
  }

  /// Withdraws what is open of an order; of its value only what was filled counts as traded.
  public mutating func cancel(order number: Int) throws(ArithmeticFailure) {
    guard let sent = open.removeValue(forKey: number) else { return }
    guard let trade = traded[number] else { return }
    let share = try sent.filled.ratio.divided(by: try sent.order.size().ratio)
    let value = try Amount(try trade.value.ratio.multiplied(by: share), rounding: .halfEven)
    traded[number] = value.isZero ? nil : Journal.Trade(at: trade.at, value: value)
  }

  public mutating func cancel(conversion number: Int) { openConversions[number] = nil }

  // MARK: Holdings

  /// Books a change of a holding, `quantity` signed: a person's trade, that no order caused.
  public mutating func trade(
    _ instrument: Int,
    _ quantity: Quantity
  ) throws(ArithmeticFailure) {
    guard let before = held else { return }
    held?[instrument] = try (before[instrument] ?? .zero).adding(quantity)
    try lowerToHeld(instrument)
  }

  /// Books what is held at this point, all of it: what changed without an order was done by hand.
  public mutating func record(held: [Int: Quantity]) throws(ArithmeticFailure) {
    self.held = held
    let instruments = Set(books.values.flatMap { $0.putOn.keys.map(\.instrument) })
    for instrument in instruments { try lowerToHeld(instrument) }
  }

  private mutating func lowerToHeld(_ instrument: Int) throws(ArithmeticFailure) {
    guard let held else { return }
    let quantity = held[instrument] ?? .zero
    let size = quantity.isNegative ? try quantity.negated() : quantity
    for name in books.keys {
      for side in [PutOn.Side.long, .short] {
        let key = PutOn.Key(instrument: instrument, side: side)
        guard var putOn = books[name]?.putOn[key] else { continue }
        let isSameSide = (side == .short) == quantity.isNegative
        try putOn.lower(toHeld: isSameSide ? size : .zero)
        books[name]?.putOn[key] = putOn.isEmpty ? nil : putOn
      }
    }
  }
}

extension Ledger.Book {
  /// Credits part of a fill to a step that was open when the order was sent.
  mutating func credit(
    _ part: Quantity,
    _ credit: Order.Credit,
    of sent: Ledger.Sent
  ) throws(ArithmeticFailure) {
    guard let name = credit.step else { return }
    let key = Journal.StepKey(
      rule: credit.rule,
      step: name,
      instrument: sent.order.instrument
    )
    guard var step = steps[key], step.run <= sent.run else { return }
    step.figures.filled = try step.figures.filled.adding(part)
    if step.figures.filledAt == nil {
      let missing = try (credit.missing ?? .zero).subtracting(
        try sent.allotted(to: credit)
      )
      if missing < sent.order.tolerance { step.figures.filledAt = sent.at }
    }
    steps[key] = step
  }
}

extension Ledger.Sent {
  /// What of it was filled so far and credited to `credit`.
  func allotted(to credit: Order.Credit) throws(ArithmeticFailure) -> Quantity {
    for (other, part) in zip(order.credits, try order.allotment(of: filled)) where other == credit {
      return part
    }
    return .zero
  }

  /// What is open of it, unsigned.
  func rest() throws(ArithmeticFailure) -> Quantity { try order.size().subtracting(filled) }
}

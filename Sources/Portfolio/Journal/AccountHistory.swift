public import Quantities

/// An account with all that happened to it since its holdings were told: runs that were applied, fills,
/// a person's trades, splits, renamed symbols. Each event changes the holdings, the cash and the journal
/// at once, exactly; nothing is written anywhere.
///
/// A failed event (an amount out of range) leaves the history as it was.
public struct AccountHistory: Sendable {
  /// Holdings and cash after everything so far, without what is on order.
  public private(set) var account: Account
  public private(set) var ledger: Ledger

  public init(of account: Account) throws(ArithmeticFailure) {
    self.account = try account.merged()
    var held: [Int: Quantity] = [:]
    for position in self.account.positions { held[position.instrument] = position.quantity }
    ledger = Ledger(held: held)
  }

  /// What evaluations of one rulebook read of the past.
  public func journal(of rulebook: String) throws(ArithmeticFailure) -> Journal {
    try ledger.journal(of: rulebook)
  }

  /// Records a run and sends its orders. A run without orders is recorded too.
  public mutating func apply(_ run: AppliedRun) throws(ArithmeticFailure) {
    var next = ledger
    try next.apply(run)
    ledger = next
  }

  // MARK: Fills

  /// Fills `share` of each open order: of its whole quantity, rounded down to lots, and at most what is
  /// open. 100% fills all of it, whatever the lot. What is left of an order is cancelled unless it
  /// is left open. Conversions fill in full. Each fill is at the order's price.
  public mutating func fill(
    _ share: Percent,
    leavingOpen: Bool = false
  ) throws(ArithmeticFailure) {
    var next = self
    for (number, sent) in ledger.open.sorted(by: { $0.key < $1.key }) {
      let size = try sent.order.size()
      let part = try size.ratio.multiplied(by: share.ratio)
      let lots = try part.divided(by: sent.order.lot.ratio).scaled(by: 1, rounding: .towardZero)
      let whole = try Ratio(lots, over: 1).multiplied(by: sent.order.lot.ratio)
      let wanted = part >= size.ratio ? size : try Quantity(whole, rounding: .towardZero)
      try next.fill(order: number, wanted)
      if !leavingOpen { try next.ledger.cancel(order: number) }
    }
    for number in ledger.openConversions.keys.sorted() {
      if share.isZero {
        if !leavingOpen { next.ledger.cancel(conversion: number) }
      } else {
        try next.fill(conversion: number)
      }
    }
    self = next
  }

  /// Drops what is open of every order and conversion.
  public mutating func cancel() throws(ArithmeticFailure) {
    var next = self
    for number in ledger.open.keys.sorted() { try next.ledger.cancel(order: number) }
    for number in ledger.openConversions.keys { next.ledger.cancel(conversion: number) }
    self = next
  }

  private mutating func fill(order number: Int, _ wanted: Quantity) throws(ArithmeticFailure) {
    guard let sent = ledger.open[number] else { return }
    let order = sent.order
    let size = min(wanted, try sent.rest())
    if size.units <= 0 { return }
    try ledger.fill(order: number, size)
    let signed = order.quantity.isNegative ? try size.negated() : size
    try add(signed, of: order.instrument, at: order.price)
    let amount = try Amount(
      try signed.ratio.multiplied(by: order.unitCash),
      rounding: .halfEven
    )
    // What an order costs as a whole is paid with its first fill.
    var fee = try size.ratio.multiplied(by: order.feePerUnit)
    if sent.filled.isZero { fee = try fee.adding(order.feePerOrder) }
    let cost = try amount.adding(try Amount(fee, rounding: .halfEven))
    try pay(Money(try cost.negated(), order.currency))
  }

  private mutating func fill(conversion number: Int) throws(ArithmeticFailure) {
    guard let conversion = ledger.openConversions[number] else { return }
    ledger.fill(conversion: number)
    try pay(conversion.bought)
    try pay(Money(try conversion.sold.amount.negated(), conversion.sold.currency))
  }

  // MARK: By hand

  /// A trade of the person's own at the market's price: `quantity` is signed. Without a price no cash
  /// moves; costs are not known.
  public mutating func tradeByHand(
    _ instrument: Int,
    _ quantity: Quantity,
    in market: Market
  ) throws(ArithmeticFailure) {
    var next = self
    try next.ledger.trade(instrument, quantity)
    let isKnown = market.instruments.indices.contains(instrument)
    let price = isKnown ? market.quotes[instrument]?.price : nil
    try next.add(quantity, of: instrument, at: price)
    if let price, market.instruments[instrument].kind != .future {
      let traded = market.instruments[instrument]
      let amount = try quantity.ratio.multiplied(by: price.ratio)
        .multiplied(by: traded.multiplier.ratio)
      let cost = try Amount(amount, rounding: .halfEven)
      try next.pay(Money(try cost.negated(), traded.currency))
    }
    self = next
  }

  // MARK: Corporate actions

  /// `new` units for each `old` ones. What would need more than 8 decimals is lost. Prices are the
  /// market's, and the caller's to divide.
  public mutating func split(
    _ instrument: Int,
    into new: Int,
    for old: Int
  ) throws(ArithmeticFailure) {
    var next = self
    let ratio = try Ratio(Int128(new), over: Int128(old))
    try next.ledger.split(instrument, into: new, for: old)
    for index in account.positions.indices where account.positions[index].instrument == instrument {
      next.account.positions[index].quantity = try account.positions[index].quantity
        .split(by: ratio)
    }
    next.account.positions.removeAll { $0.quantity.isZero }
    self = next
  }

  /// An instrument has a new symbol. Every other instrument of `before` is in `after` by its own.
  public mutating func changeSymbol(
    of old: String,
    to new: String,
    from before: Market,
    to after: Market
  ) {
    func symbol(_ name: String) -> String { name == old ? new : name }
    func place(_ instrument: Int) -> Int? {
      guard before.instruments.indices.contains(instrument) else { return nil }
      return after.indexBySymbol[symbol(before.instruments[instrument].symbol)]
    }
    ledger.move(to: place, renaming: symbol)
    account.positions = account.positions.compactMap { position in
      var moved = position
      guard let instrument = place(position.instrument) else { return nil }
      moved.instrument = instrument
      return moved
    }.sorted { $0.instrument < $1.instrument }
  }

  // MARK: Holdings and cash

  private mutating func add(
    _ quantity: Quantity,
    of instrument: Int,
    at price: Price?
  ) throws(ArithmeticFailure) {
    if quantity.isZero { return }
    let index = account.positions.firstIndex { $0.instrument == instrument }
    var position =
      index.map { account.positions[$0] } ?? Position(instrument: instrument, quantity: .zero)
    let sum = try position.quantity.adding(quantity)
    position.cost = try position.cost(of: sum.ratio, tradedAt: price?.ratio)
    position.quantity = sum
    if let index { account.positions.remove(at: index) }
    if sum.isZero { return }
    account.positions.append(position)
    account.positions.sort { $0.instrument < $1.instrument }
  }

  private mutating func pay(_ money: Money) throws(ArithmeticFailure) {
    if let index = account.cash.firstIndex(where: { $0.currency == money.currency }) {
      let sum = try account.cash[index].amount.adding(money.amount)
      account.cash[index] = Money(sum, money.currency)
      return
    }
    if money.amount.isZero { return }
    account.cash.append(money)
    account.cash.sort { $0.currency < $1.currency }
  }
}

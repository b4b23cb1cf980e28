public import Portfolio
import Quantities

/// Names all that an evaluation reads of one account: two states with one digest lead to the same
/// proposal under the same rulebook, market and news, and a state that differs in anything has another
/// digest.
///
/// Covers base currency, kind, tags, positions with their costs as read, cash, and the journal's figures;
/// instruments by symbol, so that a file with more of them, or with other numbers for them, gives the
/// same digest. Several positions of one instrument count as the one that they are together.
public struct AccountDigest: Hashable, Sendable {
  /// 64 small hexadecimal digits.
  public let hexadecimal: String

  /// - Parameter market: what the positions of `account` and the keys of `journal` refer to.
  public init(of account: Account, journal: Journal, in market: Market) {
    // What is evaluated is merged. Where sums do not fit, nothing is: the account is named as given.
    let account = (try? account.merged()) ?? account
    var lines = AccountLines(account: account, journal: journal, market: market)
    lines.addAll()
    hexadecimal = lines.lines.digest()
  }
}

/// What is digested, a line for each fact.
private struct AccountLines: ~Copyable {
  let account: Account
  let journal: Journal
  let market: Market

  private(set) var lines = CanonicalLines()

  init(account: Account, journal: Journal, market: Market) {
    self.account = account
    self.journal = journal
    self.market = market
  }

  /// In the order of their first words, which leaves little to sort.
  mutating func addAll() {
    lines.begin("account")
    lines.field(account.name)
    lines.field(account.baseCurrency)
    lines.field(account.kind.rawValue)
    lines.end()
    lines.begin("applied")
    lines.field(journal.lastApplied)
    lines.end()
    for (key, quantity) in journal.trimBase { add("base", key, quantity) }
    for money in account.cash { add("cash", money.currency, money.amount) }
    for (key, moment) in journal.exits {
      lines.begin("exit")
      lines.field(key.rule)
      lines.field(key.member)
      lines.field(moment)
      lines.end()
    }
    for (key, quantity) in journal.putOn { add("on", key, quantity) }
    for (instrument, quantity) in journal.pending {
      lines.begin("pending")
      addSymbol(instrument)
      lines.field(quantity)
      lines.end()
    }
    for (currency, amount) in journal.pendingCash { add("pending cash", currency, amount) }
    for position in account.positions { add(position) }
    for (key, state) in journal.states {
      lines.begin("state")
      lines.field(key.rule)
      lines.field(key.member)
      lines.field(state.isActive)
      lines.field(state.at)
      lines.end()
    }
    for (key, step) in journal.steps { add(step, key) }
    for tag in account.tags {
      lines.begin("tag")
      lines.field(tag.dimension)
      lines.add(":")
      lines.add(tag.value)
      lines.end()
    }
    for trade in journal.trades {
      lines.begin("trade")
      lines.field(trade.at)
      lines.field(trade.value)
      lines.end()
    }
  }

  private mutating func add(_ position: Position) {
    lines.begin("position")
    addSymbol(position.instrument)
    lines.field(position.quantity)
    lines.separate()
    if let cost = position.cost { add(exactly: cost) }
    lines.end()
  }

  private mutating func add(_ word: String, _ currency: Currency, _ amount: Amount) {
    lines.begin(word)
    lines.field(currency)
    lines.field(amount)
    lines.end()
  }

  private mutating func add(_ step: Journal.OpenStep, _ key: Journal.StepKey) {
    lines.begin("step")
    lines.field(key.rule)
    lines.field(key.step)
    addSymbol(key.instrument)
    lines.field(step.opened)
    lines.field(step.goal)
    lines.field(step.filled)
    lines.field(step.sent)
    lines.field(step.filledAt)
    lines.end()
  }

  private mutating func add(_ word: String, _ key: Journal.HoldingKey, _ quantity: Quantity) {
    lines.begin(word)
    lines.field(key.rule)
    addSymbol(key.instrument)
    lines.field(quantity)
    lines.end()
  }

  private mutating func addSymbol(_ instrument: Int) {
    let isKnown = market.instruments.indices.contains(instrument)
    lines.field(isKnown ? market.instruments[instrument].symbol : "number \(instrument)")
  }

  /// A fraction as it is, not as it is shown.
  private mutating func add(exactly ratio: Ratio) {
    // Most costs fit 64 bits, in which a division is cheap.
    guard let numerator = Int64(exactly: ratio.numerator),
      let denominator = Int64(exactly: ratio.denominator), numerator != .min
    else {
      let least = ratio.reduced()
      return lines.add("\(least.numerator)/\(least.denominator)")
    }
    var (divisor, rest) = (denominator, abs(numerator))
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    lines.add(numerator / divisor)
    lines.add("/")
    lines.add(denominator / divisor)
  }
}

public import Portfolio
public import Quantities

/// Units of an instrument that came into an account lately, or are about to: what may replace units that
/// are sold at a loss. Of a short holding, units sold short.
public struct Purchase: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// A lot of the file, as much of it as is left.
    case lot(opened: CalendarDate)
    /// Sent and not yet filled.
    case openOrder
    /// Asked for by the same proposal.
    case proposal
  }

  public var account: String
  public var symbol: String
  public var isShort: Bool
  /// Above zero.
  public var quantity: Quantity
  public var source: Source

  public init(
    account: String,
    symbol: String,
    isShort: Bool,
    quantity: Quantity,
    source: Source
  ) {
    self.account = account
    self.symbol = symbol
    self.isShort = isShort
    self.quantity = quantity
    self.source = source
  }
}

extension Evaluation {
  /// What `account` bought, or sold short, within 30 days of the evaluated day and still holds once
  /// `proposal` is carried out, and what it is about to.
  ///
  /// - Parameter proposal: nothing for an account that is not evaluated.
  public func purchases(
    of account: Account,
    journal: Journal,
    lots: [HoldingsSet.LotRow],
    by method: LotMethod,
    with proposal: AccountProposal?
  ) -> [Purchase] {
    do throws(ArithmeticFailure) {
      var book = try LotBook(
        account: account,
        journal: journal,
        lots: lots,
        in: market,
        by: method
      )
      for change in proposal?.changes ?? []
      where change.action == .sell || change.action == .cover {
        guard let instrument = market.indexBySymbol[change.symbol] else { continue }
        _ = try book.take(change.quantity, of: instrument)
      }
      return try book.purchases(of: account, journal, in: market, on: world.asOf.date)
        + Self.purchases(of: proposal)
    } catch {
      return []
    }
  }

  private static func purchases(of proposal: AccountProposal?) -> [Purchase] {
    (proposal?.changes ?? []).compactMap { change in
      guard change.action == .buy || change.action == .short else { return nil }
      return Purchase(
        account: proposal?.account ?? "",
        symbol: change.symbol,
        isShort: change.action == .short,
        quantity: change.quantity,
        source: .proposal
      )
    }
  }
}

extension LotBook {
  /// What is left of lots that were opened within 30 days of `date`, and of open orders.
  func purchases(
    of account: Account,
    _ journal: Journal,
    in market: Market,
    on date: CalendarDate
  ) throws(ArithmeticFailure) -> [Purchase] {
    var held = journal.pending
    for position in account.positions {
      held[position.instrument] = try (held[position.instrument] ?? .zero)
        .adding(position.quantity)
    }
    var found: [Purchase] = []
    for (instrument, quantity) in held.sorted(by: { $0.key < $1.key })
    where market.instruments.indices.contains(instrument) {
      for lot in left(of: instrument) {
        if let opened = lot.opened, !WashSales.isNear(opened, date) { continue }
        found.append(
          Purchase(
            account: account.name,
            symbol: market.instruments[instrument].symbol,
            isShort: quantity.isNegative,
            quantity: lot.quantity,
            source: lot.opened.map { .lot(opened: $0) } ?? .openOrder
          )
        )
      }
    }
    return found
  }
}

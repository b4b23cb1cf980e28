internal import Evaluator
internal import Quantities

/// Every holding before and after, unchanged ones too.
enum HoldingsBeforeAfter {
  static func blocks(_ rebalance: Rebalance) -> [Block] {
    if rebalance.holdings.isEmpty { return [.heading("Holdings"), .item("none", level: 0)] }
    return [.heading("Holdings"), .table(table(rebalance))]
  }

  private static func table(_ rebalance: Rebalance) -> TextTable {
    let base = rebalance.proposal.baseCurrency
    let hasForeign = rebalance.holdings.contains { $0.currency != base }
    return TextTable(
      columns: [
        .text("symbol"), .number("quantity"), .number("price"), .number("weight %"),
        .number("value"),
      ],
      rows: rebalance.holdings.map { holding in
        [
          StyledText(holding.symbol, .strong),
          arrow(holding, \.quantity) { NumberText.quantity($0) },
          price(of: holding, withCurrency: hasForeign),
          arrow(holding, \.weight) { NumberText.hundredths($0) },
          arrow(holding, \.value) { NumberText.money($0) },
        ]
      }
    )
  }

  private static func price(
    of holding: RebalancedHolding,
    withCurrency: Bool
  ) -> StyledText {
    var text = NumberText.price(holding.price)
    if withCurrency, holding.price != nil { text += " \(holding.currency)" }
    if holding.isStale { text += " stale" }
    return StyledText(text, holding.isStale || holding.price == nil ? .caution : .plain)
  }

  /// `330 → 280`, or one figure when the holding stays.
  private static func arrow<Figure>(
    _ holding: RebalancedHolding,
    _ figure: (RebalancedHolding.State) -> Figure,
    _ spelled: (Figure) -> String
  ) -> StyledText {
    let before = spelled(figure(holding.before))
    if !holding.isChanged { return StyledText(before, .faint) }
    var text = StyledText("\(before) → ", .faint)
    let isMore = holding.after.quantity > holding.before.quantity
    text.append(spelled(figure(holding.after)), isMore ? .good : .bad)
    return text
  }
}

internal import Quantities

/// What holds for every rule, defaults included.
extension RulebookReader {
  var settingsSection: RulebookReading.Section {
    let settings = rulebook.settings
    return RulebookReading.Section(
      "Settings",
      [
        RulebookReading.Paragraph(
          "A price or exchange rate older than \(spelled(settings.pricesNoOlderThan)) is stale: "
            + "what is held is still valued with it, but nothing is bought at it.",
          label: "Prices"
        ),
        RulebookReading.Paragraph(
          "The news feed is stale when no news item, on whatever subject, arrived within "
            + "\(spelled(settings.newsNoOlderThan)).",
          label: "News"
        ),
        RulebookReading.Paragraph(minimumTrade, label: "Smallest trade"),
        RulebookReading.Paragraph(shares, label: "Units"),
        RulebookReading.Paragraph(shorting, label: "Short positions"),
        RulebookReading.Paragraph(borrowing, label: "Borrowing"),
        RulebookReading.Paragraph(costs, label: "Costs"),
      ]
    )
  }

  private var minimumTrade: String {
    let size =
      switch rulebook.settings.minimumTrade {
      case .money(let money): spelled(money)
      case .shareOfNav(let share): "\(share) of NAV"
      }
    return "A trade worth less than \(size) is not made, unless it closes a position, is an exit, "
      + "or takes off a hedge that has ended."
  }

  private var shares: String {
    rulebook.settings.allowsFractionalShares
      ? "Stocks and funds are traded in fractions where the portfolio file gives a lot of 1, all "
        + "else in the lots that it gives: purchases are rounded down, sales up."
      : "Trades are in whole lots, as the portfolio file gives them: purchases are rounded down, "
        + "sales up."
  }

  private var shorting: String {
    rulebook.settings.allowsShorting
      ? "Rules and hedges may open short positions." : "No short position is opened."
  }

  private var borrowing: String {
    let borrow = rulebook.settings.borrow
    return borrow.isZero
      ? "No purchase takes cash, in all currencies together, below zero."
      : "Purchases may take cash, in all currencies together, below zero by up to \(borrow) of NAV."
  }

  private var costs: String {
    guard let costs = rulebook.settings.costs else { return "Trades are taken to cost nothing." }
    return
      "Each order is taken to cost \(spelled(costs.perOrder)) plus \(costs.share) of the value "
      + "traded."
  }
}

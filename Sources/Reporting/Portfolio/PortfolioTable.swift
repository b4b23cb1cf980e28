internal import Portfolio
internal import Quantities

/// A portfolio as text for a terminal.
enum PortfolioTable {
  static func blocks(_ overview: PortfolioOverview, width: Int) -> [Block] {
    var blocks: [Block] = [.title(headline(overview)), .paragraph(totals(overview))]
    if !overview.notices.isEmpty {
      blocks.append(.heading("Notices"))
      blocks += overview.notices.map { .item(StyledText($0, .caution), level: 0) }
    }
    blocks.append(.heading("Holdings"))
    blocks.append(overview.holdings.isEmpty ? .item("none", level: 0) : .table(holdings(overview)))
    if !overview.cash.isEmpty { blocks += [.heading("Cash"), .table(cash(overview))] }
    for breakdown in overview.breakdowns where !breakdown.parts.isEmpty {
      blocks.append(.heading("Exposure by \(breakdown.dimension)"))
      blocks.append(.table(bars(breakdown, full: fullScale(overview), width: width)))
    }
    if let concentration = overview.concentration { blocks += self.concentration(concentration) }
    return blocks
  }

  private static func headline(_ overview: PortfolioOverview) -> StyledText {
    var text = StyledText("account ")
    text.append(overview.account, .strong)
    text.append(", as of \(overview.asOf)")
    return text
  }

  private static func totals(_ overview: PortfolioOverview) -> StyledText {
    var text = StyledText("NAV ")
    text.append(NumberText.money(overview.nav), .strong)
    if overview.nav != nil { text.append(" \(overview.baseCurrency)") }
    if overview.navIsEstimated { text.append(" (estimated: a price is stale)", .caution) }
    text.append(", gross \(NumberText.percent(overview.gross))")
    text.append(", net \(NumberText.percent(overview.net))")
    return text
  }

  private static func holdings(_ overview: PortfolioOverview) -> TextTable {
    let hasForeign = overview.holdings.contains { $0.currency != overview.baseCurrency }
    return TextTable(
      columns: [
        .text("symbol"), .number("quantity"), .number("price"), .number("value"),
        .number("weight"), .text("name"),
      ],
      lastColumn: .isCut,
      rows: overview.holdings.map { holding in
        var price = NumberText.price(holding.price)
        if hasForeign, holding.price != nil { price += " \(holding.currency)" }
        if holding.isStale { price += " stale" }
        return [
          StyledText(holding.symbol, .strong),
          signed(NumberText.quantity(holding.quantity), holding.quantity.isNegative),
          StyledText(price, holding.isStale || holding.price == nil ? .caution : .plain),
          signed(NumberText.money(holding.value), holding.value?.isNegative == true),
          signed(NumberText.percent(holding.weight), holding.weight?.isNegative == true),
          StyledText(holding.name),
        ]
      }
    )
  }

  private static func cash(_ overview: PortfolioOverview) -> TextTable {
    let hasForeign = overview.cash.contains { $0.money.currency != overview.baseCurrency }
    return TextTable(
      columns: [
        .text("currency"), .number("amount"),
        .number(hasForeign ? "in \(overview.baseCurrency)" : ""),
      ],
      rows: overview.cash.map { cash in
        [
          StyledText("\(cash.money.currency)", .strong),
          signed(NumberText.money(cash.money.amount), cash.money.amount.isNegative),
          StyledText(hasForeign ? NumberText.money(cash.value) : ""),
        ]
      }
    )
  }

  /// What a bar of full length stands for: 100% of NAV, or gross where that is more.
  private static func fullScale(_ overview: PortfolioOverview) -> Ratio {
    max(overview.gross ?? .one, .one)
  }

  private static func bars(
    _ breakdown: PortfolioOverview.Breakdown,
    full: Ratio,
    width: Int
  ) -> TextTable {
    let names = breakdown.parts.map { DisplayWidth.of(SafeText.line($0.name)) }
    let hasShorts = breakdown.parts.contains { $0.gross != $0.net }
    let room = width - 2 - (names.max() ?? 0) - (hasShorts ? 24 : 14)
    return TextTable(
      columns: [
        .text(breakdown.dimension), .number("gross"), .number(hasShorts ? "net" : ""), .text(""),
      ],
      rows: breakdown.parts.map { part in
        [
          StyledText(part.name),
          StyledText(NumberText.percent(part.gross)),
          hasShorts
            ? signed(NumberText.percent(part.net), part.net?.isNegative == true) : StyledText(),
          StyledText(Bar.text(part.gross, full: full, width: min(max(room, 8), 60))),
        ]
      }
    )
  }

  private static func concentration(_ concentration: Concentration) -> [Block] {
    let index = concentration.index.spelled(maximumFractionDigits: 4, minimumFractionDigits: 4)
    let number = concentration.effectiveNumber
      .spelled(maximumFractionDigits: 1, minimumFractionDigits: 1)
    return [
      .heading("Concentration"),
      .item(
        StyledText("Herfindahl–Hirschman index \(index), like \(number) equal holdings"),
        level: 0
      ),
    ]
  }

  private static func signed(_ text: String, _ isNegative: Bool) -> StyledText {
    StyledText(text, isNegative ? .bad : .plain)
  }
}

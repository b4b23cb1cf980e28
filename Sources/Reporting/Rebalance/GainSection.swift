internal import Evaluator
internal import Portfolio
internal import Quantities

/// What sales realise, lot by lot, and losses that may not count.
enum GainSection {
  static func blocks(_ rebalance: Rebalance) -> [Block] {
    let gains = rebalance.gains
    if gains.sales.isEmpty { return [] }
    var blocks: [Block] = [.heading("Realised gain (\(gains.method.rawValue))")]
    let known = gains.sales.filter { !$0.parts.isEmpty }
    if !known.isEmpty { blocks.append(.table(table(known, rebalance))) }
    blocks += gains.sales.compactMap { sale in
      sale.unknownSentence.map { .item(StyledText($0, .caution), level: 0) }
    }
    blocks.append(.item(total(gains, rebalance.proposal.baseCurrency), level: 0))
    return blocks + washSales(rebalance)
  }

  private static func table(_ sales: [RealisedGains.Sale], _ rebalance: Rebalance) -> TextTable {
    let base = rebalance.proposal.baseCurrency
    return TextTable(
      columns: [
        .text("order"), .text("opened"), .number("quantity"), .number("cost"),
        .number("proceeds"), .number("gain"), .text(""), .number("left of lot"),
      ],
      rows: sales.flatMap { sale in
        sale.parts.enumerated().map { number, part in
          [
            number == 0
              ? StyledText("\(sale.action.rawValue) \(sale.symbol)", .strong) : StyledText(),
            StyledText(part.openedText(gainsMethod: rebalance.gains.method)),
            StyledText(NumberText.quantity(part.quantity)), StyledText(NumberText.money(part.cost)),
            StyledText(NumberText.money(part.proceeds)), gain(part.gain),
            StyledText(sale.currency == base ? "" : "\(sale.currency)", .faint),
            StyledText(part.left.isZero ? "" : NumberText.quantity(part.left)),
          ]
        }
      }
    )
  }

  private static func gain(_ gain: Ratio?) -> StyledText {
    let tone: Tone = gain.map { $0.isNegative ? .bad : .good } ?? .caution
    return StyledText(NumberText.money(gain), tone)
  }

  private static func total(_ gains: RealisedGains, _ base: Currency) -> StyledText {
    if gains.sales.allSatisfy({ $0.gainInBase == nil }) {
      return StyledText("in all unknown", .caution)
    }
    var text = StyledText("in all ")
    text.append(gain(gains.total))
    text.append(" \(base)")
    if gains.isIncomplete { text.append(", without what is unknown", .caution) }
    return text
  }

  private static func washSales(_ rebalance: Rebalance) -> [Block] {
    let warned = Set(rebalance.washSales.map(\.symbol))
    let free = rebalance.gains.sales.filter { $0.washUntil != nil && !warned.contains($0.symbol) }
    if warned.isEmpty && free.isEmpty { return [] }
    return [.heading("Wash sales, 30 days both ways")]
      + rebalance.washSales.map { .item(StyledText($0.sentence, .caution), level: 0) }
      + free.compactMap { sale in
        sale.repurchaseSentence.map { .item(StyledText($0), level: 0) }
      }
  }
}

internal import Evaluator
internal import Quantities

/// The orders to place, in order of execution, and what made them smaller than asked.
enum ChangesSection {
  static func blocks(_ proposal: AccountProposal) -> [Block] {
    if proposal.changes.isEmpty {
      return [.heading("Changes"), .item("none", level: 0)]
    }
    let cuts = proposal.changes.flatMap { change in
      change.cuts.map { Block.item(sentence($0, of: change), level: 0) }
    }
    let order = proposal.changes.filter { !$0.dependsOn.isEmpty }.map { change in
      let symbols = change.dependsOn.joined(separator: ", ")
      return Block.item(
        StyledText("\(change.symbol) is paid for by \(symbols): place that order first"),
        level: 0
      )
    }
    return [.heading("Changes"), .table(table(proposal))] + cuts + order + freed(proposal)
  }

  /// Those that gave way, where the order of execution does not tell already.
  private static func freed(_ proposal: AccountProposal) -> [Block] {
    proposal.changes.compactMap { change in
      let others = change.freedBy.filter { !change.dependsOn.contains($0) }
      if others.isEmpty { return nil }
      return .item(
        StyledText("\(change.symbol) uses what \(others.joined(separator: ", ")) left"),
        level: 0
      )
    }
  }

  private static func table(_ proposal: AccountProposal) -> TextTable {
    let before = proposal.changes.map { NumberText.hundredths($0.weightBefore) }
    let widest = before.map { DisplayWidth.of($0) }.max() ?? 0
    let hasForeign = proposal.changes.contains {
      $0.action != .convert && $0.currency != proposal.baseCurrency
    }
    return TextTable(
      columns: [
        .text("action"), .text("symbol"), .number("quantity"), .number("price"),
        .number("value"), .number("weight %"), .text("rule"),
      ],
      rows: proposal.changes.map { change in
        [
          StyledText(change.action.rawValue, tone(of: change.action)),
          StyledText(change.symbol, .strong),
          StyledText(NumberText.quantity(change.quantity)),
          StyledText(price(of: change, withCurrency: hasForeign)),
          StyledText(NumberText.money(change.value)),
          weights(of: change, padding: widest),
          StyledText(cause(of: change)),
        ]
      }
    )
  }

  private static func price(of change: Change, withCurrency: Bool) -> String {
    let price = NumberText.price(change.price)
    return withCurrency && change.price != nil ? "\(price) \(change.currency)" : price
  }

  private static func weights(of change: Change, padding: Int) -> StyledText {
    if change.action == .convert { return StyledText() }
    let before = NumberText.hundredths(change.weightBefore)
    let blanks = String(repeating: " ", count: max(0, padding - DisplayWidth.of(before)))
    var text = StyledText(blanks)
    text.append(before, tone(of: change.weightBefore))
    text.append(" → ")
    text.append(NumberText.hundredths(change.weightAfter), tone(of: change.weightAfter))
    return text
  }

  private static func cause(of change: Change) -> String {
    let causes = change.causes.joined(separator: ", ")
    if change.action != .convert { return causes }
    let amount = change.amount.map { "\(NumberText.figure($0.ratio)) " } ?? ""
    let source = "from \(amount)\(change.currency)"
    return causes.isEmpty ? source : "\(source), \(causes)"
  }

  /// `NVDA cut from 41.2 to 26 by sectors, factor 63.1%`.
  private static func sentence(_ cut: Cut, of change: Change) -> StyledText {
    var text = StyledText(change.symbol, .strong)
    text.append(" cut from \(NumberText.number(cut.from)) to \(NumberText.number(cut.to)) by ")
    text.append(cut.by, .caution)
    if let factor = cut.factor {
      text.append(", factor \(NumberText.percent(factor, minimumDigits: 0))")
    }
    return text
  }

  private static func tone(of action: Change.Action) -> Tone {
    switch action {
    case .buy, .cover: .good
    case .sell, .short: .bad
    case .convert: .plain
    }
  }

  private static func tone(of weight: Ratio?) -> Tone {
    weight?.isNegative == true ? .bad : .plain
  }
}

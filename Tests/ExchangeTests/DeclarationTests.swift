import Exchange
import Portfolio
import Quantities
import Testing

/// What each format declares is what a reader takes from a sample of it.
@Suite struct DeclarationTests {
  private func reading(_ source: HoldingsSource) -> HoldingsReading {
    func read(_ text: String) -> HoldingsReading { source.read(Array(text.utf8), name: "a") }
    func book(_ text: [String: String]) -> HoldingsReading {
      source.read(BookTables.tables(text), name: "a")
    }
    return switch source {
    case .flexQuery: read(FlexQueryTests.statement)
    case .activityStatement:
      read(
        ActivityStatementTests.statement.replacing("Capabilities,Cash", with: "Capabilities,Margin")
      )
    case .schwabPositions: read(PositionFileTests.schwab)
    case .fidelityPositions: read(PositionFileTests.fidelity)
    case .ofx: read(OFXStatementTests.header + OFXStatementTests.body)
    case .portfolioPerformance: read(PortfolioPerformanceTests.byPlace)
    case .gnuCash: book(BookTables.gnuCash)
    case .wealthfolio: book(BookTables.wealthfolio)
    case .moneyManagerEx: book(BookTables.moneyManager)
    case .beancount:
      source.read(answers: BeancountTests.answers.map { Array($0.utf8) }, complaints: [], name: "a")
    }
  }

  private func fields(of set: HoldingsSet) -> Set<HoldingsField> {
    var fields: Set<HoldingsField> = []
    func note(_ field: HoldingsField, _ isThere: Bool) { if isThere { fields.insert(field) } }
    let instruments = set.instruments ?? []
    let prices = set.prices ?? []
    note(.quantity, !(set.positions ?? []).isEmpty)
    note(.cash, !(set.cash ?? []).isEmpty)
    note(.name, instruments.contains { !$0.name.isEmpty })
    note(.kind, Set(instruments.map(\.kind)).count > 1)
    note(.multiplier, instruments.contains { $0.multiplier > .one })
    note(.margin, (set.accounts ?? []).contains { $0.kind == .margin })
    note(.lots, !(set.lots ?? []).isEmpty)
    note(.price, !prices.isEmpty)
    note(.priceHistory, Set(prices.map(\.symbol)).count < prices.count)
    note(.rates, !(set.rates ?? []).isEmpty)
    note(.splits, !(set.corporateActions ?? []).isEmpty)
    note(.tags, !(set.tags ?? []).isEmpty)
    return fields
  }

  @Test(arguments: HoldingsSource.allCases)
  func whatIsDeclaredIsTaken(source: HoldingsSource) {
    var found = fields(of: reading(source).set)
    // Guessed from symbols: no column tells it.
    if source == .fidelityPositions { found.remove(.kind) }
    #expect(found == source.gives)
  }
}

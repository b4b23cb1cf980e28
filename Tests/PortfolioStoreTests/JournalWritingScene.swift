import Portfolio
import PortfolioStore
import Quantities
import Testing

/// What the tests of the journal's writing apply, and how they look at the file.
extension JournalWritingTests {
  /// Sells 30 AAPL at 190 and buys 10 MSFT at 480 for a step that misses as many.
  func run(proposal: String = "first") throws -> AppliedRun {
    var run = AppliedRun(rulebook: "house", at: try instant("2025-12-14"))
    let apple = try #require(market.indexBySymbol["AAPL"])
    let microsoft = try #require(market.indexBySymbol["MSFT"])
    run.orders = [
      Order(
        instrument: apple,
        quantity: try quantity("-30"),
        isIncrease: false,
        price: try Price(parsing: "190"),
        unitCash: Ratio(190),
        currency: try currency("USD"),
        value: try Amount(parsing: "5700"),
        lot: try quantity("1")
      ),
      Order(
        instrument: microsoft,
        quantity: try quantity("10"),
        isIncrease: true,
        price: try Price(parsing: "480"),
        unitCash: Ratio(480),
        currency: try currency("USD"),
        value: try Amount(parsing: "4800"),
        lot: try quantity("1"),
        feePerOrder: Ratio(1),
        credits: [
          Order.Credit(rule: "scale_in", step: "foothold", missing: try quantity("10"))
        ]
      ),
    ]
    let step = Journal.StepKey(rule: "scale_in", step: "foothold", instrument: microsoft)
    run.opened = [step: try quantity("10.5")]
    run.states = [Journal.StateKey(rule: "cut", member: "AAPL"): true]
    run.trimBases = [Journal.HoldingKey(rule: "cut[AAPL]", instrument: apple): try quantity("330")]
    return run
  }

  func record(_ run: AppliedRun, proposal: String = "first") throws -> RunRecord {
    RunRecord(
      rulebook: "house",
      rulebookHash: "h",
      at: run.at,
      proposal: proposal,
      documents: [RunRecord.Document(name: "house.tranche", content: Array("rulebook".utf8))],
      parts: [
        RunRecord.AccountPart(
          account: try growth().account,
          digest: "d",
          nav: try Amount(parsing: "1000000"),
          run: run
        )
      ]
    )
  }

  @discardableResult
  func apply(
    _ run: AppliedRun,
    isFilled: Bool,
    proposal: String = "first"
  ) throws -> PortfolioFile.AppliedEntry {
    try PortfolioFile.apply(
      record(run, proposal: proposal),
      in: market,
      ifStill: try PortfolioFile.open(at: path).state(),
      isFilled: isFilled,
      by: author,
      to: path
    )
  }

  func growth() throws -> (account: Account, journal: Journal) {
    let file = try PortfolioFile.open(at: path)
    let market = try file.market(asOf: try instant("2025-12-18"))
    var found: (Account, Journal)?
    try file.forEachAccount(named: ["growth"], market: market, rulebook: "house") {
      found = ($0, $1)
    }
    return try #require(found)
  }

  func quantity(_ text: String) throws -> Quantity { try Quantity(parsing: text) }

  func held(_ symbol: String, _ account: Account) throws -> Quantity {
    let instrument = try #require(market.indexBySymbol[symbol])
    return account.positions.first { $0.instrument == instrument }?.quantity ?? .zero
  }

  func dollars(_ account: Account) throws -> Amount {
    let dollar = try currency("USD")
    return try #require(account.cash.first { $0.currency == dollar }).amount
  }

  /// Rows of positions, lots and cash.
  func holdings() throws -> [String] {
    try contents(of: path).filter { line in
      ["position:", "lot:", "cash:"].contains { line.hasPrefix($0) }
    }
  }

  func fill(
    _ row: Int,
    _ symbol: String,
    _ side: FillRow.Side,
    _ size: String,
    _ price: String,
    fee: String = "0",
    at: String = "2025-12-15T15:00Z"
  ) throws -> FillRow {
    FillRow(
      row: row,
      symbol: symbol,
      side: side,
      quantity: try quantity(size),
      price: try Price(parsing: price),
      fee: try Amount(parsing: fee),
      at: try instant(at)
    )
  }
}

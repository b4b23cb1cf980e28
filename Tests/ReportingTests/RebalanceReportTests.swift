import Foundation
import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

@testable import Evaluator
@testable import Reporting

/// A rebalance as text, as JSON and as a page.
@Suite struct RebalanceReportTests {
  /// An account with everything that a rebalance can show, from `seed` of the generator.
  private func rebalances() -> [(Rebalance, ProposalHeader)] {
    (1...40).map { seed in
      let scenario = ScenarioGenerator.scenario(seed: UInt64(seed))
      let evaluation = Evaluation(
        rulebook: scenario.rulebook,
        market: scenario.market,
        items: scenario.items,
        acts: scenario.acts,
        calendar: scenario.calendar,
        asOf: scenario.asOf
      )
      let lots = scenario.account.positions.compactMap { position -> HoldingsSet.LotRow? in
        let symbol = scenario.instruments[position.instrument].symbol
        let opened = scenario.asOf.subtracting(
          .days(position.instrument.isMultiple(of: 2) ? 5 : 90)
        )
        return HoldingsSet.LotRow(
          account: scenario.account.name,
          symbol: symbol,
          opened: opened.date,
          quantity: position.quantity,
          cost: Price(units: 1_000_000_000_000)
        )
      }
      let rebalance = evaluation.rebalance(
        scenario.account,
        journal: scenario.journal,
        lots: lots
      )
      return (rebalance, evaluation.header)
    }
  }

  private func text(
    _ writer: some RebalanceWriter,
    _ rebalances: [(Rebalance, ProposalHeader)]
  ) throws -> String {
    var bytes: [UInt8] = []
    let header = try #require(rebalances.first?.1)
    writer.begin(header, into: &bytes)
    for (number, rebalance) in rebalances.enumerated() {
      writer.account(rebalance.0, rebalance.1, isFirst: number == 0, into: &bytes)
    }
    writer.end(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func theDocumentConforms() throws {
    let file = repositoryRoot().appendingPathComponent("docs/schema/rebalance-1.json")
    let schema = try JSONSchema(Data(contentsOf: file))
    let text = try text(RebalanceJSON(), rebalances())
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8))
    #expect(try schema.problems(in: document) == [])
    let accounts = try #require((document as? [String: Any])?["accounts"] as? [[String: Any]])
    #expect(accounts.count == 40)
    // Nothing of the schema stands untried.
    #expect(accounts.contains { ($0["washSales"] as? [Any])?.isEmpty == false })
    #expect(accounts.contains { ($0["changes"] as? [Any])?.isEmpty == false })
  }

  @Test(arguments: [40, 60, 80, 120]) func textFits(width: Int) throws {
    let text = try text(RebalanceText(options: ReportOptions(width: width)), rebalances())
    for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= width) }
  }

  @Test func aPageNeedsNothingFromOutsideAndRunsNothing() throws {
    let page = try text(RebalancePage(), rebalances())
    for word in ["<script", "http://", "https://", "url(", "@import", "javascript:", " onload"] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test func aPageIsWellFormed() throws {
    let page = try text(RebalancePage(), rebalances())
    var open: [Substring] = []
    let voids: Set<Substring> = ["meta", "col", "!DOCTYPE"]
    for piece in page.split(separator: "<").dropFirst() {
      // What a style sheet holds has no brackets.
      let tag = piece.prefix { $0 != ">" }
      let name = tag.prefix { $0 != " " }
      if name.hasPrefix("/") {
        #expect(open.popLast() == name.dropFirst(), "\(piece.prefix(80))")
      } else if !voids.contains(name) {
        open.append(name)
      }
    }
    #expect(open == [])
  }

  @Test func graphicsHaveTitlesAndTablesHaveHeaders() throws {
    let page = try text(RebalancePage(), rebalances())
    let graphics = page.components(separatedBy: "<svg").dropFirst()
    #expect(!graphics.isEmpty)
    for graphic in graphics { #expect(graphic.contains("<title>")) }
    for table in page.components(separatedBy: "<table").dropFirst() {
      #expect(table.contains("scope=\"col\""))
    }
  }

  @Test func whatComesFromOutsideIsTextAlone() throws {
    var (rebalance, header) = try #require(rebalances().first)
    let hostile = "<script>alert('x')</script>&\"\u{202E}\u{1B}[2J"
    header.rulebookTitle = hostile
    var proposal = rebalance.proposal
    proposal.account = hostile
    proposal.reviews = [Review(code: hostile, subject: hostile, detail: hostile)]
    rebalance = Rebalance(uncomputed: proposal, asOf: rebalance.asOf, .fifo)
    for page in [
      try text(RebalancePage(), [(rebalance, header)]),
      try text(RebalanceText(options: ReportOptions()), [(rebalance, header)]),
    ] {
      #expect(!page.contains("\u{202E}"))
      #expect(!page.contains("\u{1B}"))
    }
    let page = try text(RebalancePage(), [(rebalance, header)])
    #expect(!page.contains("<script"))
    #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"))
  }

  @Test func barsAreExactThousandths() throws {
    let graphic = BarGraphic(holding: [Ratio(-1), Ratio(3)])
    #expect(graphic.place(.zero) == 250)
    #expect(graphic.place(Ratio(3)) == 1000)
    #expect(graphic.place(try Ratio(1, over: 3)) == 333)
    #expect(BarGraphic(holding: [], atLeast: .zero).place(.one) == 0)
  }
}

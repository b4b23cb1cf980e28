internal import Evaluator
internal import Quantities

/// What an account comes to, before and after, at a glance.
enum KeyFigures {
  static func write(_ rebalance: Rebalance, _ page: inout HTMLWriter) {
    let proposal = rebalance.proposal
    let totals = proposal.totals
    let base = proposal.baseCurrency
    page.element("dl", ["class": "figures"]) { list in
      let estimated = proposal.navIsEstimated ? "estimated, a price is stale" : "\(base)"
      figure("Net asset value", NumberText.money(proposal.nav), estimated, &list)
      change("Cash", totals.cashBefore, totals.cashAfter, "\(base)", &list) { NumberText.money($0) }
      change("Gross exposure", totals.grossBefore, totals.grossAfter, "of NAV", &list) {
        NumberText.percent($0)
      }
      change("Net exposure", totals.netBefore, totals.netAfter, "of NAV", &list) {
        NumberText.percent($0)
      }
      figure("Turnover", NumberText.percent(totals.turnover), "half of all trades ÷ NAV", &list)
      figure("Costs", NumberText.money(totals.costs), "\(base), by the rulebook", &list)
      let gains = rebalance.gains
      if !gains.sales.isEmpty {
        let isUnknown = gains.sales.allSatisfy { $0.gainInBase == nil }
        let note = gains.isIncomplete && !isUnknown ? "\(base), as far as known" : "\(base)"
        figure(
          "Realised gain",
          isUnknown ? NumberText.unknown : NumberText.money(gains.total),
          note,
          &list
        )
      }
    }
  }

  private static func figure(
    _ name: String,
    _ value: String,
    _ note: String,
    _ list: inout HTMLWriter
  ) {
    list.element("div") { pair in
      pair.element("dt", text: name)
      pair.element("dd") { cell in
        cell.element("span", ["class": "value"], text: value)
        cell.element("span", ["class": "unit"], text: note)
      }
    }
  }

  private static func change<Figure: Equatable>(
    _ name: String,
    _ before: Figure?,
    _ after: Figure?,
    _ note: String,
    _ list: inout HTMLWriter,
    _ spelled: (Figure?) -> String
  ) {
    if before == after { return figure(name, spelled(after), note, &list) }
    figure(name, spelled(after), "\(note), was \(spelled(before))", &list)
  }
}

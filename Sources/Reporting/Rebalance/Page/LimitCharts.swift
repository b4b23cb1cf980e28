internal import Evaluator
internal import Quantities

/// Limits with the room they leave: each drawn against its bound.
enum LimitCharts {
  static func write(_ rebalance: Rebalance, _ page: inout HTMLWriter) {
    let rooms = rebalance.limits.telling
    if rooms.isEmpty { return }
    let hidden = rebalance.limits.count - rooms.count
    let more = hidden == 0 ? "" : " \(counted(hidden, "more subject")) with more room are left out."
    page.section("Limits", note: "The mark is the bound.\(more)") { section in
      section.table(
        "Limits",
        columns: [
          .text("Limit"), .text("Of"), .text("Drawn"), .number("Before"), .number("After"),
          .number("Bound"), .number("Room"), .text("State"),
        ]
      ) { body in
        for room in rooms { row(room, &body) }
      }
    }
  }

  private static func row(_ room: LimitRoom, _ body: inout HTMLWriter) {
    let limit = room.report
    body.line()
    body.element("tr") { row in
      row.element("th", ["scope": "row"]) { cell in
        cell.text(limit.limit)
        cell.element("span", ["class": "name"], text: limit.text)
      }
      row.cell(limit.subject)
      row.element("td", ["class": "drawn"]) { drawn(limit, &$0) }
      row.number(limit.figureText(limit.before))
      row.number(limit.figureText(limit.after), limit.tone)
      row.number(limit.figureText(limit.bound))
      row.number(limit.figureText(room.after), room.after?.isNegative == true ? "bad" : "")
      row.element("td") { cell in
        cell.element("span", ["class": "pill small \(limit.tone)"], text: limit.stateText)
      }
    }
  }

  private static func drawn(_ limit: LimitReport, _ cell: inout HTMLWriter) {
    let values = [limit.before, limit.after, limit.bound]
    let highest = values.compactMap { $0 }.max() ?? .zero
    let margin = (try? highest.multiplied(by: Ratio(5)).divided(by: Ratio(4))) ?? highest
    let graphic = BarGraphic(holding: values, atLeast: margin > .zero ? margin : .one)
    graphic.bars(
      &cell,
      title: "\(limit.limit) of \(limit.subject): \(limit.figureText(limit.before)) before, "
        + "\(limit.figureText(limit.after)) after, bound \(limit.figureText(limit.bound))",
      before: [limit.before].compactMap { $0 },
      after: [limit.after].compactMap { $0 },
      mark: limit.bound,
      tone: limit.tone
    )
  }
}

extension LimitReport {
  /// The class that colours its state.
  fileprivate var tone: String {
    switch state {
    case .held: ""
    case .near, .cut: "caution"
    case .breached, .brokenByReduction, .brokenByHedge, .undecided: "bad"
    }
  }

  fileprivate var stateText: String {
    let word = LimitSection.state(of: self).plain
    return word
  }
}

internal import Evaluator
internal import Quantities

/// Exposure before and after, drawn a row at a time on one scale for the whole account.
enum ExposureCharts {
  static func write(_ rebalance: Rebalance, _ page: inout HTMLWriter) {
    let tables = rebalance.exposures.filter { !$0.rows.isEmpty }
    guard let account = tables.first else { return }
    page.section(
      "Exposure before and after",
      note:
        "As shares of net asset value, each part on its own scale. Long lies to the right of the line, short to the left."
    ) { section in
      section.raw(
        "<p class=\"legend\"><span class=\"key was\"></span> before <span class=\"key is\"></span> "
      )
      section.raw("after</p>")
      section.element("div", ["class": "charts"]) { charts in
        sides(account, &charts)
        for table in tables.dropFirst() { chart(table, &charts) }
      }
    }
  }

  private static func sides(_ table: ExposureTable, _ charts: inout HTMLWriter) {
    guard let row = table.rows.first else { return }
    let figures: [(String, Ratio?, Ratio?)] = [
      ("long", row.before?.long, row.after?.long),
      ("short", try? row.before?.short.negated(), try? row.after?.short.negated()),
      ("gross", row.before.flatMap { try? $0.gross() }, row.after.flatMap { try? $0.gross() }),
      ("net", row.before.flatMap { try? $0.net() }, row.after.flatMap { try? $0.net() }),
    ]
    let graphic = BarGraphic(holding: figures.flatMap { [$0.1, $0.2] }, atLeast: .zero)
    figure("The account", "exposure", &charts) { body in
      for (name, before, after) in figures {
        self.row(name, [before], [after], (before, after), graphic, &body)
      }
    }
  }

  private static func chart(_ table: ExposureTable, _ charts: inout HTMLWriter) {
    let values = table.rows.flatMap { [$0.before, $0.after] }.compactMap { $0 }
    let graphic = BarGraphic(
      holding: values.map(\.long) + values.map { try? $0.short.negated() },
      atLeast: .zero
    )
    figure("By \(table.dimension.inWords)", table.dimension, &charts) { body in
      for row in table.rows {
        self.row(
          row.name.inWords,
          [row.before?.long, row.before.flatMap { try? $0.short.negated() }],
          [row.after?.long, row.after.flatMap { try? $0.short.negated() }],
          (row.before.flatMap { try? $0.net() }, row.after.flatMap { try? $0.net() }),
          graphic,
          &body
        )
      }
    }
  }

  private static func figure(
    _ title: String,
    _ column: String,
    _ charts: inout HTMLWriter,
    _ rows: (inout HTMLWriter) -> Void
  ) {
    charts.line()
    charts.element("table", ["class": "chart"]) { table in
      table.element("caption", text: title)
      table.columns(["name", "drawn", "n", "n"])
      table.element("thead", ["class": "hidden"]) { head in
        head.element("tr") { row in
          for name in [column, "drawn", "before", "after"] {
            row.element("th", ["scope": "col"], text: name)
          }
        }
      }
      table.element("tbody") { rows(&$0) }
    }
  }

  private static func row(
    _ name: String,
    _ before: [Ratio?],
    _ after: [Ratio?],
    _ net: (before: Ratio?, after: Ratio?),
    _ graphic: BarGraphic,
    _ body: inout HTMLWriter
  ) {
    let first = NumberText.percent(net.before)
    let second = NumberText.percent(net.after)
    body.element("tr") { row in
      row.rowHeader(name)
      row.element("td", ["class": "drawn"]) { cell in
        graphic.bars(
          &cell,
          title: "\(name): \(first) before, \(second) after",
          before: before.compactMap { $0 },
          after: after.compactMap { $0 }
        )
      }
      row.number(first, "was")
      row.number(second, net.before == net.after ? "" : "changed")
    }
  }
}

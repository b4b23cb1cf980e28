public import Evaluator
internal import Portfolio
internal import Quantities

/// A rebalance as one page to send: no scripts, nothing from outside, light and dark, for paper too.
///
/// Keeps nothing between calls, as every writer of a rebalance.
public struct RebalancePage: RebalanceWriter {
  public init() {}

  public func begin(_ header: ProposalHeader, into output: inout [UInt8]) {
    var page = HTMLWriter()
    page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n")
    page.element("head") { head in
      head.raw(
        """
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">

        """
      )
      head.element("title", text: "Proposed changes: \(header.heading), \(header.asOf.date)")
      head.line()
      head.raw("<style>")
      head.raw(PageStyle.sheet)
      head.raw("</style>")
    }
    page.raw("\n<body>\n<main>\n")
    page.element("header", ["class": "masthead"]) { Self.masthead(header, &$0) }
    page.line()
    output.append(contentsOf: page.bytes)
  }

  public func account(
    _ rebalance: Rebalance,
    _ header: ProposalHeader,
    isFirst: Bool,
    into output: inout [UInt8]
  ) {
    var page = HTMLWriter()
    page.element("article", ["class": "account"]) { article in
      Self.headline(rebalance, &article)
      KeyFigures.write(rebalance, &article)
      AttentionCards.write(rebalance, &article)
      ChangeCards.write(rebalance, header, &article)
      ExposureCharts.write(rebalance, &article)
      HoldingsTable.write(rebalance, &article)
      CashCharts.write(rebalance, &article)
      LimitCharts.write(rebalance, &article)
      GainTable.write(rebalance, &article)
    }
    page.line()
    output.append(contentsOf: page.bytes)
  }

  public func end(into output: inout [UInt8]) {
    output.append(
      contentsOf: """
        <footer><p>These are calculations under the rulebook's own rules at the prices shown, not \
        advice. Weights are shares of net asset value before costs; what is on order counts as held. \
        Whether a loss counts is for whoever files the tax return.</p></footer>
        </main>
        </body>
        </html>

        """.utf8
    )
  }

  // MARK: Parts

  private static func masthead(_ header: ProposalHeader, _ page: inout HTMLWriter) {
    page.element("p", ["class": "eyebrow"], text: "Proposed changes")
    page.element("h1", text: header.heading)
    page.element("dl", ["class": "meta"]) { list in
      fact("As of", "\(header.asOf.date), \(header.asOf.timeOfDay) UTC", &list)
      fact("Rulebook", "\(header.rulebookName) (\(header.rulebookHash.prefix(12)))", &list)
      fact("Proposal", "\(header.id.prefix(12))", &list)
      if let terms = header.terms.sentence { fact("Asked for", terms, &list) }
      if !header.assumptions.isEmpty {
        fact("Assumed", header.assumptions.map(\.text).joined(separator: ", "), &list)
      }
    }
    for notice in header.notices where notice.severity != .note {
      page.element("p", ["class": "callout caution"], text: notice.message)
    }
  }

  private static func fact(_ name: String, _ value: String, _ list: inout HTMLWriter) {
    list.element("div") { pair in
      pair.element("dt", text: name)
      pair.element("dd", text: value)
    }
  }

  private static func headline(_ rebalance: Rebalance, _ page: inout HTMLWriter) {
    let status = rebalance.proposal.status
    page.element("div", ["class": "headline"]) { line in
      line.element("h2", text: "Account \(rebalance.proposal.account)")
      let (word, tone) =
        switch status {
        case .ready: ("Ready", "good")
        case .review: ("For review", "caution")
        case .blocked: ("Increases withheld", "bad")
        }
      line.element("span", ["class": "pill \(tone)"], text: word)
    }
  }
}

extension ProposalHeader {
  /// The rulebook's title, or its name.
  var heading: String { rulebookTitle ?? rulebookName }
}

extension HTMLWriter {
  /// A section with its heading.
  mutating func section(
    _ title: String,
    note: String = "",
    _ body: (inout HTMLWriter) -> Void
  ) {
    line()
    element("section") { section in
      section.element("h3", text: title)
      if !note.isEmpty { section.element("p", ["class": "note"], text: note) }
      body(&section)
    }
  }

  /// A table that scrolls by itself where the page is too narrow.
  mutating func table(
    _ label: String,
    columns: [PageColumn],
    _ rows: (inout HTMLWriter) -> Void
  ) {
    element("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": label]) {
      $0.element("table") { table in
        table.element("thead") { head in
          head.element("tr") { row in
            for column in columns {
              row.element(
                "th",
                ["scope": "col", "class": column.isNumber ? "n" : ""],
                text: column.title
              )
            }
          }
        }
        table.element("tbody") { rows(&$0) }
      }
    }
  }

  mutating func cell(_ text: String, _ classes: String = "") {
    element("td", ["class": classes], text: text)
  }
  mutating func number(_ text: String, _ classes: String = "") {
    element("td", ["class": classes.isEmpty ? "n" : "n \(classes)"], text: text)
  }
  mutating func rowHeader(_ text: String) { element("th", ["scope": "row"], text: text) }
}

extension HTMLWriter {
  /// The classes of a table's columns, for their widths.
  mutating func columns(_ classes: [String]) {
    element("colgroup") { group in
      for name in classes { group.void("col", ["class": name]) }
    }
  }
}

extension String {
  /// With a capital: `Sell 20 NVDA`.
  var begun: String { prefix(1).uppercased() + dropFirst() }

  /// An identifier as a person would write it: `united_states` is `united states`.
  var inWords: String { String(map { $0 == "_" ? " " : $0 }) }
}

extension Instant {
  /// `23:59:59`.
  fileprivate var timeOfDay: Substring { description.dropFirst(11).prefix(8) }
}

/// A column of a table.
struct PageColumn {
  var title: String
  var isNumber: Bool

  static func text(_ title: String) -> PageColumn { PageColumn(title: title, isNumber: false) }
  static func number(_ title: String) -> PageColumn { PageColumn(title: title, isNumber: true) }
}

internal import Evaluator
internal import Quantities

/// What will change: each order with the rules that ask for it, and what made it smaller.
enum ChangeCards {
  static func write(_ rebalance: Rebalance, _ header: ProposalHeader, _ page: inout HTMLWriter) {
    let changes = rebalance.proposal.changes
    page.section(
      "What will change, and why",
      note: changes.isEmpty ? "Nothing: every holding stays as it is." : "In order of execution."
    ) { section in
      if changes.isEmpty { return }
      let names = Dictionary(
        rebalance.holdings.map { ($0.symbol, $0.name) },
        uniquingKeysWith: { first, _ in first }
      )
      let rules = rebalance.proposal.rules + header.rules
      section.element("ol", ["class": "changes"]) { list in
        for change in changes {
          list.line()
          list.element("li") { item in
            order(change, name(of: change, names), rebalance, &item)
            reasons(change, rules, &item)
          }
        }
      }
      RuleCards.write(rebalance, header, &section)
    }
  }

  private static func name(of change: Change, _ names: [String: String]) -> String {
    change.action == .convert ? "from \(change.currency)" : names[change.symbol] ?? ""
  }

  private static func order(
    _ change: Change,
    _ name: String,
    _ rebalance: Rebalance,
    _ item: inout HTMLWriter
  ) {
    item.element("div", ["class": "order"]) { order in
      order.element("p", ["class": "what"]) { what in
        what.element("span", ["class": "action \(change.tone)"], text: change.action.rawValue)
        what.element("strong", text: change.symbol)
        what.element("span", ["class": "name"], text: name)
      }
      order.element("p", ["class": "amount"]) { amount in
        amount.element("strong", text: NumberText.quantity(change.quantity))
        if change.price == nil {
          amount.text(" without a price")
        } else {
          amount.text(" at \(NumberText.price(change.price)) \(change.currency)")
        }
        if change.value != nil {
          amount.text(" = \(NumberText.money(change.value)) \(rebalance.proposal.baseCurrency)")
        }
      }
      if change.action != .convert {
        order.element("p", ["class": "weights"]) { weights in
          weights.text("\(NumberText.percent(change.weightBefore)) → ")
          weights.element("strong", text: NumberText.percent(change.weightAfter))
          weights.text(" of net asset value")
        }
      }
    }
  }

  private static func reasons(
    _ change: Change,
    _ rules: [RuleReport],
    _ item: inout HTMLWriter
  ) {
    item.element("ul", ["class": "why"]) { list in
      for key in change.rules {
        list.element("li") { line in
          let rule = rules.first { $0.key == key }
          line.element("strong", text: rule?.title ?? key)
          // A build without tranches has one step, which tells nothing.
          let steps =
            (rule?.steps.count ?? 0) < 2
            ? []
            : change.steps.filter { $0.hasPrefix("\(key).") }
              .map { $0.dropFirst(key.utf8.count + 1) }
          if !steps.isEmpty { line.text(", step \(steps.joined(separator: ", "))") }
        }
      }
      for cut in change.cuts {
        list.element("li") { line in
          line.text("Cut from \(NumberText.number(cut.from)) to \(NumberText.number(cut.to)) by ")
          line.element("strong", text: cut.by)
        }
      }
      if !change.dependsOn.isEmpty {
        let symbols = change.dependsOn.joined(separator: ", ")
        list.element("li", text: "Paid for by \(symbols): place that order first")
      }
      if change.action == .convert {
        list.element("li", text: "Pays for what follows in \(change.symbol)")
      }
    }
  }
}

extension Change {
  /// The class that colours its action.
  fileprivate var tone: String {
    switch action {
    case .buy, .cover: "good"
    case .sell, .short: "bad"
    case .convert: "plain"
    }
  }
}

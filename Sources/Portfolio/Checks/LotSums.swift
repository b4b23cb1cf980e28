internal import Quantities

extension PortfolioCheck {
  static let lotsDoNotSum = PortfolioCheck(
    code: "lots-do-not-sum",
    finds:
      "a holding that is not the sum of its lots, as after a split that only one of them went through"
  ) { facts in
    let lots = Dictionary(grouping: facts.set.lots ?? []) { Holding($0.account, $0.symbol) }
    return (facts.set.positions ?? []).compactMap { position in
      guard let own = lots[Holding(position.account, position.symbol)] else { return nil }
      let sum = own.reduce(Int128(0)) { $0 + Int128($1.quantity.units) }
      let held = Int128(position.quantity.units)
      if sum == held { return nil }
      let spelled = Int64(exactly: sum).map { Quantity(units: $0).description } ?? "more than fits"
      let split = SuspectedSplit.turning(sum, into: held).map {
        ", as after a split of \($0.after) for \($0.before)"
      }
      return PortfolioFinding(
        "lots-do-not-sum",
        account: position.account,
        subject: position.symbol,
        "the lots of `\(position.symbol)` in `\(position.account)` sum to \(spelled), and the holding is "
          + "\(position.quantity)\(split ?? ""): correct positions.csv or lots.csv",
        mend: facts.importCommand()
      )
    }
  }

  private struct Holding: Hashable {
    let account: String
    let symbol: String

    init(_ account: String, _ symbol: String) {
      self.account = account
      self.symbol = symbol
    }
  }
}

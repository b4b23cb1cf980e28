internal import Quantities

extension PortfolioCheck {
  static let holdingJump = PortfolioCheck(
    code: "holding-jump",
    finds:
      "holdings that are to what the journal tells as after a usual split, in every account that had some, with "
      + "none recorded"
  ) { facts in
    let held = Dictionary(grouping: facts.set.positions ?? [], by: \.symbol)
    return Dictionary(grouping: facts.expected, by: \.symbol).compactMap { symbol, expected in
      // One account that bought or sold as much proves nothing while another did not.
      let jumps = expected.compactMap { row in
        let now = held[symbol]?.first { $0.account == row.account }?.quantity ?? .zero
        return Jump(from: row.quantity, to: now)
      }
      guard jumps.count == expected.count, let account = expected.first, let jump = jumps.first,
        jumps.allSatisfy({ $0.after == jump.after && $0.before == jump.before })
      else { return nil }
      let others = expected.count == 1 ? "" : ", like \(expected.count - 1) more accounts"
      return PortfolioFinding(
        "holding-jump",
        account: expected.count == 1 ? account.account : nil,
        subject: symbol,
        "`\(account.account)` has \(account.quantity) `\(symbol)` by its journal and holds \(jump.now)\(others), "
          + "as after a split of \(jump.after) for \(jump.before), and none is recorded: unless it was traded, add "
          + "the split to corporate_actions.csv",
        mend: facts.importCommand()
      )
    }
  }

  private struct Jump {
    let now: Quantity
    let after: Int64
    let before: Int64

    init?(from expected: Quantity, to now: Quantity) {
      let split = SuspectedSplit.turning(Int128(expected.units), into: Int128(now.units))
      guard let split else { return nil }
      self.now = now
      (after, before) = split
    }
  }
}

internal import Quantities

extension PortfolioCheck {
  static let negativeCash = PortfolioCheck(
    code: "negative-cash",
    finds: "a cash account that owes a currency"
  ) { facts in
    let cashAccounts = Set((facts.set.accounts ?? []).filter { $0.kind == .cash }.map(\.name))
    return (facts.set.cash ?? []).compactMap { row in
      guard row.money.amount.isNegative, cashAccounts.contains(row.account) else { return nil }
      return PortfolioFinding(
        "negative-cash",
        account: row.account,
        subject: row.money.currency.description,
        "`\(row.account)` is a cash account and owes \(row.money.amount.unsigned) "
          + "\(row.money.currency): correct cash.csv, or make it a margin account in accounts.csv",
        mend: facts.importCommand()
      )
    }
  }
}

extension Amount {
  /// Without its sign.
  fileprivate var unsigned: String {
    let text = description
    return text.hasPrefix("-") ? String(text.dropFirst()) : text
  }
}

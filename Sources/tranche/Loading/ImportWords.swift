import Portfolio
import PortfolioStore
import Quantities

extension ImportCounts {
  /// `2 accounts, 18 instruments`, without what there is none of.
  var spelled: String {
    let parts = [
      (accounts, "account"), (instruments, "instrument"), (tags, "tag"), (positions, "position"),
      (lots, "lot"), (cash, "cash balance"), (prices, "price"), (rates, "rate"),
      (corporateActions, "corporate action"), (calendar, "calendar event"),
    ]
    let said = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    return said.isEmpty ? "nothing new" : said.joined(separator: ", ")
  }
}

extension Console {
  func warn(_ split: SuspectedSplit) {
    say(
      .warning,
      "`\(split.symbol)` costs \(split.before.price) on \(split.before.at.date) and "
        + "\(split.after.price) on \(split.after.at.date), as after a split of \(split.unitsAfter) for "
        + "\(split.unitsBefore), and no split is recorded",
      help:
        "if it was split, add it to `corporate_actions.csv`; holdings and lots count in the new units"
    )
  }
}

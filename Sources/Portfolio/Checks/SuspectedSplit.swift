internal import Quantities

/// Two neighbouring prices of an instrument that stand to each other as a split would leave them, with
/// no split recorded between them.
public struct SuspectedSplit: Hashable, Sendable {
  public var symbol: String
  public var before: Quote
  public var after: Quote
  /// About so many units for one before it, or where there are fewer, one for so many.
  public var unitsAfter: Int64
  public var unitsBefore: Int64
}

extension SuspectedSplit {
  /// Further apart, prices may well have doubled.
  private static let longestGap: Int64 = 7 * Instant.secondsPerDay

  /// Usual splits, as units after and units before.
  private static let ratios: [(Int64, Int64)] = {
    let many: [Int64] = [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100]
    return many.map { ($0, 1) } + many.map { (1, $0) }
  }()

  /// The split that would explain the two prices to within 3%; nothing when none would.
  public init?(symbol: String, before: Quote, after: Quote) {
    let gap = after.at.secondsSinceEpoch - before.at.secondsSinceEpoch
    guard (1...SuspectedSplit.longestGap).contains(gap) else { return nil }
    let found = SuspectedSplit.ratios.first { units in
      // before · unitsBefore ÷ (after · unitsAfter) is 1 for a split that changes no worth.
      let was = Int128(before.price.units) * Int128(units.1)
      let now = Int128(after.price.units) * Int128(units.0)
      return abs(was - now) * 100 <= now * 3
    }
    guard let found else { return nil }
    self.init(
      symbol: symbol,
      before: before,
      after: after,
      unitsAfter: found.0,
      unitsBefore: found.1
    )
  }

  /// The split that turns `before` units into `after` exactly; nothing when none does.
  static func turning(_ before: Int128, into after: Int128) -> (after: Int64, before: Int64)? {
    ratios.first { before * Int128($0.0) == after * Int128($0.1) }.map { ($0.0, $0.1) }
  }
}

extension PortfolioCheck {
  static let unappliedSplit = PortfolioCheck(
    code: "unapplied-split",
    finds:
      "two prices at most 7 days apart that stand to each other as before and after a usual split, "
      + "with none recorded between them"
  ) { facts in
    facts.prices.flatMap { symbol, quotes in
      zip(quotes, quotes.dropFirst()).compactMap { before, after in
        guard let split = SuspectedSplit(symbol: symbol, before: before, after: after),
          !facts.isSplit(symbol, after: before.at, upTo: after.at),
          !facts.isInHundredths(symbol, before, after)
        else { return nil }
        let ratio = ["\(split.unitsAfter)", "for", "\(split.unitsBefore)"]
        return PortfolioFinding(
          "unapplied-split",
          subject: symbol,
          "`\(symbol)` costs \(before.price) on \(before.at.date) and \(after.price) on "
            + "\(after.at.date), as after a split of \(ratio.joined(separator: " ")), and none is recorded",
          mend: facts.command(
            "split",
            symbol,
            ratio[0],
            ratio[1],
            ratio[2],
            "--at",
            after.at.date.description
          )
        )
      }
    }
  }
}

extension PortfolioFacts {
  fileprivate func isSplit(_ symbol: String, after: Instant, upTo: Instant) -> Bool {
    (set.corporateActions ?? []).contains { action in
      guard case .split = action.kind, action.symbol == symbol else { return false }
      return action.at > after && action.at <= upTo
    }
  }

  /// What `pence-price` says already.
  fileprivate func isInHundredths(_ symbol: String, _ before: Quote, _ after: Quote) -> Bool {
    guard let currency = instruments[symbol]?.currency.description,
      PortfolioCheck.hundredths[currency] != nil
    else { return false }
    let (one, two) = (before.price.units, after.price.units)
    return Self.isHundredfold(one, of: two) || Self.isHundredfold(two, of: one)
  }
}

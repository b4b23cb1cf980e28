internal import Quantities

extension PortfolioCheck {
  static let negativeBeta = PortfolioCheck(
    code: "negative-beta",
    finds:
      "a fund with a negative beta: of an inverse fund the beta is its underlying's, and the sign is "
      + "in its leverage"
  ) { facts in
    (facts.set.instruments ?? []).compactMap { instrument in
      guard let beta = instrument.beta, beta.isNegative else { return nil }
      let isFund = [.fund, .leveragedFund, .inverseFund].contains(instrument.kind)
      let positive = try? beta.negated()
      guard isFund, let positive else { return nil }
      return PortfolioFinding(
        "negative-beta",
        subject: instrument.symbol,
        "the fund `\(instrument.symbol)` has the beta \(beta): if it is an inverse fund, say so, and give "
          + "the beta of what it follows",
        mend: facts.command(
          "set",
          instrument.symbol,
          "kind=inverse_fund",
          "leverage=-1",
          "beta=\(positive)"
        )
      )
    }
  }

  static let missingBeta = PortfolioCheck(
    code: "missing-beta",
    finds: "no beta of something whose beta a rule or limit reads"
  ) { facts in
    let needs = Dictionary(grouping: facts.demands?.betas ?? [], by: \.symbol)
    return needs.compactMap { symbol, needs in
      guard let instrument = facts.instruments[symbol], instrument.beta == nil else { return nil }
      return PortfolioFinding(
        "missing-beta",
        subject: symbol,
        "`\(symbol)` has no beta, and \(PortfolioCheck.readers(needs)) it",
        mend: facts.command("set", symbol, "beta=BETA")
      )
    }
  }

  /// ``hedge_toolchain` reads`, `` `a` and `b` read``.
  static func readers(_ needs: [RulebookDemands.Need]) -> String {
    let names = Set(needs.map(\.by)).sorted().map { "`\($0)`" }
    let shown = names.prefix(3).joined(separator: " and ")
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    return shown + more + (names.count == 1 ? " reads" : " read")
  }
}

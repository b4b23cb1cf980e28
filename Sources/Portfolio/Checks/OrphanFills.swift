extension PortfolioCheck {
  static let orphanFill = PortfolioCheck(
    code: "orphan-fill",
    finds: "a holding that a rule has put on which the rulebook no longer has"
  ) { facts in
    guard let demands = facts.demands else { return [] }
    return demands.putOn.compactMap { putOn in
      let rule = String(putOn.rule.prefix { $0 != "[" })
      if demands.rules.contains(rule) { return nil }
      let near = nearestName(to: rule, among: demands.rules.sorted())
      return PortfolioFinding(
        "orphan-fill",
        account: putOn.account,
        subject: putOn.symbol,
        "`\(putOn.account)` holds `\(putOn.symbol)` that the rule `\(putOn.rule)` put on, and "
          + "`\(demands.rulebook)` has no such rule",
        mend: "tranche journal rename "
          + [facts.file, "\(demands.rulebook).\(rule)", "\(demands.rulebook).\(near ?? "RULE")"]
          .map(ShellWord.quoted).joined(separator: " ")
      )
    }
  }
}

extension PortfolioCheck {
  static let missingTag = PortfolioCheck(
    code: "missing-tag",
    finds: "no tag of something in a dimension that a rule or limit reads"
  ) { facts in
    var tagged: [String: Set<String>] = [:]
    for row in facts.set.tags ?? [] { tagged[row.symbol, default: []].insert(row.tag.dimension) }
    let needs = Dictionary(grouping: facts.demands?.tags ?? []) { [$0.symbol, $0.dimension ?? ""] }
    return needs.compactMap { key, needs in
      guard let symbol = key.first, let dimension = key.last, facts.instruments[symbol] != nil,
        tagged[symbol]?.contains(dimension) != true
      else { return nil }
      return PortfolioFinding(
        "missing-tag",
        subject: symbol,
        "`\(symbol)` has no tag of the dimension `\(dimension)`, which \(PortfolioCheck.readers(needs))",
        mend: facts.command("tag", symbol, "\(dimension)=VALUE")
      )
    }
  }
}

/// The theme tags of terminal pages, which are printed without anything between them.
enum PageThemes {
  /// Tags that are known; longer ones first where one begins another.
  static let known = [
    "Analyst Coverage", "Artificial Intelligence", "Banking & Liquidity",
    "Capital Returns (Dividends / Buybacks)", "Commodities & Raw Materials", "Company Fundamentals",
    "Consumer Demand & Retail", "Corporate Earnings", "Corporate Guidance & Outlook",
    "Credit & Bond Markets", "Crypto & Digital Assets", "Cybersecurity & Data Privacy",
    "Derivatives & Volatility", "Economic Data", "Elections & Domestic Politics",
    "Energy Markets & Prices", "ESG & Climate Policy", "Fiscal Policy & Budget",
    "Futures & Options", "Geopolitics & War", "Healthcare & Biotech", "Housing & Real Estate",
    "Inflation", "Infrastructure & Defense", "Insider Transactions", "Interest Rates & Yields",
    "IPOs & SPACs", "Legal & Litigation", "M&A & Restructuring", "Management & Governance",
    "Market Technicals & Flows", "Monetary Policy", "Natural Disasters & Weather",
    "Private Markets & Venture", "Product Launches", "Regulation & Legislation",
    "Sanctions & Export Controls", "Short Interest & Activism", "Sovereign Debt & Ratings",
    "Tax & Tariffs", "Technology & Innovation", "Trade Policy & Supply Chain",
    "Transportation & Logistics",
  ]

  /// Each tag by itself, in order, each once. A stretch that begins with no known tag ends where a
  /// capital letter follows a lowercase one directly.
  static func split(_ lines: [String]) -> [String] {
    var tags: [String] = []
    for line in lines {
      var rest = Substring(line)
      while !rest.isEmpty {
        let tag = first(of: rest)
        rest = NewsText.trimmed(rest.dropFirst(tag.count))
        let name = String(NewsText.trimmed(tag))
        if !name.isEmpty, !tags.contains(name) { tags.append(name) }
      }
    }
    return tags
  }

  /// Whether the line is made of known tags alone.
  static func isKnown(_ line: String) -> Bool {
    split([line]).allSatisfy { known.contains($0) }
  }

  private static func first(of text: Substring) -> Substring {
    let candidates = known.filter { text.hasPrefix($0) }
    if let tag = candidates.max(by: { $0.count < $1.count }) { return text.prefix(tag.count) }
    var previous: Character?
    for index in text.indices {
      if let previous, previous.isLowercase, text[index].isUppercase { return text[..<index] }
      previous = text[index]
    }
    return text
  }
}

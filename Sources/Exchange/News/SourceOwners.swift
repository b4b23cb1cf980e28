/// Who owns which publication: what distinct sources are counted by.
///
/// The table is short on purpose: owners of several publications, and publications that go by several names. A
/// source that is not in it is its own owner. Add a line to change it.
enum SourceOwners {
  /// Names and hosts of publications after the name of their owner.
  private static let table = """
    Advance: arstechnica.com, Ars Technica, wired.com, Wired
    Axel Springer: businessinsider.com, Business Insider, politico.com, Politico, politico.eu
    Benzinga: benzinga.com, Benzinga
    Bloomberg: bloomberg.com, Bloomberg, bnnbloomberg.ca
    Cision: prnewswire.com, PR Newswire
    Dow Jones: barrons.com, Barron's, dowjones.com, Dow Jones Newswires, marketwatch.com, MarketWatch, wsj.com, \
    The Wall Street Journal, Wall Street Journal
    Motley Fool: fool.com, The Motley Fool, Motley Fool
    Nikkei: ft.com, Financial Times, nikkei.com, asia.nikkei.com
    Thomson Reuters: reuters.com, Reuters, thomsonreuters.com
    Yahoo: finance.yahoo.com, Yahoo Finance, yahoo.com
    Zacks: zacks.com, Zacks Commentary, Zacks Investment Research
    Ziff Davis: cnet.com, CNET, mashable.com, pcmag.com, zdnet.com, ZDNET
    """

  /// The owner of `source`; the source itself where the table has none.
  static func owner(of source: String) -> String {
    owners[folded(source)] ?? source
  }

  private static let owners: [String: String] = {
    var owners: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard let owner = parts.first, let names = parts.last else { continue }
      for name in names.split(separator: ",") { owners[folded(String(name))] = String(owner) }
    }
    return owners
  }()

  private static func folded(_ name: String) -> String {
    let lower = NewsText.trimmed(name[...]).lowercased()
    return lower.hasPrefix("www.") ? String(lower.dropFirst(4)) : lower
  }
}

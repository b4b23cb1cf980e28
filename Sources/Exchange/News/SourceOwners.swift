internal import Portfolio

/// Who owns which publication: what distinct sources are counted by.
///
/// The table is short on purpose: owners of several publications, and publications that go by several names. A
/// source that is not in it is its own owner. A user's own table adds to it and replaces rows of it.
public struct SourceOwners: Hashable, Sendable {
  private struct Row: Hashable {
    /// A publication's name or host, as it was written.
    var name: String
    var owner: String
  }

  /// By name, without regard to case and `www.`.
  private var rows: [String: Row] = [:]

  private init() {}

  /// The owner of `source`; the source itself where the table has none.
  public func owner(of source: String) -> String {
    rows[SourceOwners.folded(source)]?.owner ?? source
  }

  // MARK: As text

  private static let columns = ["owner", "name"]

  /// This table with the rows of `bytes`, comma-separated with the columns `owner` and `name`; a row whose name is
  /// here already takes its place.
  ///
  /// - Parameter file: as the user named it.
  /// - Returns: each bad row as a problem; the good ones count.
  public func adding(_ bytes: [UInt8], file: String) -> (SourceOwners, [HoldingsProblem]) {
    var table = CommaSeparatedTable(
      file: DisplayText.clean(file),
      required: SourceOwners.columns,
      optional: []
    )
    guard let found = table.rows(of: bytes) else { return (self, table.problems) }
    var owners = self
    var problems = table.problems
    var lines: [String: Int] = [:]
    for var row in found {
      let owner = row.name("owner", upTo: NewsBounds.longestName)
      let name = row.name("name", upTo: NewsBounds.longestName)
      if let owner, let name {
        let key = SourceOwners.folded(name)
        if let first = lines[key] {
          row.refuse(
            "name",
            "`\(NewsText.shown(name))` has its owner in row \(first) already",
            help: "keep one of the two"
          )
        } else {
          lines[key] = row.line
          owners.rows[key] = Row(name: name, owner: owner)
        }
      }
      problems += row.problems
    }
    return (owners, problems.sorted { ($0.row ?? 0) < ($1.row ?? 0) })
  }

  /// The table as `adding` reads it, by owner and name.
  public var text: String {
    let sorted = rows.values.sorted { ($0.owner, $0.name) < ($1.owner, $1.name) }
    return sorted.reduce(into: SourceOwners.columns.joined(separator: ",") + "\n") { text, row in
      let cells = [row.owner, row.name].map {
        CommaSeparatedTable.cell(SpreadsheetText.defused($0))
      }
      text += cells.joined(separator: ",") + "\n"
    }
  }

  private static func folded(_ name: String) -> String {
    let lower = NewsText.trimmed(name[...]).lowercased()
    return lower.hasPrefix("www.") ? String(lower.dropFirst(4)) : lower
  }

  // MARK: The table that is shipped

  /// Names and hosts of publications after the name of their owner.
  private static let shipped = """
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

  /// What counts where a user gives no table.
  public static let standard: SourceOwners = {
    var owners = SourceOwners()
    for line in shipped.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard let owner = parts.first, let names = parts.last else { continue }
      for name in names.split(separator: ",") {
        let name = String(NewsText.trimmed(name))
        owners.rows[folded(name)] = Row(name: name, owner: String(owner))
      }
    }
    return owners
  }()
}

/// Looks for owners of one source after the other: those that were found are at hand, as most files have few sources.
struct OwnerSearch {
  private static let mostKnown = 1_000

  private let owners: SourceOwners
  private var known: [String: (source: String, owner: String)] = [:]

  init(_ owners: SourceOwners) { self.owners = owners }

  mutating func owner(of source: String) -> String {
    // Texts that are spelled with other bytes may be equal.
    if let found = known[source], found.source.utf8.elementsEqual(source.utf8) {
      return found.owner
    }
    let owner = owners.owner(of: source)
    if known.count < OwnerSearch.mostKnown { known[source] = (source, owner) }
    return owner
  }
}

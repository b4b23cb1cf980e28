import Portfolio
import PortfolioStore
import Quantities
import Reporting

/// The news of a portfolio file as rules read it: copies merged, each item in its latest revision.
struct NewsShelf {
  /// The newest first.
  let entries: [NewsReport.Entry]

  init(_ file: PortfolioFile, asOf: Instant) throws {
    let stored = try PortfolioOpener.reporting { try file.storedItems(asOf: asOf) }
    let merge = NewsMerge(stored.map(\.item), asOf: asOf)
    let copies = Dictionary(grouping: merge.copies) {
      Name(provider: $0.provider, identifier: $0.identifier)
    }
    let copied = Set(
      merge.copies.map { Name(provider: $0.item.provider, identifier: $0.item.identifier) }
    )
    var latest: [StoredItem] = []
    // Ascending by identifier and revision: the last of each is the latest.
    for item in stored where !copied.contains(Name(item.item)) {
      if let last = latest.last, Name(last.item) == Name(item.item) { latest.removeLast() }
      latest.append(item)
    }
    entries = latest.filter { !$0.item.isDeleted }
      .sorted { ($0.item.available ?? asOf, $0.number) > ($1.item.available ?? asOf, $1.number) }
      .map { NewsReport.Entry($0, copies: copies[Name($0.item)] ?? []) }
  }

  private struct Name: Hashable {
    var provider: String
    var identifier: String

    init(provider: String, identifier: String) {
      self.provider = provider
      self.identifier = identifier
    }

    init(_ item: Item) { self.init(provider: item.provider, identifier: item.identifier) }
  }
}

import Portfolio
import Quantities
import RuleChecker

@testable import Evaluator

/// The news functions again, read straight from `language.md`: every item looked at for every
/// question, fractions kept as they are. Shares nothing with the archive but the phrase matcher's
/// absence: its generated items are tied by symbols, themes and the plain word `Rust`.
struct NewsTwin {
  let items: [Item]
  let topic: Topic
  let asOf: Instant

  enum Answer: Equatable { case known(Ratio), quiet, blind }

  func seconds(_ item: Item) -> Int64 { (item.available ?? asOf).secondsSinceEpoch }

  func current(at now: Int64) -> [Item] {
    items.filter { item in
      item.quarantine == nil && seconds(item) <= now
        && !items.contains {
          $0.identifier == item.identifier && $0.quarantine == nil
            && $0.revision > item.revision && seconds($0) <= now
        }
    }
  }

  /// Relevance and score, in units of 10^−8.
  func tie(_ item: Item, _ subject: NewsSubject) -> (Int64, Int64?)? {
    if item.isDeleted || !item.hasContent { return nil }
    var ties: [(relevance: Int64, own: Bool, score: Int64?)] = []
    for entry in item.subjects {
      let isWanted: Bool
      switch subject {
      case .symbol(let symbol): isWanted = entry.kind == .symbol && entry.name == symbol
      case .topic:
        isWanted =
          entry.kind == .symbol
          ? topic.symbols.contains(entry.name) : topic.themes.contains(entry.name)
      }
      let relevance = entry.relevance?.units ?? 100_000_000
      if isWanted, relevance > 0 {
        let own = entry.sentiment?.units
        ties.append((relevance, own != nil, own ?? item.sentiment?.units))
      }
    }
    if case .topic = subject {
      let inTitle = item.title.split(separator: " ").contains("Rust")
      let inBody = item.body.split(separator: " ").contains("Rust")
      if inTitle { ties.append((100_000_000, false, item.sentiment?.units)) }
      if inBody { ties.append((50_000_000, false, item.sentiment?.units)) }
    }
    let best = ties.sorted { one, other in
      if one.relevance != other.relevance { return one.relevance > other.relevance }
      if one.own != other.own { return one.own }
      return (one.score ?? .max) < (other.score ?? .max)
    }.first
    return best.map { ($0.relevance, $0.score) }
  }

  func isAlive(at now: Int64, days: Int64) -> Bool {
    items.contains {
      $0.quarantine == nil && seconds($0) <= now && seconds($0) > now - days * 86_400
    }
  }

  func answer(_ call: NewsCall, _ subject: NewsSubject, at now: Int64, alive: Int64) -> Answer {
    if !isAlive(at: now, days: alive) { return .blind }
    if call.function == .sentimentChange {
      var plain = call
      plain.function = .sentiment
      let span = call.over?.seconds ?? 0
      let one = answer(plain, subject, at: now, alive: alive)
      let other = answer(plain, subject, at: now - span, alive: alive)
      if case .known(let one) = one, case .known(let other) = other,
        let change = try? one.subtracting(other)
      {
        return .known(change)
      }
      return one == .blind || other == .blind ? .blind : .quiet
    }
    let start = call.over?.seconds.map { now - $0 } ?? .min
    let window: [(item: Item, relevance: Int64, score: Int64?)] =
      current(at: now).filter { seconds($0) > start }.compactMap { item in
        guard let (relevance, score) = tie(item, subject) else { return nil }
        if let least = call.minimumRelevance, relevance < least.units { return nil }
        return (item, relevance, score)
      }
    let owners = Set(window.map { $0.item.owner.lowercased() }.filter { !$0.isEmpty })
    let sources = owners.isEmpty && !window.isEmpty ? 1 : owners.count
    if call.function == .articles { return .known(Ratio(Int64(window.count))) }
    if call.function == .sources { return .known(Ratio(Int64(sources))) }
    if window.isEmpty || window.count < call.minimumArticles ?? 1
      || sources < call.minimumSources ?? 1
    {
      return .quiet
    }
    if call.function == .age {
      return .known(Ratio(window.map { now - seconds($0.item) }.min() ?? 0))
    }
    if call.function == .impact {
      return window.compactMap(\.item.impact).max().map { .known($0.ratio) } ?? .blind
    }
    return mean(window.compactMap { entry in entry.score.map { (entry.relevance, $0) } })
  }

  /// Without half-life: the archive's fixed point has tests of its own.
  private func mean(_ entries: [(Int64, Int64)]) -> Answer {
    if entries.isEmpty { return .blind }
    let top = entries.reduce(Int128(0)) { $0 + Int128($1.0) * Int128($1.1) }
    let bottom = entries.reduce(Int128(0)) { $0 + Int128($1.0) * 100_000_000 }
    return (try? Ratio(top, over: bottom)).map { .known($0) } ?? .blind
  }
}

internal import Quantities
internal import RuleSyntax

extension Check {
  static let hedgesOverlap = Check(
    code: "hedges-overlap",
    finds: "hedges that can meet at one instrument and together are above 100% of it",
    matters: """
      what is hedged beyond its size is a bet against it. Two values of one dimension are taken \
      for different instruments; any other two open sets can meet
      """,
    example: """
      rule one { when gross > 90% hedge 60% of NVDA by value with PSQ }
      rule two { when net > 80% hedge 60% of all by value with SQQQ }
      """,
    instead: """
      rule one { when gross > 90% hedge 60% of NVDA by value with PSQ }
      rule two { when net > 80% hedge 60% of all except NVDA by value with SQQQ }
      """,
    run: { draft in HedgeOverlaps(draft).findings }
  )
}

/// For each symbol that a hedge names, and for one that none names, what all hedges that can reach
/// it sum to. Two values of one dimension are taken for different instruments; any other two open
/// sets can meet.
private struct HedgeOverlaps {
  private struct Entry {
    let hedge: Hedge
    let reach: InstrumentReach
  }

  private var named: [String: [Entry]] = [:]
  private var open: [Entry] = []
  private let order: FileOrder
  private let sources: Sources

  init(_ draft: Draft) {
    order = draft.order
    sources = draft.sources
    for rule in draft.rulebook.rules {
      guard case .hedge(let hedge) = rule.action else { continue }
      let reach = InstrumentReach(hedge.set, of: rule, in: draft.rulebook)
      let entry = Entry(hedge: hedge, reach: reach)
      guard let symbols = reach.symbols else {
        open.append(entry)
        continue
      }
      for symbol in symbols { named[symbol, default: []].append(entry) }
    }
  }

  var findings: [Diagnostic] {
    var found: [Diagnostic] = []
    var told: Set<[Span]> = []
    let anywhere = worst(of: open)
    report(anywhere, &told, &found)
    let hasExceptions = open.contains { !$0.reach.excluded.isEmpty }
    for symbol in named.keys.sorted() {
      // A rulebook with so many needs no more of them to be told.
      if found.count == 20 { break }
      let reaching =
        hasExceptions
        ? worst(of: open.filter { !$0.reach.excluded.contains(symbol) }) : anywhere
      report((named[symbol] ?? []) + reaching, &told, &found)
    }
    return found
  }

  /// Of open hedges, those that reach one instrument together at the worst: all without a tag, and
  /// of each dimension the value with the largest sum.
  private func worst(of entries: [Entry]) -> [Entry] {
    var result = entries.filter { $0.reach.tag == nil }
    var values: [String: [String: [Entry]]] = [:]
    for entry in entries {
      guard let tag = entry.reach.tag else { continue }
      values[tag.dimension, default: [:]][tag.value, default: []].append(entry)
    }
    for dimension in values.keys.sorted() {
      let groups = (values[dimension] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
      result += groups.max { sum($0) < sum($1) } ?? []
    }
    return result
  }

  private func sum(_ entries: [Entry]) -> Int128 {
    var total: Int128 = 0
    for entry in entries { total += Int128(entry.hedge.ratio.units) }
    return total
  }

  private func report(_ group: [Entry], _ told: inout Set<[Span]>, _ found: inout [Diagnostic]) {
    let total = sum(group)
    guard group.count > 1, total > Int128(Percent.scale) else { return }
    let hedges = group.map(\.hedge).sorted { order.isOrdered($0.set.span, $1.set.span) }
    guard told.insert(hedges.map(\.set.span)).inserted, let last = hedges.last else { return }
    let percent = Int64(exactly: total).map { Percent(units: $0).description }
    found.append(
      .hedgesOverlap(last, others: Array(hedges.dropLast()), sum: percent ?? "far more", sources)
    )
  }
}

extension Diagnostic {
  static func hedgesOverlap(
    _ hedge: Hedge,
    others: [Hedge],
    sum: String,
    _ sources: Sources
  ) -> Diagnostic {
    Diagnostic(
      code: "hedges-overlap",
      span: hedge.set.span,
      message: "hedges that can meet here sum to \(sum), above 100%",
      help: "lower one of them, or keep their sets apart with `except`",
      notes: others.prefix(7).map {
        Note(
          span: $0.set.span,
          message: "\($0.ratio) of \(sources.quote($0.set.span)) is hedged here"
        )
      }
    )
  }
}

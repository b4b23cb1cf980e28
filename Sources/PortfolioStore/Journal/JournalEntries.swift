internal import Portfolio
internal import Quantities

/// The entries of a journal that count, whatever the account, with what they did to instruments and names.
///
/// What was undone counts no more, as if it had never been recorded; so does, for a run of the past that is
/// worked out again, everything from its own entry on.
struct JournalEntries {
  struct Rename {
    let entry: Int64
    let former: JournalKey
    let present: JournalKey
  }

  private struct ActionKey: Hashable {
    let instrument: Int
    let at: Instant
    let isSplit: Bool

    init(_ action: CorporateAction, _ instrument: Int) {
      self.instrument = instrument
      at = action.at
      if case .split = action.kind { isSplit = true } else { isSplit = false }
    }
  }

  /// When each was recorded; ascending by number.
  private var recorded: [(entry: Int64, at: Instant)] = []
  private var counting: Set<Int64> = []
  private(set) var renames: [Rename] = []
  private var entryOfAction: [ActionKey: Int64] = [:]

  /// - Parameter end: the first entry that does not count; nothing for all.
  init(
    _ connection: Connection,
    instruments: InstrumentIndex,
    market: Market,
    before end: Int64? = nil
  ) throws {
    let rows = try Statement(
      connection,
      table: "entry",
      keyColumns: 1,
      """
      SELECT e.id, e.recorded FROM entry AS e WHERE e.id < ?1
      AND NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.undoes = e.id AND u.id < ?1) ORDER BY e.id
      """
    )
    try rows.bind(end ?? .max, at: 1)
    while try rows.step() {
      let entry = try rows.integer(0)
      recorded.append((entry, try rows.instant(1)))
      counting.insert(entry)
    }
    try readRenames(connection)
    try readActions(connection, instruments, before: end ?? .max)
  }

  func counts(_ entry: Int64) -> Bool { counting.contains(entry) }

  // MARK: Corporate actions

  /// Whether the journal itself recorded it, and did not find it in an import of holdings.
  func isEntered(_ action: CorporateAction, _ instrument: Int) -> Bool {
    entryOfAction[ActionKey(action, instrument)] != nil
  }

  /// The entry with which an action takes effect: its own, or where it was imported the first that was
  /// recorded at its moment or later. Nothing when its own does not count.
  func entry(of action: CorporateAction, _ instrument: Int) -> Int64? {
    if let entry = entryOfAction[ActionKey(action, instrument)] {
      return counts(entry) ? entry : nil
    }
    return recorded.first { $0.at >= action.at }?.entry ?? .max
  }

  /// What was filled, in the units that the journal counts in when it hears of it: a split may have come
  /// between the two.
  func restated(
    _ fill: JournalEvents.Fill,
    after actions: [CorporateAction],
    _ instrument: Int?
  ) throws -> Quantity {
    guard let instrument else { return fill.quantity }
    var quantity = fill.quantity.ratio
    for action in actions where action.at > fill.at {
      guard let entry = entry(of: action, instrument), entry <= fill.entry else { continue }
      quantity = try quantity.multiplied(by: try action.unitsForOne())
    }
    return try Quantity(quantity, rounding: .towardZero)
  }

  private mutating func readActions(
    _ connection: Connection,
    _ instruments: InstrumentIndex,
    before end: Int64
  ) throws {
    let rows = try Statement(
      connection,
      table: "corporate_action",
      keyColumns: 1,
      "SELECT id, instrument, at, kind, entry FROM corporate_action WHERE entry < ?1"
    )
    try rows.bind(end, at: 1)
    while try rows.step() {
      guard let instrument = instruments[try rows.integer(1)] else {
        throw rows.badRow("there is no such instrument")
      }
      let kind: CorporateAction.Kind =
        try rows.text(3) == "split"
        ? .split(unitsAfter: 1, unitsBefore: 1) : .symbolChange(formerSymbol: "")
      let action = CorporateAction(symbol: "", at: try rows.instant(2), kind: kind)
      entryOfAction[ActionKey(action, instrument)] = try rows.integer(4)
    }
  }

  // MARK: Names

  private mutating func readRenames(_ connection: Connection) throws {
    let rows = try Statement(
      connection,
      table: "renamed_key",
      keyColumns: 1,
      "SELECT entry, former, present FROM renamed_key ORDER BY entry"
    )
    while try rows.step() {
      let entry = try rows.integer(0)
      guard counts(entry) else { continue }
      guard let former = JournalKey(try rows.text(1)), let present = JournalKey(try rows.text(2))
      else { throw rows.badRow("it is no rulebook, rule or step") }
      renames.append(Rename(entry: entry, former: former, present: present))
    }
  }
}

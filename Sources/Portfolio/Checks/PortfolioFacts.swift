public import Quantities

/// What the checks of a portfolio read: all that its file holds, at a moment.
public struct PortfolioFacts: Sendable {
  /// As the user calls the file, for the commands that mend.
  public let file: String
  public let asOf: Instant
  /// A price or rate made before it is stale.
  public let oldest: Instant
  public let numeraire: Currency
  public let set: HoldingsSet
  /// What each account would hold by its journal alone.
  public let expected: [HoldingsSet.PositionRow]
  /// Nothing when no rulebook was given.
  public let demands: RulebookDemands?

  public let instruments: [String: Instrument]
  /// The accounts that hold each symbol, ascending.
  public let holders: [String: [String]]
  /// One price for each moment at which one was made: of several the one that came last. Ascending;
  /// only what was available.
  let prices: [String: [Quote]]
  let rates: [Currency: [RateQuote]]

  public init(
    file: String,
    set: HoldingsSet,
    numeraire: Currency,
    asOf: Instant,
    pricesNoOlderThan age: Duration,
    expected: [HoldingsSet.PositionRow] = [],
    demands: RulebookDemands? = nil
  ) {
    self.expected = expected
    self.file = file
    self.set = set
    self.numeraire = numeraire
    self.asOf = asOf
    oldest = asOf.subtracting(age)
    self.demands = demands
    instruments = Dictionary((set.instruments ?? []).map { ($0.symbol, $0) }) { first, _ in first }
    holders = Dictionary(grouping: set.positions ?? [], by: \.symbol)
      .mapValues { $0.map(\.account).sorted() }
    prices = Dictionary(grouping: set.prices ?? [], by: \.symbol).mapValues { rows in
      let known = rows.map(\.quote).filter { $0.available <= asOf }
      return Self.lastOfEach(known.sorted { ($0.at, $0.available) < ($1.at, $1.available) }, \.at)
    }
    rates = Dictionary(grouping: set.rates ?? [], by: \.currency).mapValues { rows in
      let known = rows.map(\.quote).filter { $0.available <= asOf }
      return Self.lastOfEach(known.sorted { ($0.at, $0.available) < ($1.at, $1.available) }, \.at)
    }
  }

  private static func lastOfEach<Row>(_ rows: [Row], _ at: (Row) -> Instant) -> [Row] {
    var kept: [Row] = []
    for row in rows {
      if let last = kept.last, at(last) == at(row) { kept.removeLast() }
      kept.append(row)
    }
    return kept
  }

  // MARK: Words

  /// `tranche portfolio WORDS` on the file, with what a shell would take apart in quotes.
  func command(_ verb: String, _ words: String...) -> String {
    (["tranche", "portfolio", verb, ShellWord.quoted(file)] + words.map(ShellWord.quoted))
      .joined(separator: " ")
  }

  /// What mends things that only a set of files can say.
  func importCommand() -> String { command("import", "FOLDER") }

  /// `--at` words that give the same row of the history.
  static func moment(at: Instant, available: Instant) -> String {
    let delay = available.secondsSinceEpoch - at.secondsSinceEpoch
    return delay == Instant.secondsPerDay && at == Instant(startOf: at.date)
      ? at.date.description : at.description
  }

  /// `it is held by `growth` and `family``, or that the rulebook names it.
  func why(_ symbol: String) -> String {
    guard let accounts = holders[symbol] else {
      return demands.map { "`\($0.rulebook)` names it" } ?? "no account holds it"
    }
    let shown = accounts.prefix(3).map { "`\($0)`" }
    let more = accounts.count - shown.count
    return "it is held by "
      + (more > 0
        ? shown.joined(separator: ", ") + " and \(more) more" : shown.joined(separator: " and "))
  }

  /// Instruments that are held or that the rulebook names, ascending.
  var used: [Instrument] {
    (set.instruments ?? []).filter { instrument in
      holders[instrument.symbol] != nil || demands?.symbols.contains(instrument.symbol) == true
    }
  }
}

/// A word as a shell takes it for one.
public enum ShellWord {
  public static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:=,+@%".utf8.contains(byte)
      }
    }
    if isPlain, !word.isEmpty { return word }
    let parts = word.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }
}

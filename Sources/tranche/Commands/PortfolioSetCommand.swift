import ArgumentParser
import Exchange
import Portfolio
import PortfolioStore

/// `tranche portfolio set`: other facts about one instrument.
struct PortfolioSetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Set facts about an instrument.",
    usage: "tranche portfolio set <file> <symbol> <name=value> ... [--new]",
    discussion: """
      The names are the columns of instruments.csv: \(HoldingsEdit.fields.joined(separator: ", ")). An \
      empty value is what an empty cell means: `beta=` takes the beta away.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var file: String

  @Argument(help: "The instrument.")
  var symbol: String

  @Argument(help: "What to set: beta=1.2 lot=10 kind=inverse_fund leverage=-1")
  var facts: [String]

  @Flag(help: "Add the instrument; it needs a currency.")
  var new = false

  func run() throws {
    let wanted = try assignments(facts)
    var before: Instrument?
    var after: Instrument?
    _ = try PortfolioEditing.edit(file) { portfolio in
      if new {
        try refuseKnown(portfolio)
      } else {
        before = try PortfolioEditing.instrument(symbol, in: portfolio)
      }
      let changed = try HoldingsEdit.instrument(before, symbol: symbol, setting: wanted)
      after = changed
      var set = HoldingsSet()
      set.instruments = [changed]
      return set
    }
    guard let after else { return }
    if new {
      return print("\(file): added \(after.symbol), a \(after.kind.words) in \(after.currency)")
    }
    let changes = wanted.compactMap { before?.change(of: $0.name, to: after) }
    print("\(symbol): " + (changes.isEmpty ? "nothing to change" : changes.joined(separator: ", ")))
  }

  private func refuseKnown(_ portfolio: PortfolioFile) throws {
    guard try portfolio.symbols().contains(symbol) else { return }
    throw CommandFailure(
      .badInput,
      "the instrument `\(symbol)` is already there",
      help: "leave out `--new` to change it"
    )
  }
}

extension InstrumentKind {
  fileprivate var words: String { rawValue.replacing("_", with: " ") }
}

extension Instrument {
  /// `beta none → 1.2`; nothing when the field is as it was.
  fileprivate func change(of field: String, to after: Instrument) -> String? {
    let old = HoldingsEdit.value(of: field, in: self)
    let new = HoldingsEdit.value(of: field, in: after)
    if old == new { return nil }
    return "\(field) \(old.isEmpty ? "none" : old) → \(new.isEmpty ? "none" : new)"
  }
}

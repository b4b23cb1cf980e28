import ArgumentParser
import Exchange
import Portfolio
import PortfolioStore

/// `tranche portfolio tag`: other tags of one instrument.
struct PortfolioTagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Tag an instrument: sector=technology.",
    usage: "tranche portfolio tag <file> <symbol> <dimension=value> ...",
    discussion: """
      What is given for a dimension replaces what the instrument had in it; other dimensions stay. Give a \
      dimension several times for several values, and `sector=` to take its values away.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var file: String

  @Argument(help: "The instrument.")
  var symbol: String

  @Argument(help: "Tags: sector=technology region=asia")
  var tags: [String]

  func run() throws {
    let wanted = try assignments(tags)
    var before: [Tag] = []
    var after: [Tag] = []
    _ = try PortfolioEditing.edit(file) { portfolio in
      let instrument = try PortfolioEditing.instrument(symbol, in: portfolio)
      let rows = try HoldingsEdit.tags(of: instrument, setting: wanted)
      before = instrument.tags
      after = rows.map(\.tag)
      var set = HoldingsSet()
      var bare = instrument
      bare.tags = []
      // Without a single tag the set must still name the instrument whose tags it replaces.
      set.instruments = [bare]
      set.tags = rows
      return set
    }
    var seen: Set<String> = []
    let changes = wanted.map(\.name).filter { seen.insert($0).inserted }
      .compactMap { change(of: $0, from: before, to: after) }
    print("\(symbol): " + (changes.isEmpty ? "nothing to change" : changes.joined(separator: ", ")))
  }

  /// `sector technology → energy`; nothing when the dimension is as it was.
  private func change(of dimension: String, from before: [Tag], to after: [Tag]) -> String? {
    let old = before.filter { $0.dimension == dimension }.map(\.value).sorted()
    let new = after.filter { $0.dimension == dimension }.map(\.value).sorted()
    if old == new { return nil }
    return "\(dimension) \(spelled(old)) → \(spelled(new))"
  }

  private func spelled(_ values: [String]) -> String {
    values.isEmpty ? "none" : values.joined(separator: " and ")
  }
}

import Portfolio
public import Quantities

/// Exposure split one way, before and after, as shares of NAV.
public struct ExposureTable: Sendable {
  public struct Figures: Equatable, Sendable {
    /// Σ of what is above zero, and Σ|exposure| of what is below. An inverse fund that is held long is a
    /// short exposure.
    public var long: Ratio
    public var short: Ratio

    /// Σ|exposure|.
    public func gross() throws(ArithmeticFailure) -> Ratio { try long.adding(short) }
    /// Σ exposure.
    public func net() throws(ArithmeticFailure) -> Ratio { try long.subtracting(short) }
  }

  public struct Row: Sendable {
    /// `technology`, `untagged`, `USD`, `stock`, `all`.
    public var name: String
    /// Nothing when a price, a rate or NAV is not known.
    public var before: Figures?
    public var after: Figures?
  }

  /// `account`, `kind`, `currency`, or a dimension of tags.
  public var dimension: String
  /// The largest gross before or after first, then by name. An instrument with several tags of one
  /// dimension counts in each.
  public var rows: [Row]
}

extension ExposureTable {
  static func all(_ run: AccountRun) throws(ArithmeticFailure) -> [ExposureTable] {
    let builder = try ExposureBuilder(run: run)
    var tables = [
      try builder.table("account") { _ in ["all"] },
      try builder.table("kind") { [$0.kind.rawValue] },
      try builder.table("currency") { [$0.currency.description] },
    ]
    for dimension in builder.dimensions {
      tables.append(
        try builder.table(dimension) { instrument in
          let values = instrument.tags.filter { $0.dimension == dimension }.map(\.value)
          return values.isEmpty ? ["untagged"] : values
        }
      )
    }
    return tables
  }
}

/// Adds up exposures of the lines that are held before or after.
private struct ExposureBuilder {
  private struct Part {
    let instrument: Instrument
    let before: Amount?
    let after: Amount?
  }

  private let parts: [Part]
  private let nav: Amount?
  /// Of tags, ascending: those that anything held carries.
  let dimensions: [String]

  init(run: AccountRun) throws(ArithmeticFailure) {
    var parts: [Part] = []
    for line in run.lines {
      let after = try line.afterAll()
      if line.held.isZero && after.isZero { continue }
      parts.append(
        Part(
          instrument: line.terms.listed,
          before: try line.exposure(of: line.held),
          after: try line.exposure(of: after)
        )
      )
    }
    self.parts = parts
    nav = run.nav
    dimensions = Set(parts.flatMap { $0.instrument.tags.map(\.dimension) }).sorted()
  }

  func table(
    _ dimension: String,
    _ names: (Instrument) -> [String]
  ) throws(ArithmeticFailure) -> ExposureTable {
    var groups: [String: [Part]] = [:]
    for part in parts {
      for name in names(part.instrument) { groups[name, default: []].append(part) }
    }
    var rows: [(row: ExposureTable.Row, size: Ratio)] = []
    for (name, members) in groups {
      let row = ExposureTable.Row(
        name: name,
        before: try figures(members.map(\.before)),
        after: try figures(members.map(\.after))
      )
      let before = try row.before?.gross() ?? .zero
      rows.append((row, max(before, try row.after?.gross() ?? .zero)))
    }
    rows.sort { $0.size == $1.size ? $0.row.name < $1.row.name : $0.size > $1.size }
    return ExposureTable(dimension: dimension, rows: rows.map(\.row))
  }

  private func figures(_ amounts: [Amount?]) throws(ArithmeticFailure) -> ExposureTable.Figures? {
    guard let nav else { return nil }
    var long = Ratio.zero
    var short = Ratio.zero
    for amount in amounts {
      guard let amount else { return nil }
      if amount.isNegative {
        short = try short.adding(try amount.ratio.absolute())
      } else {
        long = try long.adding(amount.ratio)
      }
    }
    return ExposureTable.Figures(
      long: try long.divided(by: nav.ratio),
      short: try short.divided(by: nav.ratio)
    )
  }
}

import Quantities

/// What the stages of one run left of each line: kept only where a reader asks why, so that a run over
/// many accounts pays nothing for it.
struct StageTrail: Sendable {
  /// One line as a stage left it.
  struct State: Sendable {
    /// Signed, in units: what will be held by what is decided so far.
    let position: Ratio
    /// How many of the line's cuts were known.
    let cuts: Int
    let hold: (code: Hold.Code, detail: String)?
    let isGuarded: Bool
  }

  /// By line: the nearest point of its bounds, before freezes; unsigned.
  var wanted: [Int: Ratio] = [:]
  /// In the order of the stages, by line.
  private(set) var states: [(stage: InstrumentTrail.StageName, lines: [State])] = []

  mutating func append(_ stage: InstrumentTrail.StageName, _ lines: [State]) {
    states.append((stage, lines))
  }
}

extension AccountRun {
  mutating func beginTrail() {
    trail = StageTrail()
    for index in lines.indices { lines[index].marks = [] }
  }

  /// Keeps what `stage` left, if anybody asks.
  mutating func mark(_ stage: InstrumentTrail.StageName) throws(ArithmeticFailure) {
    if trail == nil { return }
    var states: [StageTrail.State] = []
    for line in lines {
      states.append(
        StageTrail.State(
          position: try position(of: line, after: stage),
          cuts: line.cuts.count,
          hold: line.hold,
          isGuarded: line.isGuarded
        )
      )
    }
    trail?.append(stage, states)
  }

  private func position(
    of line: Line,
    after stage: InstrumentTrail.StageName
  ) throws(ArithmeticFailure) -> Ratio {
    if stage == .feasible { return try line.afterAll().ratio }
    let rest = try line.afterReduction().ratio
    return line.side == .long
      ? try rest.adding(line.increase) : try rest.subtracting(line.increase)
  }
}

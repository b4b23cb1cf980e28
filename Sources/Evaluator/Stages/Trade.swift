import Quantities

/// What is done with one line, all stages together.
struct Trade {
  let line: Int
  let parts: HedgeParts
}

extension AccountRun {
  /// Of the lines with which anything is done, ascending.
  func trades() throws(ArithmeticFailure) -> [Trade] {
    var trades: [Trade] = []
    for index in lines.indices where lines[index].isTraded {
      let (held, after) = (lines[index].held, try lines[index].afterAll())
      if held == after { continue }
      let parts = try HedgeParts(change: try after.subtracting(held), held: held)
      trades.append(Trade(line: index, parts: parts))
    }
    return trades
  }
}

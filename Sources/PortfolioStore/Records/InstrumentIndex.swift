internal import Portfolio

/// From an instrument's row id in the file to its index in a market.
struct InstrumentIndex {
  /// By id, −1 for none: ids are small in every file that was not scrambled.
  private var dense: [Int32] = []
  private var sparse: [Int64: Int] = [:]

  init(_ connection: Connection, market: Market) throws {
    let rows = try Statement(
      connection,
      table: "instrument",
      keyColumns: 1,
      "SELECT symbol, id FROM instrument"
    )
    let limit = Int64(market.instruments.count) * 4 + 1024
    while try rows.step() {
      guard let index = market.indexBySymbol[try rows.text(0)] else {
        throw rows.badRow("it is not in the market that was read from this file")
      }
      let id = try rows.integer(1)
      if let small = Int(exactly: id), (0..<limit).contains(id) {
        while dense.count <= small { dense.append(-1) }
        dense[small] = Int32(clamping: index)
      } else {
        sparse[id] = index
      }
    }
  }

  @inline(__always)
  subscript(id: Int64) -> Int? {
    if id >= 0, id < Int64(dense.count) {
      let index = dense[Int(id)]
      return index < 0 ? nil : Int(index)
    }
    return sparse[id]
  }
}

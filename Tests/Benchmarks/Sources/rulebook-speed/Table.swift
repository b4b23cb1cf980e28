/// The figures as text.
enum Table {
  /// - Parameter measurements: for each size, from the smallest on, the phases in one order.
  static func rows(_ measurements: [[Measurement]]) -> [String] {
    var rows = [
      "processor time of one thread; lines and bytes by the best run, in brackets by the median",
      "",
      columns(["", "lines", "million lines/s", "MB/s", "× floor", "× lines/s of first size"]),
    ]
    for phase in measurements.first?.indices ?? 0..<0 {
      for size in measurements {
        let one = size[phase]
        let rate = Double(one.lines) / one.best
        let first = measurements[0][phase]
        rows.append(
          columns([
            one.name, String(one.lines),
            "\(spelled(rate / 1e6)) (\(spelled(Double(one.lines) / one.median / 1e6)))",
            spelled(Double(one.bytes) / one.best / 1e6),
            spelled(one.best / size[0].best),
            spelled(rate / (Double(first.lines) / first.best)),
          ])
        )
      }
    }
    return rows
  }

  private static func columns(_ cells: [String]) -> String {
    let widths = [10, 9, 19, 10, 10, 24]
    return zip(cells, widths).enumerated().map { index, pair in
      let (cell, width) = pair
      let blanks = String(repeating: " ", count: max(0, width - cell.count))
      return index == 0 ? cell + blanks : blanks + cell
    }.joined(separator: " ")
  }

  /// With two decimals below 10, one below 100, none above.
  private static func spelled(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    let scale = value < 10 ? 100.0 : value < 100 ? 10 : 1
    let rounded = (value * scale).rounded() / scale
    let text = "\(rounded)"
    return scale == 1 ? String(text.dropLast(2)) : text
  }
}

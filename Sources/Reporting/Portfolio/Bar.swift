internal import Quantities

/// Horizontal bars of block characters, an eighth of a column exact.
enum Bar {
  /// A bar for the size of `share`, `width` columns long when it is `full`. Anything above zero
  /// shows at least an eighth of a column.
  static func text(_ share: Ratio?, full: Ratio, width: Int) -> String {
    guard
      let size = try? share?.absolute(),
      !size.isZero,
      let part = try? size.divided(by: full),
      let scaled = try? part.scaled(by: Int64(width) * 8, rounding: .halfEven),
      let eighths = Int(exactly: min(max(scaled, 1), Int128(width) * 8))
    else { return "" }
    let whole = String(repeating: "█", count: eighths / 8)
    let rest = eighths % 8
    return rest == 0 ? whole : whole + ["▏", "▎", "▍", "▌", "▋", "▊", "▉"][rest - 1]
  }
}

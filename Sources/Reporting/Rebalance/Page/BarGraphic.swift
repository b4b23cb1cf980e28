internal import Quantities

/// Bars of one row as an inline graphic that stretches to the cell it stands in: what was before pale
/// and high, what comes after solid and low, from a common zero. Coordinates are whole thousandths of
/// the width, computed exactly.
struct BarGraphic {
  /// Of the scale: at most zero, and above zero.
  let low: Ratio
  let high: Ratio

  /// The scale that holds all of `values`, zero, and what is wanted `atLeast`.
  init(holding values: [Ratio?], atLeast: Ratio = .one) {
    let known = values.compactMap { $0 }
    low = min(known.min() ?? .zero, .zero)
    high = max(known.max() ?? .zero, atLeast)
  }

  private static let width: Int64 = 1000

  /// Where a value lies, in thousandths of the width.
  func place(_ value: Ratio) -> Int {
    guard let span = try? high.subtracting(low), !span.isZero,
      let part = try? value.subtracting(low).divided(by: span),
      let place = try? part.scaled(by: Self.width, rounding: .halfEven)
    else { return 0 }
    return Int(min(max(place, 0), Int128(Self.width)))
  }

  /// Bars of long and short sides before and after.
  func bars(
    _ page: inout HTMLWriter,
    title: String,
    before: [Ratio],
    after: [Ratio],
    mark: Ratio? = nil,
    tone: String = ""
  ) {
    page.element(
      "svg",
      [
        "class": "bar \(tone)", "viewBox": "0 0 1000 20", "preserveAspectRatio": "none",
        "role": "img",
      ]
    ) { picture in
      picture.element("title", text: title)
      for value in before { rectangle(value, y: 2, height: 16, "was", &picture) }
      for value in after { rectangle(value, y: 6, height: 8, "is", &picture) }
      line(at: .zero, "zero", &picture)
      if let mark { line(at: mark, "mark", &picture) }
    }
  }

  private func rectangle(
    _ value: Ratio,
    y: Int,
    height: Int,
    _ kind: String,
    _ picture: inout HTMLWriter
  ) {
    if value.isZero { return }
    let ends = [place(.zero), place(value)].sorted()
    // Anything but nothing can be seen.
    let width = max(2, ends[1] - ends[0])
    picture.element(
      "rect",
      [
        "class": value.isNegative ? "\(kind) short" : kind, "x": "\(ends[0])", "y": "\(y)",
        "width": "\(width)", "height": "\(height)",
      ]
    ) { _ in }
  }

  private func line(at value: Ratio, _ kind: String, _ picture: inout HTMLWriter) {
    let x = "\(place(value))"
    picture.element("line", ["class": kind, "x1": x, "x2": x, "y1": "0", "y2": "20"]) { _ in }
  }
}

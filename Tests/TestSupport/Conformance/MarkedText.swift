/// Source text in which `⟪` and `⟫` mark the places that diagnostics should point at, in order. A
/// mark within another comes after it.
public struct MarkedText: Sendable {
  public let text: String
  /// Byte offsets of the marked places in `text`, in the order of their opening marks.
  public let marks: [Range<Int>]

  public init(_ marked: String) {
    var count = 0
    var plain = String.UnicodeScalarView()
    var starts: [Int] = []
    var open: [Int] = []
    var ends: [Int: Int] = [:]
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "⟪":
        open.append(starts.count)
        starts.append(count)
      case "⟫":
        if let mark = open.popLast() { ends[mark] = count }
      default:
        plain.append(scalar)
        count += String(scalar).utf8.count
      }
    }
    text = String(plain)
    marks = starts.enumerated().compactMap { number, start in
      ends[number].map { start..<$0 }
    }
  }
}

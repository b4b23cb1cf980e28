import RuleSyntax

/// Source text in which `⟪` and `⟫` mark the place that a diagnostic should point at.
struct MarkedText {
  let text: String
  /// Byte offsets of the marked places in `text`, in order.
  let marks: [Range<Int>]

  init(_ marked: String) {
    var bytes: [UInt8] = []
    var marks: [Range<Int>] = []
    var open: Int?
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "⟪": open = bytes.count
      case "⟫":
        if let start = open { marks.append(start..<bytes.count) }
        open = nil
      default: bytes.append(contentsOf: Array(String(scalar).utf8))
      }
    }
    text = String(decoding: bytes, as: UTF8.self)
    self.marks = marks
  }
}

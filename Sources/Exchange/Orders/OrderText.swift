internal import Portfolio

/// Texts of orders in formats that know no quotes.
enum OrderText {
  /// Letters, digits and what stands inside symbols; not at the beginning what a spreadsheet runs.
  static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: ".-_/ ".utf8.contains(byte)
      }
    } && SpreadsheetText.defused(text) == text && !text.isEmpty
  }

  /// The first rule or step that asks for the order, as a plain text.
  static func cause(of order: OrderLine) -> String {
    let name = order.causes.first.map { String($0.map { "[]".contains($0) ? "." : $0 }) } ?? ""
    return isPlain(name) ? name : "tranche"
  }
}

/// Writes HTML, element by element. Text and attribute values are escaped here and nowhere else, so that
/// nothing from a file or a feed becomes markup.
struct HTMLWriter {
  private(set) var bytes: [UInt8] = []

  /// An element with what `body` writes in it.
  mutating func element(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String> = [:],
    _ body: (inout HTMLWriter) -> Void
  ) {
    open(name, attributes)
    body(&self)
    bytes.append(contentsOf: "</\(name)>".utf8)
  }

  /// An element with text in it.
  mutating func element(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String> = [:],
    text: String
  ) {
    element(name, attributes) { $0.text(text) }
  }

  /// An element without an end.
  mutating func void(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String> = [:]
  ) {
    open(name, attributes)
  }

  mutating func text(_ text: String) { escape(text) }

  /// Markup of ours, as it is.
  mutating func raw(_ markup: StaticString) { bytes.append(contentsOf: "\(markup)".utf8) }

  mutating func line() { bytes.append(UInt8(ascii: "\n")) }

  private mutating func open(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String>
  ) {
    bytes.append(contentsOf: "<\(name)".utf8)
    for (name, value) in attributes {
      bytes.append(contentsOf: " \(name)=\"".utf8)
      escape(value)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  private mutating func escape(_ text: String) {
    for byte in SafeText.line(text).utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
      default: bytes.append(byte)
      }
    }
  }
}

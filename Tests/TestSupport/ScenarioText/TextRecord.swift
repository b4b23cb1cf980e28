/// One line of a scenario's text: a word, then `key=value` fields. A value that is not a plain word
/// stands in quotes, with `\"`, `\\` and `\n` inside.
struct TextRecord {
  var word: String
  private(set) var fields: [(key: String, value: String)] = []

  init(_ word: String) { self.word = word }

  /// Adds a field; nothing is left out.
  mutating func add(_ key: String, _ value: (some CustomStringConvertible)?) {
    if let value { fields.append((key, value.description)) }
  }

  func with(_ key: String, _ value: (some CustomStringConvertible)?) -> TextRecord {
    var copy = self
    copy.add(key, value)
    return copy
  }

  subscript(key: String) -> String? { fields.first { $0.key == key }?.value }

  /// All values of a field that may be there several times, in order.
  func all(_ key: String) -> [String] { fields.filter { $0.key == key }.map(\.value) }

  var text: String {
    ([word] + fields.map { "\($0.key)=\(TextRecord.quoted($0.value))" }).joined(separator: " ")
  }

  private static func quoted(_ value: String) -> String {
    let isPlain =
      !value.isEmpty
      && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._:+-/%".contains($0)) }
    if isPlain { return value }
    var inner = ""
    for character in value {
      switch character {
      case "\"": inner += "\\\""
      case "\\": inner += "\\\\"
      case "\n": inner += "\\n"
      default: inner.append(character)
      }
    }
    return "\"\(inner)\""
  }
}

// MARK: Reading

extension TextRecord {
  /// Nothing for a blank line or a comment.
  init?(parsing line: String) {
    var rest = Substring(line).drop { $0 == " " }
    if rest.isEmpty || rest.hasPrefix("//") { return nil }
    word = String(rest.prefix { $0 != " " })
    rest = rest.dropFirst(word.count).drop { $0 == " " }
    while let equals = rest.firstIndex(of: "=") {
      let key = String(rest[..<equals])
      rest = rest[rest.index(after: equals)...]
      fields.append((key, TextRecord.takeValue(&rest)))
      rest = rest.drop { $0 == " " }
    }
  }

  private static func takeValue(_ rest: inout Substring) -> String {
    guard rest.first == "\"" else {
      let value = rest.prefix { $0 != " " }
      rest = rest.dropFirst(value.count)
      return String(value)
    }
    rest = rest.dropFirst()
    var value = ""
    while let next = rest.popFirst(), next != "\"" {
      guard next == "\\", let escaped = rest.popFirst() else {
        value.append(next)
        continue
      }
      value.append(escaped == "n" ? "\n" : escaped)
    }
    return value
  }
}

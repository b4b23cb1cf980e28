import Quantities

/// Content as lines that any order of rows makes alike, so that a digest names the content alone.
enum CanonicalLines {
  /// One line of several fields. Unit separators keep fields apart, whatever they hold.
  static func join(_ fields: [String]) -> String { fields.joined(separator: "\u{1F}") }

  /// The digest of lines in any order.
  static func digest(_ lines: [String]) -> String {
    var digest = ContentDigest()
    for line in lines.sorted() { digest.update(Array(line.utf8) + [0x0A]) }
    return digest.hexadecimal()
  }
}

internal import RuleSyntax

extension AnyBytes {
  /// A text with mistakes is refused; of any other, the layout has the same tokens and comments, no
  /// blanks at the ends of lines, and is its own layout.
  public static func formatterFaults(_ bytes: [UInt8]) -> [String] {
    let file = SourceFile(path: "any.tranche", bytes: bytes)
    switch Formatter.format(file) {
    case .unfaithful(let fault): return ["the layout is not faithful: \(fault.rawValue)"]
    case .refused(let diagnostics):
      return diagnostics.isEmpty ? ["a text without mistakes was refused"] : []
    case .formatted(let page): return faults(of: page, from: file)
    }
  }

  private static func faults(of page: [UInt8], from file: SourceFile) -> [String] {
    let after = SourceFile(path: file.path, bytes: page)
    var faults: [String] = []
    if Formatter.format(after) != .formatted(page) { faults.append("a second pass changes it") }
    if words(file) != words(after) { faults.append("words or comments changed") }
    if !page.isEmpty, page.last != UInt8(ascii: "\n") { faults.append("no line end at the end") }
    if page.contains(UInt8(ascii: "\r")) { faults.append("a carriage return is left") }
    let blanks = Array(" \t".utf8)
    for line in page.split(separator: UInt8(ascii: "\n")) {
      if let last = line.last, blanks.contains(last) { faults.append("a line ends in a blank") }
    }
    return faults
  }

  /// The words of a text and its comments, found without the tree. A comment may move past the word
  /// before it, but not past another comment.
  private static func words(_ file: SourceFile) -> (words: [String], comments: [String]) {
    var words: [String] = []
    var comments: [String] = []
    var end = 0
    for token in Lexer.tokens(of: file).tokens {
      let gap = file.bytes[end..<Int(token.start)]
      for line in gap.split(separator: UInt8(ascii: "\n")) {
        guard let start = line.firstIndex(of: UInt8(ascii: "/")) else { continue }
        var comment = line[start...]
        while let last = comment.last, last == 0x20 || last == 0x09 || last == 0x0D {
          comment.removeLast()
        }
        comments.append(String(decoding: comment, as: UTF8.self))
      }
      end = Int(token.end)
      words.append(String(decoding: file.bytes[Int(token.start)..<end], as: UTF8.self))
    }
    return (words, comments)
  }
}

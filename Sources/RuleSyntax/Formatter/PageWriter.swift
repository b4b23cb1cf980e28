/// Puts tokens and their comments on lines.
///
/// A comment always ends its line: whatever token comes next begins a new one, at `indent`. No
/// caller has to think of comments, and none can lose one.
struct PageWriter {
  /// One line of the result. The comment at its end is set when all lines are known.
  private struct Line {
    var start: Int
    var end: Int
    var width = 0
    /// How deep the entry stands that the line belongs to.
    var depth = 0
    /// The bytes, in the file, of the comment at its end.
    var comment: Range<Int>?
  }

  /// The longest line, comments at its end not counted.
  static let width = 100

  let tree: SyntaxTree
  let comments: CommentPlaces
  let spacing: TokenSpacing
  /// Where a token goes that begins a line.
  var indent = 0
  /// How deep the entry stands that is being written.
  var depth = 0

  /// How much was written, placed and measured so far, for the tests of linear time.
  var steps = 0

  private var output: [UInt8] = []
  private var lines: [Line] = []
  private var line: Line?
  /// The column that the next token of the line is moved to.
  private var target = 0
  /// The token whose leading comments were written already.
  private var opened = -1

  init(_ tree: SyntaxTree) {
    self.tree = tree
    comments = CommentPlaces(of: tree)
    spacing = TokenSpacing(of: tree)
    output.reserveCapacity(tree.file.bytes.count * 5 / 4)
  }

  // MARK: Asking

  var isAtLineStart: Bool { line == nil }

  /// The column that `token` would be put at now.
  func column(of token: Int) -> Int {
    guard let line, token == opened || !comments.hasLeading(token) else { return indent }
    let hasBlank = token != opened && spacing.hasBlank[token]
    return max(target, line.width + (hasBlank ? 1 : 0))
  }

  /// Whether `tokens` can stand on one line from the current place, with `trailing` columns left.
  func fits(_ tokens: Range<Int>, trailing: Int = 0) -> Bool {
    !comments.isInside(tokens)
      && column(of: tokens.lowerBound) + spacing.width(tokens) + trailing <= PageWriter.width
  }

  /// How many lines were ended.
  var lineNumber: Int { lines.count }

  // MARK: Writing

  mutating func put(_ tokens: Range<Int>) {
    for token in tokens { put(token) }
  }

  mutating func put(_ token: Int) {
    steps += 1
    if token != opened { putLeading(token) }
    begin(at: column(of: token))
    let place = tree.tokens[token]
    let end = min(Int(place.end), tree.file.bytes.count)
    output.append(contentsOf: tree.file.bytes[min(Int(place.start), end)..<end])
    line?.width += spacing.width(token..<token + 1)
    line?.end = output.count
    guard let comment = comments.trailing(token) else { return }
    line?.comment = comment.bytes
    endLine()
  }

  /// Moves the next token of the line to `column`, if the line is not that long already.
  mutating func align(to column: Int) { target = column }

  mutating func endLine() {
    steps += 1
    target = 0
    guard let ended = line else { return }
    lines.append(ended)
    line = nil
  }

  mutating func blankLine() {
    endLine()
    if !lines.isEmpty { lines.append(Line(start: output.count, end: output.count)) }
  }

  /// Begins an entry with `token`, after the comments before it.
  mutating func open(_ token: Int, isFirst: Bool) {
    putComments(before: token, isFirst: isFirst)
    let hasComments = comments.hasLeading(token)
    if !isFirst || hasComments, comments.hasBlank(before: token) { blankLine() }
    begin(at: indent)
  }

  /// Writes the comments before `token` on lines of their own, with the author's empty lines between
  /// them unless they are the first of their block.
  mutating func putComments(before token: Int, isFirst: Bool) {
    endLine()
    var isFirst = isFirst
    for comment in comments.leading(token) {
      if comment.hasBlankBefore, !isFirst { blankLine() }
      putLine(comment)
      isFirst = false
    }
    opened = token
  }

  /// Writes the comments before `token`, and the blanks of a line that it begins, so that a change of
  /// `indent` moves only what comes after it.
  mutating func arrive(at token: Int) {
    guard token != opened, line == nil || comments.hasLeading(token) else { return }
    putLeading(token)
    begin(at: indent)
    opened = token
  }

  private mutating func putLeading(_ token: Int) {
    guard comments.hasLeading(token) else { return }
    endLine()
    for comment in comments.leading(token) { putLine(comment) }
  }

  private mutating func putLine(_ comment: CommentPlaces.Comment) {
    begin(at: indent)
    output.append(contentsOf: tree.file.bytes[comment.bytes])
    line?.end = output.count
    endLine()
  }

  /// Fills the line with blanks up to `column`.
  private mutating func begin(at column: Int) {
    if line == nil { line = Line(start: output.count, end: output.count, depth: depth) }
    let blanks = max(0, column - (line?.width ?? 0))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: blanks))
    line?.width += blanks
    target = 0
  }

  // MARK: Finishing

  /// All lines, each with `\n` behind it; comments at the ends of neighbouring lines begin in one
  /// column.
  mutating func finish() -> [UInt8] {
    endLine()
    while let last = lines.last, last.start == last.end { lines.removeLast() }
    var page: [UInt8] = []
    page.reserveCapacity(output.count + output.count / 8)
    var index = 0
    while index < lines.count {
      let end = endOfRun(from: index)
      let column = lines[index..<end].reduce(0) { max($0, $1.width) } + 2
      for line in lines[index..<end] { write(line, commentAt: column, to: &page) }
      index = end
    }
    return page
  }

  /// One past the last line whose comment stands under that of the line at `index`.
  private func endOfRun(from index: Int) -> Int {
    var end = index + 1
    guard lines[index].comment != nil else { return end }
    while end < lines.count, lines[end].comment != nil, lines[end].depth == lines[index].depth {
      end += 1
    }
    return end
  }

  private func write(_ line: Line, commentAt column: Int, to page: inout [UInt8]) {
    page.append(contentsOf: output[line.start..<line.end])
    if let comment = line.comment {
      page.append(contentsOf: repeatElement(UInt8(ascii: " "), count: column - line.width))
      page.append(contentsOf: tree.file.bytes[comment])
    }
    page.append(UInt8(ascii: "\n"))
  }
}

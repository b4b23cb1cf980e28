/// How the tokens of a rulebook become text.
public struct RulebookLayout: Sendable {
  private enum Style { case plain, random }

  private var random: SeededGenerator
  private let style: Style
  private let lineEnd: String
  /// Of 100 gaps, how many hold a comment.
  private let comments: Int

  /// An entry a line, one blank between tokens.
  public static var plain: RulebookLayout {
    RulebookLayout(style: .plain, random: SeededGenerator(seed: 0))
  }

  /// Blanks, tabs, line ends of either kind and comments wherever they may stand, and no blank where
  /// none is needed.
  public static func random(seed: UInt64) -> RulebookLayout {
    RulebookLayout(style: .random, random: SeededGenerator(seed: seed))
  }

  private init(style: Style, random: SeededGenerator) {
    var random = random
    self.style = style
    lineEnd = style == .plain || random.chance(70) ? "\n" : "\r\n"
    comments = random.pick([0, 3, 20])
    self.random = random
  }

  /// The text of one file.
  public mutating func text(of file: RulebookText.File) -> String {
    style == .plain ? plainText(of: file) : randomText(of: file)
  }

  private func plainText(of file: RulebookText.File) -> String {
    var text = file.header.isEmpty ? "" : file.header.joined(separator: " ") + "\n\n"
    for declaration in file.declarations {
      text += declaration.head.joined(separator: " ")
      if let entries = declaration.entries {
        text += " {\n"
        for entry in entries { text += "  " + entry.joined(separator: " ") + "\n" }
        text += "}"
      }
      text += "\n\n"
    }
    return text
  }

  // MARK: Random layouts

  private mutating func randomText(of file: RulebookText.File) -> String {
    var text = random.chance(10) ? "\u{FEFF}" : ""
    var previous: String?
    func add(_ token: String, mayBeAtMargin: Bool, _ layout: inout RulebookLayout) {
      text += layout.gap(after: previous, before: token, mayBeAtMargin: mayBeAtMargin)
      text += token
      previous = token
    }
    for token in file.header { add(token, mayBeAtMargin: true, &self) }
    for declaration in file.declarations {
      for (index, token) in declaration.head.enumerated() {
        add(token, mayBeAtMargin: index == 0, &self)
      }
      guard let entries = declaration.entries else { continue }
      add("{", mayBeAtMargin: true, &self)
      for entry in entries {
        for (index, token) in entry.enumerated() {
          // `topic NAME` in a catalyst and `catalyst NAME STATE` in a test may stand there.
          let isEntry = index == 0 && (token == "topic" || token == "catalyst")
          add(token, mayBeAtMargin: isEntry, &self)
        }
      }
      add("}", mayBeAtMargin: true, &self)
    }
    return text + end()
  }

  /// What stands between two tokens.
  private mutating func gap(
    after previous: String?,
    before next: String,
    mayBeAtMargin: Bool
  ) -> String {
    let isAtMarginRefused = !mayBeAtMargin && RulebookLayout.marginWords.contains(next)
    guard let previous else { return random.chance(80) ? "" : blanks() }
    // `9,5` would be a number with a comma in it.
    let isNumber = previous == "," && next.first?.isNumber == true
    let needsBlank = isNumber || !(isPunctuation(previous) || isPunctuation(next))
    var text = ""
    if random.chance(comments) { text = blank() + comment() + lineEnd }
    if text.isEmpty, !needsBlank, random.chance(40) { return "" }
    switch random.int(0...9) {
    case 0...5: text += blank()
    case 6, 7: text += lineEnd
    default: text += blanks()
    }
    if isAtMarginRefused, text.utf8.last == UInt8(ascii: "\n") { text += blank() }
    return text
  }

  private mutating func blank() -> String { random.pick([" ", " ", " ", "  ", "\t", "\r "]) }

  private mutating func blanks() -> String {
    (0...random.int(0...3)).map { _ in random.chance(50) ? lineEnd : blank() }.joined()
  }

  private mutating func comment() -> String {
    "//"
      + random.pick([
        "", " why", " a \"quote", " } rule x {", " é ≥ 中文 🙂", "// twice", "\tindented \t",
        " 100%  of   nav ", "/ /* not a block */",
      ])
  }

  private mutating func end() -> String {
    switch random.int(0...3) {
    case 0: return ""
    case 1: return lineEnd
    case 2: return lineEnd + lineEnd + comment()
    default: return " " + comment() + lineEnd
    }
  }

  private func isPunctuation(_ token: String) -> Bool {
    ["{", "}", "(", ")", ",", ":"].contains(token)
  }

  /// At the very beginning of a line these end every block.
  private static let marginWords: Set<String> = [
    "use", "dimension", "topic", "catalyst", "basket", "let", "rule", "limit", "settings", "test",
  ]
}

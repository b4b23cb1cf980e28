extension StyledText {
  /// The text in lines of at most `width` columns, broken between words; a word that is longer
  /// than a line is broken where the line ends. Later lines have `hanging` columns less, for the
  /// caller to indent them.
  func wrapped(to width: Int, hanging: Int = 0) -> [StyledText] {
    if self.width <= width { return [self] }
    var wrapping = Wrapping(first: max(width, 1), later: max(width - hanging, 1))
    for piece in pieces { wrapping.add(piece) }
    return wrapping.finished()
  }
}

/// Fills lines with words.
private struct Wrapping {
  private var lines: [StyledText] = []
  private var line = StyledText()
  private var lineWidth = 0
  /// The word being read, in pieces, because its tone may change inside.
  private var word = StyledText()
  private var wordWidth = 0
  /// Blanks between the line and the word.
  private var gap = 0
  private var room: Int
  private let later: Int

  init(first: Int, later: Int) {
    room = first
    self.later = later
  }

  mutating func add(_ piece: StyledText.Piece) {
    var part = ""
    for character in piece.text {
      if character == " " {
        take(&part, piece.tone)
        endWord()
        gap += 1
        continue
      }
      let width = DisplayWidth.of(String(character))
      if wordWidth + width > later {
        take(&part, piece.tone)
        endWord()
      }
      part.append(character)
      wordWidth += width
    }
    take(&part, piece.tone)
  }

  mutating func finished() -> [StyledText] {
    endWord()
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  private mutating func take(_ part: inout String, _ tone: Tone) {
    word.append(part, tone)
    part = ""
  }

  private mutating func endWord() {
    if word.isEmpty { return }
    if lineWidth > 0, lineWidth + gap + wordWidth > room {
      lines.append(line)
      line = StyledText()
      lineWidth = 0
      room = later
    } else if lineWidth > 0, gap > 0 {
      line.append(String(repeating: " ", count: gap))
      lineWidth += gap
    }
    line.append(word)
    lineWidth += wordWidth
    word = StyledText()
    wordWidth = 0
    gap = 0
  }
}

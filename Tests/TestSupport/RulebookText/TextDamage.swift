public import RuleSyntax

/// One mistake made in a good text.
public struct TextDamage {
  /// The damaged text.
  public var source: SourceFile
  /// The token that was there.
  public var word: String
  /// Where the replacement stands, in bytes.
  public var place: Range<Int>
  /// The declaration around it, in bytes of the damaged text.
  public var declaration: Range<Int>

  /// The first file with declarations, with one token replaced by one of `replacements`. Which one
  /// follows from the rulebook's seed.
  public static func replacing(
    in rulebook: RulebookText,
    with replacements: [String]
  ) -> TextDamage {
    var random = SeededGenerator(seed: rulebook.seed)
    let sources = rulebook.sources()
    let source = sources.max { $0.bytes.count < $1.bytes.count } ?? sources[0]
    let tree = Parser.parse(source).tree
    let token = random.int(0...max(0, tree.tokens.count - 2))
    let place = tree.span(ofToken: token)
    let around = tree.root.children.first { $0.tokenRange.contains(token) } ?? tree.root
    // A blank on each side: a joined word would be another mistake.
    let replacement = Array(" \(random.pick(replacements)) ".utf8)
    var bytes = source.bytes
    bytes.replaceSubrange(Int(place.start)..<Int(place.end), with: replacement)
    let growth = replacement.count - Int(place.end - place.start)
    return TextDamage(
      source: SourceFile(path: source.path, index: source.index, bytes: bytes),
      word: tree.text(ofToken: token),
      place: Int(place.start)..<(Int(place.start) + replacement.count),
      declaration: Int(
        around.span.start
      )..<max(
        Int(around.span.start),
        Int(around.span.end) + growth
      )
    )
  }

  /// Bytes taken out, put in, changed or repeated in one to four places.
  public static func bytes(of original: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0..<random.int(1...4) where !bytes.isEmpty {
      let place = random.int(0...(bytes.count - 1))
      let length = min(random.int(1...12), bytes.count - place)
      switch random.int(0...3) {
      case 0: bytes.removeSubrange(place..<(place + length))
      case 1: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
      case 2: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      default: bytes.insert(contentsOf: Array(bytes[place..<(place + length)]), at: place)
      }
    }
    return bytes
  }
}

/// Mistakes that people make, each of which has a fix where one is certain.
extension TextDamage {
  /// A rulebook with one word or number spelled as in another language, or with a letter too few.
  public static func misspelling(in rulebook: RulebookText) -> TextDamage {
    var random = SeededGenerator(seed: rulebook.seed)
    var damage = replacing(in: rulebook, with: [""])
    let other: String
    switch damage.word {
    case "=": other = "=="
    case "!=": other = "<>"
    case "<=": other = "=<"
    case ">=": other = "≥"
    case "and": other = random.pick(["&&", "AND"])
    case "or": other = random.pick(["||", "OR"])
    case "not": other = "!"
    case "-": other = "−"
    case let word where word.hasSuffix("%"): other = word.dropLast() + " %"
    case let word where word.hasSuffix("d") && word.first?.isNumber == true:
      other = word.dropLast() + random.pick([" d", "days", " days"])
    case let word where word.first == "\"": other = "“" + word.dropFirst().dropLast() + "”"
    case let word where word.utf8.count > 3 && word.first?.isLowercase == true:
      var letters = Array(word)
      letters.remove(at: random.int(1...(letters.count - 1)))
      other = String(letters)
    default: other = damage.word
    }
    let bytes =
      Array(damage.source.bytes[..<damage.place.lowerBound])
      + Array(" \(other) ".utf8) + Array(damage.source.bytes[damage.place.upperBound...])
    damage.source = SourceFile(
      path: damage.source.path,
      index: damage.source.index,
      bytes: bytes
    )
    return damage
  }

  /// The text with the edit of a fix made.
  public static func applying(_ fix: Diagnostic.Fix, to source: SourceFile) -> SourceFile {
    var bytes = source.bytes
    let end = min(Int(fix.span.end), bytes.count)
    bytes.replaceSubrange(min(Int(fix.span.start), end)..<end, with: Array(fix.replacement.utf8))
    return SourceFile(path: source.path, index: source.index, bytes: bytes)
  }
}

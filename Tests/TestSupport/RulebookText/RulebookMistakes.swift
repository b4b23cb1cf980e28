extension RulebookText {
  /// The rulebook with one to three mistakes of meaning in it: tokens replaced by others of the same
  /// spelling kind, so that the text is as grammatical as before and may mean something else.
  public func withMistakes(seed: UInt64) -> RulebookText {
    var random = SeededGenerator(seed: seed)
    var copy = self
    // A mistake in one of two equal rules would make two of them, and only the first is read.
    var known: Set<Declaration> = []
    for index in copy.files.indices {
      copy.files[index].declarations.removeAll { !known.insert($0).inserted }
    }
    for _ in 0..<random.int(1...3) { copy.mistake(&random) }
    return copy
  }

  private mutating func mistake(_ random: inout SeededGenerator) {
    let file = random.int(0...(files.count - 1))
    guard !files[file].declarations.isEmpty else { return }
    let index = random.int(0...(files[file].declarations.count - 1))
    let declaration = files[file].declarations[index]
    if let entries = declaration.entries, !entries.isEmpty, random.chance(80) {
      let place = random.int(0...(entries.count - 1))
      files[file].declarations[index].entries?[place] = RulebookText.mistaken(
        entries[place],
        &random
      )
    } else if declaration.head.count > 2 {
      // The name stays: which of two declarations of one name is the mistake depends on order.
      let tail = RulebookText.mistaken(Array(declaration.head.dropFirst(2)), &random)
      files[file].declarations[index].head = Array(declaration.head.prefix(2)) + tail
    }
  }

  private static func mistaken(_ tokens: [String], _ random: inout SeededGenerator) -> [String] {
    let places = tokens.indices.filter { replacements(for: tokens[$0]) != nil }
    guard !places.isEmpty else { return tokens }
    let place = random.pick(places)
    var copy = tokens
    copy[place] = random.pick(replacements(for: tokens[place]) ?? [tokens[place]])
    return copy
  }

  /// Tokens of the same kind with another meaning; nothing for words of the grammar.
  private static func replacements(for token: String) -> [String]? {
    if RulebookTextGenerator.plainNames.contains(token) { return ["nothing", token + "x", "_y"] }
    if token.hasSuffix("%") { return ["0%", "101%", "99999999999999999999%"] }
    if token.hasSuffix("d"), token.first?.isNumber == true { return ["0d", "5bd"] }
    if token == "gross" || token == "net" { return ["net", "gross"] }
    // The other states are words of the grammar elsewhere.
    if token == "rumoured" || token == "reported" { return ["denied", "unheard_of"] }
    if token == "USD" || token == "EUR" { return ["GBP", "US"] }
    if let first = token.first, first.isNumber, !token.contains("-") { return ["0", "3_000"] }
    return nil
  }
}

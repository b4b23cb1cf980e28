import RuleSyntax
import TestSupport
import Testing

/// What holds for the text of any rulebook, laid out in any way, and for damaged ones.
@Suite struct GeneratedTextTests {
  @Test func anyLayoutGivesTheTokensBack() {
    let failure = RulebookProperty.failure(over: 60, mode: .arbitrary) { rulebook in
      zip(rulebook.files, rulebook.sources(.random(seed: rulebook.seed))).flatMap { file, source in
        let result = Parser.parse(source)
        let tokens = result.tree.tokens.indices.dropLast().map { result.tree.text(ofToken: $0) }
        return result.diagnostics.map(\.message) + (tokens == file.tokens ? [] : ["other tokens"])
      }
    }
    #expect(failure == nil, "\(failure ?? "")")
  }

  @Test func parsingAndPrintingAreInverse() {
    let failure = RulebookProperty.failure(over: 40, mode: .arbitrary) { rulebook in
      rulebook.sources(.random(seed: rulebook.seed)).flatMap { source in
        AnyBytes.lexerFaults(source.bytes) + AnyBytes.parserFaults(source.bytes)
      }
    }
    #expect(failure == nil, "\(failure ?? "")")
  }

  @Test func damagedTextIsPrintedBackAndDescribed() {
    let failure = RulebookProperty.failure(over: 40, mode: .arbitrary) { rulebook in
      var random = SeededGenerator(seed: rulebook.seed)
      return rulebook.sources().flatMap { source in
        let bytes = TextDamage.bytes(of: source.bytes, &random)
        return AnyBytes.lexerFaults(bytes) + AnyBytes.parserFaults(bytes)
      }
    }
    #expect(failure == nil, "\(failure ?? "")")
  }

  @Test func formattingKeepsWordsAndComments() {
    let failure = RulebookProperty.failure(over: 30, mode: .arbitrary) { rulebook in
      rulebook.sources(.random(seed: rulebook.seed)).flatMap { source -> [String] in
        guard case .formatted = Formatter.format(source) else { return ["it was refused"] }
        return AnyBytes.formatterFaults(source.bytes)
      }
    }
    #expect(failure == nil, "\(failure ?? "")")
  }

  /// Something that begins no token, in place of one: at least one message, few, and the first at
  /// that place.
  @Test func whatBeginsNoTokenIsNamedWhereItStands() {
    let failure = RulebookProperty.failure(over: 150, mode: .arbitrary) { rulebook in
      let damage = TextDamage.replacing(in: rulebook, with: ["?", ";", "§", "\\", "~"])
      let found = Parser.parse(damage.source).diagnostics
      if found.isEmpty { return ["`\(damage.word)` was not noticed"] }
      var faults = found.count > 4 ? ["\(found.count) messages for one mistake"] : []
      let isNamed = found.contains { damage.place.contains(Int($0.span.start)) }
      if !isNamed { faults.append("no message is where the mistake is") }
      return faults
    }
    #expect(failure == nil, "\(failure ?? "")")
  }

  /// One token less: few messages, the first of them in the damaged declaration or at its end.
  @Test func aMissingTokenGivesFewMessages() {
    let failure = RulebookProperty.failure(over: 150, mode: .arbitrary) { rulebook in
      let damage = TextDamage.replacing(in: rulebook, with: [""])
      let found = Parser.parse(damage.source).diagnostics
      guard let first = found.first else { return [] }
      var faults = found.count > 4 ? ["\(found.count) messages for `\(damage.word)`"] : []
      let start = Int(first.span.start)
      if start < damage.declaration.lowerBound || start > damage.declaration.upperBound + 40 {
        faults.append("the first message is far from `\(damage.word)`")
      }
      return faults
    }
    #expect(failure == nil, "\(failure ?? "")")
  }
}

import RuleChecker
import RuleSyntax
import TestSupport
import Testing

/// Formatting keeps the meaning of a rulebook, diagnostics keep to their form, and fixes mend.
@Suite struct GeneratedMeaningTests {
  @Test func formattingKeepsTheMeaning() {
    let failure = RulebookProperty.failure(over: 30) { text in
      let sources = text.sources(.random(seed: text.seed))
      var pages: [SourceFile] = []
      for source in sources {
        guard case .formatted(let page) = Formatter.format(source) else { return ["refused"] }
        pages.append(SourceFile(path: source.path, index: source.index, bytes: page))
      }
      let before = check(sources)
      let after = check(pages)
      guard var one = before.rulebook, var two = after.rulebook else { return ["no rulebook"] }
      one.files = []
      two.files = []
      var faults = one.hash == two.hash ? [] : ["another digest"]
      if shape(one) != shape(two) { faults.append("another rulebook") }
      if before.diagnostics.map(\.message) != after.diagnostics.map(\.message) {
        faults.append("other messages")
      }
      return faults
    }
    #expect(failure == nil, "\(failure ?? "")")
  }

  @Test(arguments: [RulebookTextGenerator.Mode.sound, .arbitrary])
  func anyRulebookIsCheckedToTheEnd(mode: RulebookTextGenerator.Mode) {
    let failure = RulebookProperty.failure(over: 40, mode: mode) { text in
      let texts = text.withMistakes(seed: text.seed).sources().map(\.bytes)
      return AnyBytes.checkerFaults(Array(texts.joined(separator: Array("\n// next file\n".utf8))))
    }
    #expect(failure == nil, "\(failure ?? "")")
  }

  /// A fix takes its own message away and brings no error. One that is not certain may bring the
  /// rest of what was wrong to light, but never its own message again.
  @Test func fixesMend() {
    let failure = RulebookProperty.failure(over: 250) { text in
      let damage = TextDamage.misspelling(in: text)
      let others = text.sources().filter { $0.index != damage.source.index }
      let before = check([damage.source] + others).diagnostics
      return before.flatMap { diagnostic -> [String] in
        guard let fix = diagnostic.fix, fix.span.file == damage.source.index else { return [] }
        let bytes = TextDamage.applying(fix, to: damage.source)
        let after = check([bytes] + others).diagnostics
        var faults: [String] = []
        if after.contains(where: { $0.message == diagnostic.message && $0.code == diagnostic.code })
          && before.count { $0.message == diagnostic.message } == 1
        {
          faults.append("`\(fix.title)` does not mend \(diagnostic.code)")
        }
        let errors = after.filter { $0.severity == .error }.map(\.code)
        if fix.isCertain, errors.count >= before.count { faults.append("\(fix.title): \(errors)") }
        return faults
      }
    }
    #expect(failure == nil, "\(failure ?? "")")
  }

  private func check(_ files: [SourceFile]) -> CheckResult {
    RulebookChecker.check(files.map { Parser.parse($0) })
  }
}

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

  /// A fix takes its message away, and a certain one brings no error. One that is not certain may
  /// bring the rest of what was wrong to light.
  @Test func fixesMend() {
    var mended = 0
    let failure = RulebookProperty.failure(over: 250) { text in
      let damage = TextDamage.misspelling(in: text)
      let others = text.sources().filter { $0.index != damage.source.index }
      let before = check([damage.source] + others).diagnostics
      return before.flatMap { diagnostic -> [String] in
        guard let fix = diagnostic.fix, fix.span.file == damage.source.index else { return [] }
        let mendedSource = TextDamage.applying(fix, to: damage.source)
        let after = check([mendedSource] + others).diagnostics
        mended += 1
        let told = before.map(words)
        let left = after.filter { $0.severity == .error }.map(words)
        var faults: [String] = []
        // The same mistake elsewhere may be told only now that this one is mended.
        let isLeft = after.contains {
          words($0) == words(diagnostic) && $0.span.start == diagnostic.span.start
            && $0.span.file == diagnostic.span.file
        }
        if isLeft { faults.append("`\(fix.title)` does not mend `\(diagnostic.message)`") }
        let new = left.filter { !told.contains($0) }
        if fix.isCertain, !new.isEmpty { faults.append("`\(fix.title)` brings \(new)") }
        return faults
      }
    }
    #expect(failure == nil, "\(failure ?? "")")
    #expect(mended > 60)
  }

  private func words(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.code): \(diagnostic.message)"
  }

  private func check(_ files: [SourceFile]) -> CheckResult {
    RulebookChecker.check(files.map { Parser.parse($0) })
  }
}

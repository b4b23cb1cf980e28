import RuleChecker
import RuleSyntax
import Testing

/// Broken variants of the flagship: checking never fails, and gives a rulebook or an error.
@Suite struct MutationTests {
  private func expectSound(_ bytes: [UInt8], _ comment: String) {
    let result = check([SourceFile(path: "a.tranche", bytes: bytes)])
    let hasError = result.diagnostics.contains { $0.severity == .error }
    #expect((result.rulebook == nil) == hasError, "\(comment)")
    for diagnostic in result.diagnostics {
      #expect(diagnostic.code != "incomplete-declaration", "\(comment)")
    }
  }

  @Test func tokensRemovedDoubledAndSwapped() throws {
    let file = try shippedRules("rust-for-linux.tranche")
    let tree = Parser.parse(file).tree
    let tokens = tree.tokens.dropLast()
    for (index, token) in tokens.enumerated() {
      let start = Int(token.start)
      let end = Int(token.end)
      let before = file.bytes[..<start]
      let own = file.bytes[start..<end]
      let after = file.bytes[end...]
      expectSound(Array(before + after), "without token \(index)")
      expectSound(Array(before + own + [0x20] + own + after), "token \(index) twice")
      guard index + 1 < tokens.count else { continue }
      let next = tokens[index + 1]
      let other = file.bytes[Int(next.start)..<Int(next.end)]
      let rest = file.bytes[Int(next.end)...]
      expectSound(Array(before + other + [0x20] + own + rest), "token \(index) swapped")
    }
  }

  @Test func tokensReplacedByOthersOfTheFile() throws {
    let file = try shippedRules("rust-for-linux.tranche")
    let tokens = Array(Parser.parse(file).tree.tokens.dropLast())
    var random = SplitMix(state: 11)
    for round in 0..<400 {
      guard let place = tokens.randomElement(using: &random),
        let other = tokens.randomElement(using: &random)
      else { continue }
      let bytes =
        file.bytes[..<Int(place.start)]
        + file.bytes[Int(other.start)..<Int(other.end)] + file.bytes[Int(place.end)...]
      expectSound(Array(bytes), "round \(round)")
    }
  }

  @Test func bytesChangedAndFilesCut() throws {
    let file = try shippedRules("rust-for-linux.tranche")
    var random = SplitMix(state: 13)
    for round in 0..<400 {
      var bytes = file.bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      if round.isMultiple(of: 3) {
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
      }
      expectSound(bytes, "round \(round)")
    }
  }

  @Test func nothingAtAll() {
    let none = check([SourceFile]())
    #expect(none.rulebook == nil && none.diagnostics.map(\.code) == ["no-header"])
    let empty = check([SourceFile(path: "a.tranche", text: "")])
    #expect(empty.rulebook == nil && empty.diagnostics.map(\.code) == ["no-header"])
  }

  @Test func deepAndLongTextsEndInAMessage() {
    let deep = String(repeating: "(", count: 100_000)
    let nots = String(repeating: "not ", count: 100_000)
    let sums = Array(repeating: "gross", count: 100_000).joined(separator: " + ")
    let ors = Array(repeating: "gross > 1%", count: 20_000).joined(separator: " or ")
    let sets = Array(repeating: "NVDA", count: 20_000).joined(separator: " except ")
    for condition in [deep, nots + "gross", sums + " > 1%", ors, "weight(\(sets)) > 1%"] {
      let result = check("rule look { when \(condition) review NVDA }")
      let hasError = result.diagnostics.contains { $0.severity == .error }
      #expect((result.rulebook == nil) == hasError)
      #expect(result.diagnostics.count <= 3)
    }
  }

  @Test func longChainsOfLetsEndInAMessage() {
    var text = "let a0 = gross\n"
    for index in 1..<20_000 { text += "let a\(index) = a\(index - 1) + 1%\n" }
    let result = check(text + "rule look { when a19999 > 1% review NVDA }")
    #expect(result.diagnostics.map(\.code) == ["too-deep"])
  }
}

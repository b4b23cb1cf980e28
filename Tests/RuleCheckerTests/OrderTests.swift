import Foundation
import RuleChecker
import RuleSyntax
import Testing

/// Order, layout, comments and files change nothing.
@Suite struct OrderTests {
  /// The declarations of the flagship and the house limits, without the `use` between them.
  private func declarations() throws -> [String] {
    try ["rust-for-linux.tranche", "house-limits.tranche"].flatMap { name -> [String] in
      let tree = Parser.parse(try shippedRules(name)).tree
      return tree.root.children.filter { $0.kind != .use && $0.kind != .header }.map(\.text)
    }
  }

  private let header =
    "language 1\nrulebook rust_for_linux \"Rust in the Linux kernel: staged exposure\"\n"

  // cites: order-1
  @Test func permutationsOfDeclarationsAndFilesGiveOneRulebook() throws {
    let original = try FlagshipTests.checked()
    let wanted = shape(original)
    var random = SplitMix(state: 7)
    for _ in 0..<20 {
      let shuffled = try declarations().shuffled(using: &random)
      let cut = Int.random(in: 0...shuffled.count, using: &random)
      var texts = [
        header + shuffled[..<cut].joined(separator: "  // a comment\n\n"),
        shuffled[cut...].joined(separator: "\n"),
      ]
      if Bool.random(using: &random) { texts.swapAt(0, 1) }
      let files = texts.enumerated().map {
        SourceFile(path: "\($0.offset).tranche", index: Int32($0.offset), text: $0.element)
      }
      let result = check(Bool.random(using: &random) ? files : files.reversed())
      let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
      #expect(rulebook.hash == original.hash)
      #expect(shape(rulebook.rules) == shape(original.rules))
      var placed = rulebook
      placed.files = original.files
      #expect(shape(placed) == wanted)
    }
  }

  @Test func aChangedNumberChangesTheHash() throws {
    let original = try FlagshipTests.checked()
    let texts = try declarations()
    let changed = texts.map { $0.replacingOccurrences(of: "6% of nav", with: "5% of nav") }
    let result = check([
      SourceFile(path: "a.tranche", text: header + changed.joined(separator: "\n"))
    ])
    #expect(try #require(result.rulebook).hash != original.hash)
  }

  // cites: test-1
  @Test func testsAreNoPartOfTheHash() {
    let rules = "rule look { review NVDA }"
    let test = "test \"nothing\" { as of 2025-12-15 { expect look fires } }"
    #expect(check(rules).rulebook?.hash == check(rules + "\n" + test).rulebook?.hash)
  }

  @Test func messagesDoNotDependOnTheOrderOfFiles() {
    let one = SourceFile(path: "b.tranche", index: 0, text: "let x = nothing\nlet y = y")
    let two = SourceFile(path: "a.tranche", index: 1, text: "language 1\nrulebook r\nlet x = gross")
    func messages(_ files: [SourceFile]) -> [String] { check(files).diagnostics.map(\.message) }
    let first = messages([one, two])
    #expect(first == messages([two, one]))
    #expect(first.count == 3)
  }
}

/// A small generator with a seed, so that a failure can be repeated (Steele, Lea and Flood, 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

import Foundation
import TestSupport
import Testing

@testable import Reporting

struct UnifiedDiffTests {
  @Test func equalTextsHaveNoDifference() {
    #expect(diff("a\nb\n", "a\nb\n") == "")
    #expect(diff("", "") == "")
  }

  @Test func aChangeIsShownWithTheLinesAroundIt() {
    let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n"
    #expect(
      diff(old, old.replacing("5", with: "five")) == """
        --- a.tranche
        +++ a.tranche
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """
    )
  }

  @Test func changesThatTouchAreShownTogether() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let near = old.replacing("5\n6", with: "five\n6").replacing("11\n", with: "eleven\n")
    #expect(diff(old, near).components(separatedBy: "@@ -").count == 2)
    let far = old.replacing("5\n6", with: "five\n6").replacing("13\n", with: "thirteen\n")
    #expect(diff(old, far).components(separatedBy: "@@ -").count == 3)
  }

  @Test func textsMayBeginOrEndFromNothing() {
    #expect(diff("", "a\n") == "--- a.tranche\n+++ a.tranche\n@@ -0,0 +1 @@\n+a\n")
    #expect(diff("a\n", "") == "--- a.tranche\n+++ a.tranche\n@@ -1 +0,0 @@\n-a\n")
  }

  @Test func aMissingLineEndIsNamed() {
    let shown = diff("a", "a\n")
    #expect(shown.hasSuffix("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"))
  }

  /// A pipe gets the bytes that `patch` needs; a terminal shows what can't be seen otherwise.
  @Test func otherLineEndsAreExactOrVisible() {
    #expect(diff("a\r\n", "a\n").hasSuffix("-a\r\n+a\n"))
    let shown = diff("a\r\n", "a\n", style: .colour)
    #expect(shown.contains("-a␍"))
    #expect(!shown.contains("\r"))
  }

  @Test func coloursTellWhatGoesAndWhatComes() {
    let shown = diff("a\n", "b\n", style: .colour)
    #expect(shown.contains(TextStyle.colour.paint("-a", .bad)))
    #expect(shown.contains(TextStyle.colour.paint("+b", .good)))
  }

  @Test func textFromOutsideCanNotSteerTheTerminal() {
    let shown = diff("a\u{1B}[31m\rb\u{202E}\n", "\tb\n", name: "x\u{1B}[0m\ny")
    #expect(!shown.contains("\u{1B}") && !shown.contains("\r") && !shown.contains("\u{202E}"))
    #expect(shown.contains("+\tb\n"))
    #expect(shown.hasPrefix("--- x[0m y\n"))
  }

  /// The hunks, applied to the old text, give the new one.
  @Test func differencesLeadFromOneTextToTheOther() {
    var random = SeededGenerator(seed: 1)
    for round in 0..<300 {
      let old = (0..<random.int(0...40)).map { _ in "\(random.int(0...9))\n" }
      let new = edited(old, &random)
      let shown = diff(old.joined(), new.joined())
      #expect(patched(old, with: shown) == new, "round \(round)")
    }
  }

  /// Long texts are cut where both have a line once; the hunks stay small.
  @Test func differencesOfLongTextsAreSmall() {
    var random = SeededGenerator(seed: 2)
    let old = (0..<20_000).map { $0 % 3 == 0 ? "}\n" : "line \($0)\n" }
    var new = old
    for _ in 0..<50 { new[random.int(0...19_999)] = "changed\n" }
    new.removeSubrange(7000..<7100)
    let shown = diff(old.joined(), new.joined())
    #expect(patched(old, with: shown) == new)
    #expect(shown.split(separator: "\n").count < 100 + 50 * 10)
  }

  /// Nothing in common, and nothing to hold on to.
  @Test func longTextsWithoutACommonLineAreReplaced() {
    let old = Array(repeating: "a\n", count: 5000)
    let new = Array(repeating: "b\n", count: 5000)
    let shown = diff(old.joined(), new.joined())
    #expect(patched(old, with: shown) == new)
    #expect(shown.hasPrefix("--- a.tranche\n+++ a.tranche\n@@ -1,5000 +1,5000 @@\n-a\n"))
  }

  // MARK: Helpers

  private func diff(
    _ old: String,
    _ new: String,
    name: String = "a.tranche",
    style: TextStyle = .plain
  ) -> String {
    UnifiedDiff.text(from: Array(old.utf8), to: Array(new.utf8), name: name, style: style)
  }

  private func edited(_ lines: [String], _ random: inout SeededGenerator) -> [String] {
    var lines = lines
    for _ in 0..<random.int(0...6) {
      let place = random.int(0...lines.count)
      switch random.int(0...2) {
      case 0: lines.insert("\(random.int(0...9))\n", at: place)
      case 1 where place < lines.count: lines.remove(at: place)
      case 2 where place < lines.count: lines[place] = "x\n"
      default: break
      }
    }
    return lines
  }

  /// What `patch` does, with every line that should be there compared.
  private func patched(_ old: [String], with diff: String) -> [String] {
    var result: [String] = []
    var next = 0
    for line in diff.split(separator: "\n").dropFirst(2) {
      let text = "\(line.dropFirst())\n"
      switch line.first {
      case "@":
        let numbers = line.split(separator: " ")[1].dropFirst().split(separator: ",")
        let count = numbers.count > 1 ? Int(numbers[1]) ?? 0 : 1
        let start = (Int(numbers[0]) ?? 0) - (count > 0 ? 1 : 0)
        result += old[next..<start]
        next = start
      case "-":
        #expect(old[next] == text)
        next += 1
      case "+": result.append(text)
      default:
        #expect(old[next] == text)
        result.append(text)
        next += 1
      }
    }
    return result + old[next...]
  }
}

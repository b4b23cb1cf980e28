import Foundation
import Testing

/// The faults of `Tests/Mutants` can be planted still: each patch's lines stand in the file it changes, and
/// the test that must see it exists. `make mutants` plants them.
struct MutantTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A patch as text: a header of `stage:`, `fault:` and `test:`, then one file's hunks.
  struct Mutant: CustomTestStringConvertible {
    let name: String
    let lines: [String]

    var testDescription: String { name }

    func header(_ key: String) -> String? {
      lines.first { $0.hasPrefix("\(key): ") }.map { String($0.dropFirst(key.count + 2)) }
    }

    var path: String? {
      lines.first { $0.hasPrefix("--- a/") }.map { String($0.dropFirst(6)) }
    }

    /// What each hunk needs to find, line by line.
    var finds: [[String]] {
      var hunks: [[String]] = []
      for line in lines {
        if line.hasPrefix("@@") { hunks.append([]) }
        guard !hunks.isEmpty, line.hasPrefix(" ") || line.hasPrefix("-") else { continue }
        hunks[hunks.count - 1].append(String(line.dropFirst()))
      }
      return hunks
    }
  }

  static let all: [Mutant] = {
    let folder = root.appendingPathComponent("Tests/Mutants")
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).filter { $0.hasSuffix(".patch") }.sorted().compactMap { name in
      let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      return text.map { Mutant(name: name, lines: $0.components(separatedBy: "\n")) }
    }
  }()

  @Test(arguments: all)
  func aFaultCanBePlanted(_ mutant: Mutant) throws {
    let path = try #require(mutant.path)
    let file = MutantTests.root.appendingPathComponent(path)
    let source = "\n" + (try String(contentsOf: file, encoding: .utf8))
    #expect(!mutant.finds.isEmpty)
    for lines in mutant.finds {
      let found = source.components(separatedBy: "\n" + lines.joined(separator: "\n") + "\n")
      #expect(found.count == 2, "stands \(found.count - 1) times in \(path): \(lines)")
    }
    #expect(mutant.header("fault") != nil)
  }

  @Test(arguments: all)
  func theTestThatSeesItExists(_ mutant: Mutant) throws {
    let parts = try #require(mutant.header("test")).components(separatedBy: "/")
    try #require(parts.count == 2)
    let sources = ["EvaluatorTests", "QuantitiesTests"].flatMap { room -> [String] in
      let folder = MutantTests.root.appendingPathComponent("Tests/\(room)")
      let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
      return files.compactMap { $0 as? String }.filter { $0.hasSuffix("\(parts[0]).swift") }
        .compactMap { try? String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
    }
    #expect(sources.contains { $0.contains("func \(parts[1])(") })
  }

  @Test func everyStageAndTheArithmeticHaveFaults() {
    let stages = MutantTests.all.compactMap { $0.header("stage") }
    #expect(stages.count >= 10)
    for number in 1...8 { #expect(stages.contains { $0.hasPrefix("\(number), ") }) }
    #expect(stages.count { $0 == "arithmetic" } >= 2)
  }
}

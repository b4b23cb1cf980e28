import Foundation
import TestSupport

/// A Swift file with its comments and strings told apart from its code.
struct SourceText {
  /// From the repository's root.
  let path: String
  let text: String
  /// The text without comments and without what stands in string literals.
  let code: String
  /// What stands in string literals.
  let strings: [String]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    var scanner = Scanner(text)
    scanner.run()
    code = scanner.code
    strings = scanner.strings
  }

  /// The first folder below `Sources` or `Tests`: `Evaluator`.
  var room: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// Modules that the file imports.
  var imports: [String] {
    code.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count else {
        return nil
      }
      guard words[..<keyword].allSatisfy({ $0.hasPrefix("@") || accessLevels.contains($0) }) else {
        return nil
      }
      // `import struct M.Name` names its module second.
      let name = words[keyword + 1...].first { !symbolKinds.contains($0) } ?? ""
      return name.split(separator: ".").first.map(String.init)
    }
  }

  /// Every Swift file below `folders`, in order of path.
  static func all(below folders: [String]) throws -> [SourceText] {
    let root = repositoryRoot()
    var found: [SourceText] = []
    for folder in folders {
      let base = root.appendingPathComponent(folder)
      let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }
      for path in (paths ?? []).sorted() where path.hasSuffix(".swift") {
        let file = base.appendingPathComponent(path)
        let text = try String(contentsOf: file, encoding: .utf8)
        found.append(SourceText(path: "\(folder)/\(path)", text: text))
      }
    }
    return found
  }
}

private let accessLevels: Set<Substring> = ["public", "package", "internal", "fileprivate"]
private let symbolKinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var"]

/// Splits Swift text; knows escapes, interpolation, raw and multi-line strings.
private struct Scanner {
  private let characters: [Character]
  private var place = 0
  private(set) var code = ""
  private(set) var strings: [String] = []

  init(_ text: String) { characters = Array(text) }

  mutating func run() {
    while place < characters.count { step() }
  }

  private mutating func step() {
    if starts("//") {
      while let character = current, character != "\n" {
        _ = character
        place += 1
      }
    } else if starts("/*") {
      while place < characters.count, !starts("*/") { place += 1 }
      place += 2
    } else if let opening = stringOpening() {
      skipString(opening)
    } else {
      if let character = current { code.append(character) }
      place += 1
    }
  }

  private var current: Character? { characters.indices.contains(place) ? characters[place] : nil }

  private func starts(_ word: String, at offset: Int = 0) -> Bool {
    characters.dropFirst(place + offset).starts(with: word)
  }

  /// Number signs and quotes that open a string here.
  private func stringOpening() -> (signs: Int, quotes: String)? {
    var signs = 0
    while starts("#", at: signs) { signs += 1 }
    if starts("\"\"\"", at: signs) { return (signs, "\"\"\"") }
    return starts("\"", at: signs) ? (signs, "\"") : nil
  }

  private mutating func skipString(_ opening: (signs: Int, quotes: String)) {
    let signs = String(repeating: "#", count: opening.signs)
    let end = opening.quotes + signs
    var content = ""
    place += opening.signs + opening.quotes.count
    code += "\"\""
    while place < characters.count, !starts(end) {
      if starts("\\" + signs + "(") {
        place += 2 + opening.signs
        skipInterpolation()
      } else if starts("\\" + signs) {
        place += 2 + opening.signs
      } else {
        content.append(characters[place])
        place += 1
      }
    }
    place += end.count
    strings.append(content)
  }

  /// Interpolated code is code.
  private mutating func skipInterpolation() {
    var depth = 1
    code += "("
    while place < characters.count, depth > 0 {
      if current == "(" { depth += 1 }
      if current == ")" { depth -= 1 }
      step()
    }
  }
}

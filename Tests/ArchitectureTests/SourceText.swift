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
    let codeLines: [Substring] = code.split(separator: "\n")
    return codeLines.compactMap { imported(by: $0) }
  }

  private func imported(by line: Substring) -> String? {
    let words: [Substring] = line.split(separator: " ")
    guard
      let keyword = words.firstIndex(of: "import"),
      words[..<keyword].allSatisfy({ $0.hasPrefix("@") || accessLevels.contains($0) })
    else { return nil }
    // `import struct M.Name` names its module second.
    let name = words[(keyword + 1)...].first { !symbolKinds.contains($0) }
    return name?.split(separator: ".").first.map { String($0) }
  }

  /// Every Swift file of the repository, in order of path; read once for all tests.
  static let all: [SourceText] = ["Sources", "Tests"].flatMap { folder -> [SourceText] in
    let base = repositoryRoot().appendingPathComponent(folder)
    let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }
    return (paths ?? []).sorted().filter {
      $0.hasSuffix(".swift") && !$0.hasSuffix("Package.swift")
    }.map { path in
      let data = try? Data(contentsOf: base.appendingPathComponent(path))
      return SourceText(
        path: "\(folder)/\(path)",
        text: String(decoding: data ?? Data(), as: UTF8.self)
      )
    }
  }
}

private let accessLevels: Set<Substring> = ["public", "package", "internal", "fileprivate"]
private let symbolKinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var"]

/// Splits Swift text; knows escapes, interpolation, raw and multi-line strings.
private struct Scanner {
  private let bytes: [UInt8]
  private var place = 0
  private var codeBytes: [UInt8] = []
  private(set) var strings: [String] = []

  init(_ text: String) { bytes = Array(text.utf8) }

  var code: String { String(decoding: codeBytes, as: UTF8.self) }

  mutating func run() {
    while place < bytes.count { step() }
  }

  private mutating func step() {
    if starts("//") {
      while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
    } else if starts("/*") {
      while place < bytes.count, !starts("*/") { place += 1 }
      place += 2
    } else if let opening = stringOpening() {
      skipString(signs: opening.signs, quotes: opening.quotes)
    } else {
      if place < bytes.count { codeBytes.append(bytes[place]) }
      place += 1
    }
  }

  private func starts(_ word: StaticString, at offset: Int = 0) -> Bool {
    let start = place + offset
    guard start + word.utf8CodeUnitCount <= bytes.count else { return false }
    for number in 0..<word.utf8CodeUnitCount where bytes[start + number] != word.utf8Start[number] {
      return false
    }
    return true
  }

  /// How many number signs and quotes open a string here.
  private func stringOpening() -> (signs: Int, quotes: Int)? {
    var signs = 0
    while starts("#", at: signs) { signs += 1 }
    if starts("\"\"\"", at: signs) { return (signs, 3) }
    return starts("\"", at: signs) ? (signs, 1) : nil
  }

  private mutating func skipString(signs: Int, quotes: Int) {
    var content: [UInt8] = []
    place += signs + quotes
    codeBytes += Array("\"\"".utf8)
    while place < bytes.count, !ends(signs: signs, quotes: quotes) {
      if starts("\\"), hasSigns(signs, at: 1) {
        place += 1 + signs
        if starts("(") { skipInterpolation() } else { place += 1 }
      } else {
        content.append(bytes[place])
        place += 1
      }
    }
    place += signs + quotes
    strings.append(String(decoding: content, as: UTF8.self))
  }

  private func ends(signs: Int, quotes: Int) -> Bool {
    starts(quotes == 3 ? "\"\"\"" : "\"") && hasSigns(signs, at: quotes)
  }

  private func hasSigns(_ count: Int, at offset: Int) -> Bool {
    (0..<count).allSatisfy { starts("#", at: offset + $0) }
  }

  /// Interpolated code is code.
  private mutating func skipInterpolation() {
    var depth = 0
    repeat {
      if starts("(") { depth += 1 }
      if starts(")") { depth -= 1 }
      step()
    } while place < bytes.count && depth > 0
  }
}

internal import Foundation

/// The lines of one file that cite, each with the test it belongs to.
struct CitationScan {
  struct Citation {
    /// From 1.
    var line: Int
    var ids: [String]
    /// The test's name; empty when the line belongs to none.
    var test: String
  }

  private let path: String
  private let lines: [String]

  init(_ source: Citations.Source) {
    path = source.path
    lines = source.text.components(separatedBy: "\n")
  }

  var citations: [Citation] {
    lines.indices.compactMap { index in
      ids(in: lines[index]).map { Citation(line: index + 1, ids: $0, test: test(at: index)) }
    }
  }

  /// What stands behind `cites:`; nothing for any other line.
  private func ids(in line: String) -> [String]? {
    var text = Substring(line.trimmingCharacters(in: .whitespaces))
    if path.hasSuffix(".swift") {
      guard text.hasPrefix("// ") else { return nil }
      text = text.dropFirst(3)
    } else if text.hasPrefix("# ") {
      text = text.dropFirst(2)
    }
    guard text.hasPrefix("cites:") else { return nil }
    return text.dropFirst("cites:".count).split(separator: ",")
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private func test(at index: Int) -> String {
    if path.hasSuffix(".swift") { return function(below: index) }
    // The case that the line is a field of; else the file is the test.
    let title = lines[..<index].last { $0.hasPrefix("=== ") }
    return title.map { String($0.dropFirst(4)) } ?? "the whole file"
  }

  /// The function of the `@Test` that follows, with nothing but comments between.
  private func function(below index: Int) -> String {
    let rest = lines[(index + 1)...].drop {
      $0.trimmingCharacters(in: .whitespaces).hasPrefix("//")
    }
    guard let first = rest.first, first.trimmingCharacters(in: .whitespaces).hasPrefix("@Test")
    else { return "" }
    for line in rest {
      if let name = line.firstMatch(of: /func (\w+)/) { return String(name.1) }
    }
    return ""
  }
}

internal import Foundation

/// Which tests cite which sentences of `docs/language.md`.
///
/// A sentence's id stands behind it as `<sub>gate-2</sub>`. A test cites it in a line of its own,
/// `cites: gate-2, gate-3`: as a field of a case of the conformance corpus, as a comment straight
/// above `@Test`, or as a remark in a transcript or a table of cases.
public struct Citations: Sendable {
  /// A file of tests.
  public struct Source: Sendable {
    /// From the repository's root.
    public var path: String
    public var text: String

    public init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// The ids in the order of the page, each as often as it stands there.
  public let ids: [String]
  /// For each id the tests that cite it, as `path: name`, in order of path and line.
  public let tests: [String: [String]]
  /// Citations of ids that no sentence has, and lines that cite nothing or stand above no test.
  public let faults: [String]

  public init(page: String, sources: [Source]) {
    ids = page.matches(of: Citations.mark).map { String($0.1) }
    let known = Set(ids)
    var tests: [String: [String]] = [:]
    var faults: [String] = []
    for source in sources {
      for citation in CitationScan(source).citations {
        let place = "\(source.path):\(citation.line)"
        if citation.ids.isEmpty { faults.append("\(place) cites nothing") }
        if citation.test.isEmpty { faults.append("\(place) stands above no test") }
        for id in citation.ids {
          if !known.contains(id) { faults.append("\(place) cites `\(id)`, which no sentence has") }
          tests[id, default: []].append("\(source.path): \(citation.test)")
        }
      }
    }
    self.tests = tests
    self.faults = faults
  }

  /// What stands behind a sentence. The expression is only ever read.
  nonisolated(unsafe) private static let mark = /<sub>([a-z]+-[0-9]+)<\/sub>/

  /// Ids that no test cites, in the order of the page.
  public var uncited: [String] { ids.filter { tests[$0] == nil } }

  /// Ids that two sentences have.
  public var duplicates: [String] {
    var seen: Set<String> = []
    return ids.filter { !seen.insert($0).inserted }
  }

  /// One line an id, with its tests below.
  public var table: String {
    ids.map { id in
      "\(id)\n" + (tests[id] ?? ["not cited"]).map { "  \($0)\n" }.joined()
    }.joined()
  }
}

extension Citations {
  /// Those of the repository.
  public static func ofRepository() throws -> Citations {
    let root = repositoryRoot()
    let page = root.appendingPathComponent("docs/language.md")
    return Citations(
      page: try String(contentsOf: page, encoding: .utf8),
      sources: try sources(in: root.appendingPathComponent("Tests"))
    )
  }

  /// Tests are Swift files and text files; the files beside them, such as this one, are not.
  private static func sources(in folder: URL) throws -> [Source] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return try (paths ?? []).sorted().filter(mayCite).map { path in
      let data = try Data(contentsOf: folder.appendingPathComponent(path))
      return Source(path: "Tests/\(path)", text: String(decoding: data, as: UTF8.self))
    }
  }

  private static func mayCite(_ path: String) -> Bool {
    if path.hasPrefix("TestSupport/") || path.hasPrefix("ArchitectureTests/") { return false }
    return path.hasSuffix("Tests.swift") || path.hasSuffix(".txt")
  }
}

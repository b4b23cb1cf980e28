public import Foundation
public import Testing

/// One file of the conformance corpus; `Tests/Conformance/README.md` describes the format.
public struct CaseFile: Sendable {
  /// One rulebook, and what an implementation says of it.
  public struct Case: Sendable {
    public var title: String
    /// The lines `key: value` between the title and the text, as in `cites: rule-1, rule-2`.
    public var fields: [(key: String, value: String)]
    /// The text of the rulebook, with its marks.
    public var input: String
    /// What is expected, without blank lines at its ends.
    public var expected: String

    /// Identifiers of the sentences of `docs/language.md` that the case shows.
    public var cites: [String] {
      fields.filter { $0.key == "cites" }.flatMap { field in
        field.value.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      }
    }
  }

  /// The keys that a line between title and text may have.
  public static let keys = ["cites", "shows", "bytes"]

  /// `Tests/Conformance`.
  public static let corpus = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Conformance")

  /// As in `syntax/words.txt`.
  public let path: String
  /// What stands above the first case.
  public let introduction: String
  public let cases: [Case]

  /// The files of a folder of the corpus, in ascending order.
  public static func paths(in folder: String) -> [String] {
    let found = try? FileManager.default.contentsOfDirectory(
      atPath: corpus.appendingPathComponent(folder).path
    )
    return (found ?? []).filter { $0.hasSuffix(".txt") }.sorted().map { "\(folder)/\($0)" }
  }

  /// All cases of a folder.
  public static func cases(in folder: String) throws -> [Case] {
    try paths(in: folder).flatMap { try CaseFile($0).cases }
  }

  public init(_ path: String) throws {
    let data = try Data(contentsOf: CaseFile.corpus.appendingPathComponent(path))
    let parts = String(decoding: data, as: UTF8.self).components(separatedBy: "\n=== ")
    self.path = path
    introduction = parts.first ?? ""
    cases = parts.dropFirst().map(CaseFile.readCase)
  }

  /// Compares what `result` makes of each case with what is expected of it.
  ///
  /// With `RECORD_SNAPSHOTS=1` in the environment the file is written anew instead, and the test
  /// fails: a recording run never passes for a checking one.
  public func expectEach(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ result: (Case) throws -> String
  ) rethrows {
    let results = try cases.map { try result($0).trimmingCharacters(in: .newlines) }
    if isRecordingSnapshots {
      record(results, sourceLocation)
      return
    }
    for (entry, result) in zip(cases, results) where result != entry.expected {
      let difference = firstDifference(entry.expected, result)
      let text = "\(path), \(entry.title): \(difference)\nnow:\n\(result)"
      Issue.record(Comment(rawValue: text), sourceLocation: sourceLocation)
    }
  }

  private func record(_ results: [String], _ place: SourceLocation) {
    var text = introduction
    for (entry, result) in zip(cases, results) {
      let fields = entry.fields.map { "\($0.key): \($0.value)\n" }.joined()
      text += "\n=== \(entry.title)\n\(fields)\(entry.input)\n---\n"
      text += result.isEmpty ? "" : result + "\n"
    }
    do {
      try Data(text.utf8).write(to: CaseFile.corpus.appendingPathComponent(path))
      Issue.record("recorded \(path): read it, then run again", sourceLocation: place)
    } catch {
      Issue.record("can't record \(path): \(error)", sourceLocation: place)
    }
  }

  private static func readCase(_ part: String) -> Case {
    var lines = part.components(separatedBy: "\n")[...]
    let title = lines.popFirst() ?? ""
    var fields: [(key: String, value: String)] = []
    while let line = lines.first, let field = readField(line) {
      fields.append(field)
      lines.removeFirst()
    }
    let divider = lines.firstIndex(of: "---") ?? lines.endIndex
    let expected = lines[min(divider + 1, lines.endIndex)...].joined(separator: "\n")
    return Case(
      title: title,
      fields: fields,
      input: lines[..<divider].joined(separator: "\n"),
      expected: expected.trimmingCharacters(in: .newlines)
    )
  }

  private static func readField(_ line: String) -> (key: String, value: String)? {
    for key in keys where line.hasPrefix("\(key): ") {
      return (key, String(line.dropFirst(key.count + 2)))
    }
    return nil
  }
}

internal import Foundation
public import Testing

/// Compares `text` with the file `Snapshots/NAME` beside the test's own file.
///
/// With `RECORD_SNAPSHOTS=1` in the environment the file is written instead, and the test fails: a
/// recording run never passes for a checking one.
public func expectSnapshot(
  of text: String,
  named name: String,
  filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let file = URL(fileURLWithPath: filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots").appendingPathComponent(name)
  if isRecordingSnapshots {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name): run again to check it", sourceLocation: sourceLocation)
    } catch {
      Issue.record("can't record \(name): \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let data = try? Data(contentsOf: file) else {
    Issue.record("no snapshot \(name): set RECORD_SNAPSHOTS=1", sourceLocation: sourceLocation)
    return
  }
  let expected = String(decoding: data, as: UTF8.self)
  if expected == text { return }
  let message = "\(name) differs: \(firstDifference(expected, text))\nnow:\n\(text)"
  Issue.record(Comment(rawValue: message), sourceLocation: sourceLocation)
}

/// Whether snapshots and transcripts are written instead of compared.
public var isRecordingSnapshots: Bool {
  ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
}

/// The first line that differs, as it should be and as it is.
public func firstDifference(_ expected: String, _ actual: String) -> String {
  let left = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let right = actual.split(separator: "\n", omittingEmptySubsequences: false)
  for number in 0..<max(left.count, right.count) {
    let one = number < left.count ? String(left[number]) : "(the end)"
    let two = number < right.count ? String(right[number]) : "(the end)"
    if one != two { return "line \(number + 1)\n  expected: \(one)\n  actual:   \(two)" }
  }
  return "no line differs"
}

import Foundation
import RuleChecker
import RuleSyntax

/// The files of a test's rulebook. Unless the text brings its own header or begins with a comment,
/// a file of its own holds one, so that places in the text stay what they are. A line
/// `// next file` begins another file.
func rulebookFiles(_ text: String) -> [SourceFile] {
  let texts = text.components(separatedBy: "// next file\n")
  if texts.count > 1 {
    return texts.enumerated().map {
      SourceFile(path: "\($0.offset).tranche", index: Int32($0.offset), text: $0.element)
    }
  }
  if text.hasPrefix("language") || text.hasPrefix("//") {
    return [SourceFile(path: "a.tranche", text: text)]
  }
  return [
    SourceFile(path: "a.tranche", index: 0, text: text),
    SourceFile(path: "header.tranche", index: 1, text: "language 1\nrulebook steady\n"),
  ]
}

/// Where a file of `rulebookFiles` begins in the text.
func fileOffset(_ file: Int32, in text: String) -> Int {
  let divider = "// next file\n"
  let texts = text.components(separatedBy: divider)
  guard texts.count > 1 else { return 0 }
  return texts.prefix(Int(file)).reduce(0) { $0 + $1.utf8.count + divider.utf8.count }
}

func check(_ text: String) -> CheckResult { check(rulebookFiles(text)) }

func check(_ files: [SourceFile]) -> CheckResult {
  RulebookChecker.check(files.map { Parser.parse($0) })
}

/// Codes in order of place.
func codes(_ text: String) -> [String] { check(text).diagnostics.map(\.code) }

/// Source text in which `⟪` and `⟫` mark the places that diagnostics should point at, in order.
struct MarkedText {
  let text: String
  let marks: [Range<Int>]

  init(_ marked: String) {
    var bytes: [UInt8] = []
    var marks: [Range<Int>] = []
    var open: Int?
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "⟪": open = bytes.count
      case "⟫":
        if let start = open { marks.append(start..<bytes.count) }
        open = nil
      default: bytes.append(contentsOf: Array(String(scalar).utf8))
      }
    }
    text = String(decoding: bytes, as: UTF8.self)
    self.marks = marks
  }
}

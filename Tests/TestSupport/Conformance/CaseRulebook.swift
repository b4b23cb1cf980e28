internal import Foundation
public import RuleSyntax

/// The files of a case's rulebook.
///
/// A line `// next file` begins another file; the files are then `0.tranche`, `1.tranche` and so
/// on. Otherwise the text is `a.tranche`, and unless it begins with `language` or `//`, a second
/// file holds a header, so that places in the text stay what they are.
public struct CaseRulebook: Sendable {
  private static let divider = "// next file\n"

  public let files: [SourceFile]
  /// Where each file begins in the text, in bytes.
  private let offsets: [Int]

  public init(_ text: String) {
    let texts = text.components(separatedBy: CaseRulebook.divider)
    if texts.count > 1 {
      var files: [SourceFile] = []
      var offsets: [Int] = []
      var offset = 0
      for (number, part) in texts.enumerated() {
        files.append(SourceFile(path: "\(number).tranche", index: Int32(number), text: part))
        offsets.append(offset)
        offset += part.utf8.count + CaseRulebook.divider.utf8.count
      }
      self.files = files
      self.offsets = offsets
      return
    }
    let isComplete = text.hasPrefix("language") || text.hasPrefix("//")
    let header = SourceFile(path: "header.tranche", index: 1, text: "language 1\nrulebook steady\n")
    files = [SourceFile(path: "a.tranche", text: text)] + (isComplete ? [] : [header])
    offsets = [0, 0]
  }

  /// One file by itself, as in `syntax/`, where a text is read and nothing more.
  public init(reading file: SourceFile) {
    files = [file]
    offsets = [0]
  }

  /// The place of `span` in the text that the files were cut from.
  public func place(of span: Span) -> Range<Int> {
    let offset = offsets.indices.contains(Int(span.file)) ? offsets[Int(span.file)] : 0
    return offset + Int(span.start)..<offset + Int(span.end)
  }

  /// The text after the certain fixes of `diagnostics`, in the form the rulebook was given in.
  public func text(fixing diagnostics: [Diagnostic]) -> String {
    files.filter { $0.path != "header.tranche" }
      .map { String(decoding: FixedSource($0, fixing: diagnostics).bytes, as: UTF8.self) }
      .joined(separator: CaseRulebook.divider)
  }
}

extension CaseFile.Case {
  /// The one file of a case that is read and not checked. With the field `bytes: hex` the text is
  /// its bytes in hexadecimal, for what no text can hold.
  public var file: SourceFile {
    guard fields.contains(where: { $0.key == "bytes" }) else {
      return SourceFile(path: "a.tranche", text: MarkedText(input).text)
    }
    let digits = input.split(whereSeparator: \.isWhitespace)
    return SourceFile(path: "a.tranche", bytes: digits.compactMap { UInt8($0, radix: 16) })
  }
}

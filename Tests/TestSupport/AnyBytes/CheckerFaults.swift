internal import RuleChecker
internal import RuleSyntax

extension AnyBytes {
  /// Checking ends with a rulebook or an error, never both; the order of files changes nothing; a
  /// rulebook that comes out is whole, and can be read back. A line `// next file` begins another file.
  public static func checkerFaults(_ bytes: [UInt8]) -> [String] {
    let files = files(of: bytes)
    let parsed = files.map { Parser.parse($0) }
    let result = RulebookChecker.check(parsed)
    var faults = faults(of: result.diagnostics, in: files)
    let hasError = result.diagnostics.contains { $0.severity == .error }
    if hasError == (result.rulebook != nil) { faults.append("a rulebook beside an error") }
    if result.diagnostics.contains(where: { $0.code == "incomplete-declaration" }) {
      faults.append("something was left out without a word")
    }
    let others = RulebookChecker.check(parsed.reversed())
    if others.diagnostics != result.diagnostics { faults.append("the order of files matters") }
    if let rulebook = result.rulebook {
      faults += WholeRulebook(rulebook).faults
      if RulebookReading(rulebook).sections.isEmpty { faults.append("it is read back as nothing") }
    }
    return faults
  }

  /// The files that a line `// next file` divides; the first two of many.
  static func files(of bytes: [UInt8]) -> [SourceFile] {
    let divider = Array("\n// next file\n".utf8)
    var texts: [[UInt8]] = []
    var rest = bytes[...]
    while texts.count < 3, let place = first(divider, in: rest) {
      texts.append(Array(rest[..<place]))
      rest = rest[(place + divider.count)...]
    }
    texts.append(Array(rest))
    return texts.enumerated().map { index, text in
      SourceFile(path: "\(index).tranche", index: Int32(index), bytes: text)
    }
  }

  private static func first(_ part: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= part.count else { return nil }
    return (bytes.startIndex...(bytes.endIndex - part.count)).first { place in
      bytes[place] == part[0] && bytes[place..<(place + part.count)].elementsEqual(part)
    }
  }
}

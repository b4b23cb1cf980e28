internal import RuleSyntax

extension AnyBytes {
  /// Tokens lie in order inside the file; between them stand only blanks, comments and what has been
  /// reported; each token that is no mistake is read alike when it stands alone.
  public static func lexerFaults(_ bytes: [UInt8]) -> [String] {
    let file = SourceFile(path: "any.tranche", bytes: bytes)
    let result = Lexer.tokens(of: file)
    var faults = faults(of: result.diagnostics, in: [file])
    guard let last = result.tokens.last, last.kind == .endOfFile, Int(last.end) == bytes.count
    else { return faults + ["the end of the file is no token"] }
    var reported = ReportedPlaces(result.diagnostics)
    // A few of very many mistakes are described; then a gap may hold anything.
    let isComplete = result.diagnostics.count < 1000
    var previous = 0
    for (index, token) in result.tokens.enumerated() {
      let start = Int(token.start)
      let end = Int(token.end)
      guard previous <= start, start <= end, end <= bytes.count else {
        return faults + ["token \(index) lies outside or over another"]
      }
      if isComplete, !reported.touches(previous, start), !isTrivia(bytes[previous..<start]) {
        faults.append("something between tokens was dropped at \(previous)")
      }
      let isReported = reported.touches(start, end)
      if isComplete, token.kind == .unknown, !isReported {
        faults.append("an unknown token was not reported at \(start)")
      }
      if index < 400, isComplete, !isReported, token.kind != .endOfFile, token.kind != .unknown {
        faults += faultsOfToken(token, alone: Array(bytes[start..<end]))
      }
      previous = end
    }
    return faults
  }

  private static func faultsOfToken(_ token: Token, alone bytes: [UInt8]) -> [String] {
    let result = Lexer.tokens(of: SourceFile(path: "token.tranche", bytes: bytes))
    if result.tokens.map(\.kind) == [token.kind, .endOfFile], result.diagnostics.isEmpty {
      return []
    }
    return ["`\(String(decoding: bytes, as: UTF8.self))` is read otherwise when it stands alone"]
  }

  /// Blanks, line ends, comments, and a byte order mark at the beginning.
  private static func isTrivia(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    if rest.startIndex == 0, rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    while let byte = rest.first {
      if [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
        rest = rest.dropFirst()
      } else if rest.starts(with: [UInt8(ascii: "/"), UInt8(ascii: "/")]) {
        rest = rest.drop { $0 != UInt8(ascii: "\n") }
      } else {
        return false
      }
    }
    return true
  }
}

/// The places of diagnostics, asked about from left to right.
private struct ReportedPlaces {
  private let spans: [Span]
  private var next = 0

  init(_ diagnostics: [Diagnostic]) {
    spans = diagnostics.map(\.span).sorted { $0.start < $1.start }
  }

  /// Whether a diagnostic lies in the stretch or reaches into it.
  mutating func touches(_ start: Int, _ end: Int) -> Bool {
    while next < spans.count, Int(spans[next].end) <= start, Int(spans[next].start) < start {
      next += 1
    }
    return next < spans.count && Int(spans[next].start) < max(end, start + 1)
  }
}

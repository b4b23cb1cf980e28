/// A file with the certain fixes of its diagnostics made.
public struct FixedSource: Sendable {
  public let bytes: [UInt8]
  /// How many fixes were made.
  public let count: Int

  /// Makes every certain fix of `diagnostics` that lies in `file`, from the first byte on. Of two
  /// that overlap the later one is left for another round, when it may be gone. The same edit
  /// offered twice is made once.
  public init(_ file: SourceFile, fixing diagnostics: [Diagnostic]) {
    let fixes = Set(diagnostics.compactMap(\.fix).filter { $0.isCertain })
      .filter { FixedSource.isInside($0.span, of: file) }
      .sorted {
        ($0.span.start, $0.span.end, $0.replacement) < ($1.span.start, $1.span.end, $1.replacement)
      }
    var bytes: [UInt8] = []
    var taken = 0
    var count = 0
    for fix in fixes {
      let start = Int(fix.span.start)
      // Two insertions at one place would depend on their order.
      guard count == 0 || start > taken else { continue }
      bytes += file.bytes[taken..<start]
      bytes += Array(fix.replacement.utf8)
      taken = Int(fix.span.end)
      count += 1
    }
    bytes += file.bytes[taken...]
    self.bytes = bytes
    self.count = count
  }

  private static func isInside(_ span: Span, of file: SourceFile) -> Bool {
    span.file == file.index && span.start >= 0 && span.start <= span.end
      && Int(span.end) <= file.bytes.count
  }
}

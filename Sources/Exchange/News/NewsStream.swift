/// Reads a file of news piece by piece, as its bytes arrive. Formats of one item a line are read as they come, so
/// that memory does not grow with the file; a document is read when it is whole.
public struct NewsStream {
  /// So much is seen before the format is decided.
  private static let sampleLength = 64 * 1024
  /// Lines are read in blocks of about this length.
  private static let blockLength = 1024 * 1024

  private static let mostPending = ProviderDocument.mostBytes

  private let name: String
  private let page: PageFacts
  private var format: NewsFormat?
  private var pending: [UInt8] = []
  private var hasBegun = false
  /// The bytes of the line that names the columns, in a format that has one.
  private var header: [UInt8]?
  /// The number of the first line of `pending`.
  private var line = 1

  /// - Parameters:
  ///   - name: the file as the user named it.
  ///   - format: nothing to recognise it by its content.
  ///   - page: gives items what they lack.
  public init(name: String, format: NewsFormat? = nil, page: PageFacts = PageFacts()) {
    self.name = name
    self.format = format
    self.page = page
  }

  /// Takes the next bytes of the file; gives what they complete, or nothing yet.
  public mutating func take(_ bytes: some Collection<UInt8>) -> NewsReading? {
    // Of a document that is too large the rest is not kept.
    if isByLine || pending.count <= NewsStream.mostPending { pending.append(contentsOf: bytes) }
    if !hasBegun {
      guard pending.count >= NewsStream.sampleLength else { return nil }
      begin()
    }
    guard isByLine, pending.count >= NewsStream.blockLength else { return nil }
    if let end = pending.lastIndex(of: UInt8(ascii: "\n")) { return block(upTo: end + 1) }
    // A line without an end is no item; it is told as a bad line.
    return pending.count > NewsStream.mostPending ? block(upTo: pending.count) : nil
  }

  /// What is left when there are no more bytes.
  public mutating func end() -> NewsReading {
    if !hasBegun { begin() }
    if isByLine, line > 1 || !pending.isEmpty {
      return pending.isEmpty ? NewsReading() : block(upTo: pending.count)
    }
    return NewsReader.read(bytes: pending, name: name, format: format, page: page)
  }

  private var isByLine: Bool { format == .jsonLines || format == .table }

  private mutating func begin() {
    hasBegun = true
    let file = NewsFile(name: name, bytes: Array(pending.prefix(NewsStream.sampleLength)))
    // What is no text at all is told as such when all of it is there.
    if NewsReader.unreadable(file) != nil { return }
    format = format ?? NewsReader.recognised(file)
  }

  private mutating func block(upTo end: Int) -> NewsReading {
    // What is left of the last line is little; the lines themselves are not copied.
    var block = pending
    pending = Array(block[end...])
    block.removeLast(pending.count)
    if let header { block.insert(contentsOf: header, at: 0) }
    let file = NewsFile(
      name: name,
      bytes: block,
      firstLine: line,
      headerLines: header == nil ? 0 : 1
    )
    let hadHeader = header != nil
    if format == .table, header == nil { header = takenHeader(file) }
    let hasEnd = file.bytes.last == UInt8(ascii: "\n")
    line += file.lines.count - (hadHeader ? 1 : 0) - (hasEnd ? 0 : 1)
    guard let format else { return NewsReading() }
    return NewsReader.read(file, as: format, page: page)
  }

  /// The first line that is not blank, with its line end.
  private func takenHeader(_ file: NewsFile) -> [UInt8]? {
    let first = file.lines.first { line in file.bytes[line.range].contains { $0 > 0x20 } }
    return first.map { Array(file.bytes[$0.range]) + [UInt8(ascii: "\n")] }
  }
}

/// Lines and columns of offsets in one file. Offsets that ascend cost one pass over the bytes in all, even when the
/// whole file is one line.
struct PlaceFinder {
  private let file: NewsFile
  private var index = 0
  private var offset = 0
  private var column = 1

  init(_ file: NewsFile) {
    self.file = file
    start(at: 0)
  }

  mutating func problem(_ failure: JSONFailure) -> NewsProblem {
    let (line, column) = place(of: failure.offset)
    return file.problem(line: line, column: column, failure.message, help: failure.help)
  }

  /// Both from 1; the column counts Unicode scalars.
  mutating func place(of wanted: Int) -> (line: Int, column: Int) {
    guard !file.lines.isEmpty else { return (0, 0) }
    if wanted < offset { start(at: 0) }
    while index + 1 < file.lines.count, file.lines[index + 1].range.lowerBound <= wanted {
      start(at: index + 1)
    }
    let line = file.lines[index]
    let end = min(max(wanted, offset), line.range.upperBound)
    if offset < end {
      for byte in file.bytes[offset..<end] where byte & 0xC0 != 0x80 { column += 1 }
      offset = end
    }
    return (line.number, column)
  }

  private mutating func start(at line: Int) {
    index = line
    offset = file.lines.indices.contains(line) ? file.lines[line].range.lowerBound : 0
    column = 1
  }
}

import Portfolio
import Testing

@testable import Exchange

/// A file read piece by piece gives what it gives as a whole.
struct NewsStreamTests {
  private func read(_ bytes: [UInt8], by size: Int, _ format: NewsFormat? = nil) -> NewsReading {
    var stream = NewsStream(name: "f", format: format)
    var whole = NewsReading()
    func add(_ reading: NewsReading) {
      whole.items += reading.items
      whole.problems += reading.problems
    }
    var start = 0
    while start < bytes.count {
      let end = min(start + size, bytes.count)
      if let reading = stream.take(bytes[start..<end]) { add(reading) }
      start = end
    }
    add(stream.end())
    return whole
  }

  @Test(arguments: [1, 7, 100_000])
  func everySampleIsTheSameInPieces(size: Int) {
    for (format, text) in NewsSamples.all {
      let bytes = Array(text.utf8)
      let whole = NewsReader.read(bytes: bytes, name: "f")
      let pieces = read(bytes, by: size)
      #expect(pieces.items == whole.items, "\(format)")
      #expect(pieces.problems == whole.problems, "\(format)")
    }
  }

  @Test(arguments: [NewsFormat.jsonLines, .table])
  func manyLinesKeepTheirNumbers(format: NewsFormat) {
    let isTable = format == .table
    var lines = (0..<40_000).map { number in
      isTable
        ? "\(number),Title é \(number),a summary"
        : #"{"id": "\#(number)", "title": "Title é \#(number)"}"#
    }
    lines[0] = isTable ? "id,title,summary" : #"{"id": "x", "title": "T"}"#
    lines[37_000] = isTable ? "1" : "{]"
    lines[39_999] = isTable ? "2" : "[}"
    let bytes = Array(lines.joined(separator: "\n").utf8)
    let reading = read(bytes, by: 50_000)
    #expect(reading.items.count == (isTable ? 39_997 : 39_998))
    #expect(reading.problems.map(\.line) == [37_001, 40_000])
  }

  @Test func whatIsNothingGivesOneProblem() {
    #expect(read([], by: 1).problems.map(\.message) == ["the file is empty"])
    #expect(read([], by: 1, .jsonLines).problems.map(\.message) == ["the file is empty"])
    #expect(read([0xFF, 0xFE, 0x41, 0], by: 2).problems.map(\.message) == ["the file is not text"])
    #expect(read(Array("nothing known".utf8), by: 3).problems.count == 1)
  }
}

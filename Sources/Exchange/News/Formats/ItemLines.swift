internal import Portfolio

/// JSON Lines of our own, `tranche.item/1`: one revision of one item a line. `docs/news.md`
/// describes every field.
///
/// A line that is not right is lost, with its place and reason; the others are read.
enum ItemLines: NewsFormatReader {
  static let schema = "tranche.item/1"
  /// Whose ids they are where an item does not say it.
  private static let provider = "jsonl"
  static let summary = "JSON Lines, one item a line"

  static func recognises(_ sample: NewsSample) -> Bool {
    sample.file.firstByte == UInt8(ascii: "{")
  }

  static func read(_ file: NewsFile, page: PageFacts) -> NewsReading {
    var reading = NewsReading()
    for line in file.lines {
      guard file.bytes[line.range].contains(where: { $0 > 0x20 }) else { continue }
      if let item = ItemLineScanner.item(
        file.bytes,
        in: line.range,
        page: page,
        provider: provider
      ) {
        reading.items.append(item)
        continue
      }
      do throws(JSONFailure) {
        let node = try JSONReader.read(file.bytes, in: line.range)
        var decoder = try ItemLineDecoder(node, page: page, provider: provider)
        reading.items.append(try decoder.item())
        for doubt in decoder.doubts { reading.report(doubt, line, file) }
      } catch {
        reading.report(error, line, file)
      }
    }
    return reading
  }
}

extension NewsReading {
  /// Adds what is wrong with a line.
  mutating func report(_ failure: JSONFailure, _ line: NewsFile.Line, _ file: NewsFile) {
    problems.append(
      file.problem(
        line: line.number,
        column: file.column(of: failure.offset, in: line),
        failure.message,
        help: failure.help
      )
    )
  }
}

public import Evaluator
public import Portfolio
internal import Quantities

/// Lines of `CSVFormat` for purchases of plain accounts: what is the same of an instrument for all accounts
/// is spelled once.
public struct PlainCSV: Sendable {
  /// For each instrument `,NVDA,buy,` and `,180.5,scale_in.all` with the end of the line, one behind the other.
  private var text: [UInt8] = []
  /// Where they stand, in order of instrument.
  private var beginnings: [Range<Int>] = []
  private var endings: [Range<Int>] = []
  /// How long a line can be, without the account's name.
  private var mostBytes = 0

  public init(_ rulebook: PlainRulebook, _ market: Market) {
    for (instrument, terms) in zip(market.instruments, zip(rulebook.prices, rulebook.causes)) {
      beginnings.append(place(",\(CSVCell.text(instrument.symbol)),buy,"))
      let causes = CSVCell.text(terms.1.joined(separator: " "))
      endings.append(place(",\(terms.0.description),\(causes)\n"))
    }
    let longest = zip(beginnings, endings).map { $0.count + $1.count }.max() ?? 0
    mostBytes = longest + DecimalText.mostBytes
  }

  private mutating func place(_ part: String) -> Range<Int> {
    let start = text.count
    text.append(contentsOf: part.utf8)
    return start..<text.count
  }

  /// The place of each instrument in the order of symbols is its index: lines stand in the order of purchases.
  public func append(_ decision: PlainDecision, of account: String, to output: inout [UInt8]) {
    if decision.purchases.isEmpty { return }
    var name = CSVCell.text(account)
    let most = decision.purchases.count * (name.utf8.count + mostBytes)
    withUnsafeTemporaryAllocation(byteCount: most, alignment: 1) { buffer in
      var lines = PlainLines(buffer: buffer)
      name.withUTF8 { name in
        text.withUnsafeBytes { text in
          for purchase in decision.purchases {
            lines.append(UnsafeRawBufferPointer(name))
            lines.append(UnsafeRawBufferPointer(rebasing: text[beginnings[purchase.instrument]]))
            lines.append(purchase.quantity)
            lines.append(UnsafeRawBufferPointer(rebasing: text[endings[purchase.instrument]]))
          }
        }
      }
      output.append(contentsOf: lines.written)
    }
  }
}

/// Bytes put one behind the other into a buffer that has room for them.
private struct PlainLines {
  let buffer: UnsafeMutableRawBufferPointer
  private var count = 0

  init(buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

  var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[..<count]) }

  private var rest: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    rest.copyMemory(from: bytes)
    count += bytes.count
  }

  mutating func append(_ quantity: Quantity) { count += DecimalText.spell(quantity, into: rest) }
}

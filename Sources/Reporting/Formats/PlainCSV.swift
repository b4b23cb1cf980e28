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

  public init(_ rulebook: PlainRulebook, _ market: Market) {
    for (instrument, terms) in zip(market.instruments, zip(rulebook.prices, rulebook.causes)) {
      beginnings.append(place(",\(CSVCell.text(instrument.symbol)),buy,"))
      let causes = CSVCell.text(terms.1.joined(separator: " "))
      endings.append(place(",\(terms.0.description),\(causes)\n"))
    }
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
    var most = 0
    for purchase in decision.purchases {
      most += name.utf8.count + beginnings[purchase.instrument].count
      most += DecimalText.mostBytes + endings[purchase.instrument].count
    }
    let lines = name.withUTF8 { name in
      [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
        var rest = UnsafeMutableRawBufferPointer(buffer)
        text.withUnsafeBytes { text in
          for purchase in decision.purchases {
            rest.take(UnsafeRawBufferPointer(name))
            rest.take(UnsafeRawBufferPointer(rebasing: text[beginnings[purchase.instrument]]))
            rest.take(DecimalText.spell(purchase.quantity, into: rest))
            rest.take(UnsafeRawBufferPointer(rebasing: text[endings[purchase.instrument]]))
          }
        }
        count = buffer.count - rest.count
      }
    }
    output.append(contentsOf: lines)
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Copies bytes to the start, and goes behind them.
  fileprivate mutating func take(_ bytes: UnsafeRawBufferPointer) {
    copyMemory(from: bytes)
    take(bytes.count)
  }

  /// Goes behind bytes that were written.
  fileprivate mutating func take(_ count: Int) {
    self = UnsafeMutableRawBufferPointer(rebasing: dropFirst(count))
  }
}

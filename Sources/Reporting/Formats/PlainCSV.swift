public import Evaluator
public import Portfolio

/// Lines of `CSVFormat` for purchases of plain accounts: what is the same of an instrument for all accounts
/// is spelled once.
public struct PlainCSV: Sendable {
  /// `,NVDA,buy,`
  private let beginnings: [[UInt8]]
  /// `,180.5,scale_in.all` and the end of the line.
  private let endings: [[UInt8]]

  public init(_ rulebook: PlainRulebook, _ market: Market) {
    beginnings = market.instruments.map { instrument in
      Array(",\(CSVCell.text(instrument.symbol)),buy,".utf8)
    }
    endings = zip(rulebook.prices, rulebook.causes).map { price, causes in
      var bytes = [UInt8(ascii: ",")]
      CSVCell.append(price, to: &bytes)
      bytes.append(UInt8(ascii: ","))
      bytes.append(contentsOf: CSVCell.text(causes.joined(separator: " ")).utf8)
      bytes.append(UInt8(ascii: "\n"))
      return bytes
    }
  }

  /// The place of each instrument in the order of symbols is its index: lines stand in the order of purchases.
  public func append(_ decision: PlainDecision, of account: String, to output: inout [UInt8]) {
    if decision.purchases.isEmpty { return }
    let name = Array(CSVCell.text(account).utf8)
    var most = 0
    for purchase in decision.purchases {
      let line = beginnings[purchase.instrument].count + endings[purchase.instrument].count
      most += name.count + line + CSVCell.mostDigits
    }
    let lines = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      for purchase in decision.purchases {
        CSVCell.put(name, in: buffer, at: &count)
        CSVCell.put(beginnings[purchase.instrument], in: buffer, at: &count)
        CSVCell.put(purchase.quantity, in: buffer, at: &count)
        CSVCell.put(endings[purchase.instrument], in: buffer, at: &count)
      }
    }
    output.append(contentsOf: lines)
  }
}

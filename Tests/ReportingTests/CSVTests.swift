import Evaluator
import Quantities
import Reporting
import Testing

@Suite struct CSVTests {
  @Test func readingGivesBackWhatWasWritten() throws {
    let accounts = [SampleAccounts.ready, SampleAccounts.everything]
    let rows = try CSVReader.rows(report(.csv, SampleHeaders.flagship, accounts))
    #expect(rows.first == ["account", "symbol", "action", "quantity", "price", "rule"])
    let changes = accounts.flatMap { account in account.changes.map { (account.account, $0) } }
    #expect(rows.count == changes.count + 1)
    for (row, (account, change)) in zip(rows.dropFirst(), changes) {
      #expect(row.prefix(3) == [account, change.symbol, change.action.rawValue])
      #expect(try Quantity(parsing: row[3]) == change.quantity)
      #expect(row[4].isEmpty ? change.price == nil : try Price(parsing: row[4]) == change.price)
    }
  }

  @Test func aRuleIsNamedOnceByItsSteps() throws {
    let rows = try CSVReader.rows(
      report(.csv, SampleHeaders.flagship, [SampleAccounts.everything])
    )
    #expect(rows[4][5] == "scale_in.foothold scale_in.default_on top_up")
  }

  @Test(arguments: ["0", "1", "-1", "0.00000001", "-92233720368.54775808", "1234567.1", "10"])
  func numbersAreExact(text: String) throws {
    var account = AccountProposal(account: "a", baseCurrency: SampleAccounts.dollar)
    account.changes = [SampleAccounts.change("X", .buy, text, text, "1", nil, nil)]
    let rows = try CSVReader.rows(report(.csv, SampleHeaders.flagship, [account]))
    #expect(rows[1][3] == text)
    #expect(rows[1][4] == text)
  }
}

/// Reads comma-separated values as RFC 4180 has them.
enum CSVReader {
  struct Failure: Error {}

  static func rows(_ text: String) throws -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      switch scalar {
      case "\"" where isQuoted && next == "\"":
        cell.append("\"")
        next = scalars.next()
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        row.append(cell)
        cell = ""
      case "\n" where !isQuoted:
        rows.append(row + [cell])
        row = []
        cell = ""
      default: cell.unicodeScalars.append(scalar)
      }
    }
    guard !isQuoted, row.isEmpty, cell.isEmpty else { throw Failure() }
    return rows
  }
}

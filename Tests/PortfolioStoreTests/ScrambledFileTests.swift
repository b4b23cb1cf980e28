import Foundation
import PortfolioStore
import TestSupport
import Testing

@Suite struct ScrambledFileTests {
  /// Wrong bytes anywhere give either values or an error that speaks to the user, never a crash.
  @Test func scrambledBytesNeverCrash() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try buildFull(at: path)
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    var random = SeededGenerator(seed: 20_251_212)
    var refused = 0
    for round in 0..<300 {
      var bytes = whole
      let offset = Int.random(in: 0..<bytes.count, using: &random)
      for place in offset..<min(offset + 1 + round % 16, bytes.count) {
        bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      let victim = scratch.path("victim.sqlite")
      try Data(bytes).write(to: URL(fileURLWithPath: victim))
      do {
        _ = try readEverything(victim)
      } catch let error as PortfolioFileError {
        refused += 1
        #expect(!error.message.isEmpty, "round \(round)")
      } catch {
        Issue.record("round \(round) at \(offset): \(error)")
      }
    }
    #expect(refused > 20)
    #expect(try scratch.names == ["t.sqlite", "victim.sqlite"])
  }

  /// Values that no writer could have stored, each named with its table and row.
  @Test(arguments: [
    (
      "UPDATE position SET quantity_e8 = 0 WHERE account = 1 AND instrument = 1",
      "position", "account `1`, instrument `1`", "`quantity_e8` is 0 or too large"
    ),
    (
      "UPDATE position SET instrument = 77 WHERE account = 1 AND instrument = 1",
      "position", "account `1`, instrument `77`", "there is no such instrument"
    ),
    (
      "UPDATE account SET kind = 'trust' WHERE id = 1",
      "account", "name `family`", "`kind` is not a known word"
    ),
    (
      "UPDATE account SET base_currency = '$' WHERE id = 2",
      "account", "name `growth`", "`base_currency` is not a currency code"
    ),
    (
      "UPDATE instrument SET lot_e8 = 0 WHERE symbol = 'NVDA'",
      "instrument", "symbol `NVDA`", "`lot_e8` is 0, outside 1 to 9223372036854775807"
    ),
    (
      "UPDATE instrument SET leverage_e8 = 1 WHERE symbol = 'PSQ'",
      "instrument", "symbol `PSQ`", "`leverage_e8` does not fit the kind `inverse_fund`"
    ),
    (
      "UPDATE cash SET amount_e4 = -9223372036854775807 - 1 WHERE account = 2",
      "cash", "account `2`, currency `EUR`",
      "`amount_e4` is -9223372036854775808, outside -9223372036854775807 to 9223372036854775807"
    ),
    (
      "UPDATE price SET price_e8 = -1 WHERE instrument = 1 AND at = 1765497600",
      "price", "instrument `1`, at `1765497600`, available `1765584000`",
      "`price_e8` is -1, outside 1 to 9223372036854775807"
    ),
    (
      "UPDATE fx_rate SET numeraire = 'GBP'", "fx_rate",
      "currency `EUR`, at `1765497600`, available `1765584000`",
      "it is not a rate from another currency to USD"
    ),
    (
      "DELETE FROM portfolio", "portfolio", "1",
      "it is missing, so the currency of rates is not known"
    ),
  ])
  func impossibleValues(_ sql: String, table: String, row: String, problem: String) throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    try execute(path, "PRAGMA ignore_check_constraints = ON", sql)
    #expect(
      throws: PortfolioFileError.badRow(path: path, table: table, row: row, problem: problem)
    ) { try readEverything(path) }
  }
}

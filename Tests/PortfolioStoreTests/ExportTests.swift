import Exchange
import Foundation
import Portfolio
import PortfolioStore
import Quantities
import TestSupport
import Testing

/// What leaves a portfolio file as text comes back as it was.
@Suite struct ExportTests {
  /// The text of the file at `path`, by name.
  private func text(of path: String) throws -> [String: [UInt8]] {
    let files = try HoldingsText.files(of: try PortfolioFile.open(at: path).holdings())
    return Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.bytes) })
  }

  /// A new file made of `text`.
  private func make(_ text: [String: [UInt8]], at path: String) throws {
    let reading = HoldingsText.read(text)
    try #require(reading.problems.isEmpty, "\(reading.problems)")
    try PortfolioFile.create(at: path, numeraire: try currency("USD"))
    _ = try PortfolioFile.importHoldings(reading.set, into: path)
  }

  @Test(arguments: ["technology", "broken", "long-short", "global", "season"])
  func samplesComeBackByteForByte(_ name: String) throws {
    let scratch = try Scratch()
    let (first, second) = (scratch.path("1.sqlite"), scratch.path("2.sqlite"))
    try build(sample: name, at: first)
    let text = try text(of: first)
    try make(text, at: second)
    #expect(try self.text(of: second) == text)
    #expect(try contents(of: second) == contents(of: first))
  }

  @Test(arguments: 1...20) func generatedPortfoliosComeBack(seed: Int) throws {
    let scratch = try Scratch()
    let (first, second) = (scratch.path("1.sqlite"), scratch.path("2.sqlite"))
    var generator = SeededGenerator(seed: UInt64(seed))
    let set = GeneratedHoldings.set(&generator)
    try PortfolioFile.create(at: first, numeraire: set.numeraire ?? (try currency("USD")))
    _ = try PortfolioFile.importHoldings(set, into: first)
    let text = try text(of: first)
    #expect(try HoldingsText.files(of: set).map(\.bytes) == HoldingsText.fileNames.map { text[$0] })
    try make(text, at: second)
    #expect(try self.text(of: second) == text)
    #expect(try contents(of: second) == contents(of: first))
    // Taken into the file that it came from, it changes nothing.
    let reading = HoldingsText.read(text)
    _ = try PortfolioFile.importHoldings(reading.set, into: first)
    #expect(try contents(of: first) == contents(of: second))
  }

  @Test func formulasAreDefusedAndComeBack() throws {
    var set = HoldingsSet()
    let names = ["=1+1", "'=1", "''+2", "@a", "-x, \"y\"", "'quoted'", "＝1", "plain"]
    set.instruments = try names.enumerated().map { place, name in
      Instrument(symbol: "S\(place)", name: name, currency: try currency("USD"))
    }
    let files = try HoldingsText.files(of: set)
    let bytes = try #require(files.first { $0.name == "instruments.csv" }).bytes
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
    let cells = lines.compactMap { $0.split(separator: ",", maxSplits: 3).dropFirst(2).first }
    for cell in cells {
      let first = cell.drop { $0 == "\"" }.first
      #expect(first.map { !"=+-@＝".contains($0) } == true, "\(cell)")
    }
    let read = HoldingsText.read(["instruments.csv": bytes])
    #expect(read.problems.isEmpty)
    #expect(read.set.instruments?.map(\.name) == names)
  }

  @Test func whatTextCannotHoldIsNamed() throws {
    func problem(_ change: (inout HoldingsSet) throws -> Void) throws -> String? {
      var set = HoldingsSet()
      set.accounts = [HoldingsSet.AccountRow(name: "a", baseCurrency: try currency("USD"))]
      try change(&set)
      let error = #expect(throws: HoldingsProblem.self) { try HoldingsText.files(of: set) }
      return error?.description
    }
    let lineBreak = try problem { $0.accounts?[0].name = "a\nb" }
    #expect(lineBreak?.hasPrefix("accounts.csv:2") == true)
    let blank = try problem { $0.accounts?[0].name = " a" }
    #expect(blank == "accounts.csv:2: the row would not read back as it is")
    let tag = try problem { $0.accounts?[0].tags = [Tag(dimension: "mandate", value: "a;b")] }
    #expect(tag?.hasPrefix("accounts.csv:2") == true)
  }

  /// An export names every account and instrument, so taking it in takes away what is not in it.
  @Test func anExportReplacesWhatWasHeld() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let text = try text(of: path)
    let before = try contents(of: path)
    var set = HoldingsSet()
    set.positions = [
      HoldingsSet.PositionRow(
        account: "growth",
        symbol: "TSM",
        quantity: try Quantity(parsing: "7")
      )
    ]
    set.cash = [
      HoldingsSet.CashRow(
        account: "growth",
        money: Money(try Amount(parsing: "-1"), try currency("JPY"))
      )
    ]
    _ = try PortfolioFile.importHoldings(set, into: path)
    #expect(try contents(of: path) != before)
    _ = try PortfolioFile.importHoldings(HoldingsText.read(text).set, into: path)
    #expect(try contents(of: path) == before)
  }
}

/// Holdings sets of every shape, with awkward names and moments.
enum GeneratedHoldings {
  static func set(_ generator: inout SeededGenerator) -> HoldingsSet {
    var set = HoldingsSet()
    let codes = ["EUR", "GBP", "JPY", "CHF"].compactMap { Currency($0) }
    let numeraire = Currency("USD")
    let all = codes + [numeraire].compactMap { $0 }
    let words = ["a", "=b", "'@c", "d, e", "\"f\"", "g h", "é", "-1", "'x'", "+", "名"]
    func word(_ prefix: String) -> String {
      (words.randomElement(using: &generator) ?? "") + prefix
    }
    func units(_ range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &generator) }
    func moment() -> Instant {
      let day = units(-200...30_000) * Instant.secondsPerDay
      return Instant(
        secondsSinceEpoch: day + (Bool.random(using: &generator) ? 0 : units(0...86_399))
      )
    }
    func wait() -> Int64 { [0, Instant.secondsPerDay, units(1...99_999)][Int(units(0...2))] }
    let kinds: [InstrumentKind] = [.stock, .fund, .future, .bond, .crypto, .cashLike, .inverseFund]
    set.instruments = (0..<Int(units(1...12))).map { place in
      let kind = kinds.randomElement(using: &generator) ?? .stock
      let isOdd = Bool.random(using: &generator)
      return Instrument(
        symbol: word("S\(place)"),
        name: word(""),
        kind: kind,
        currency: all.randomElement(using: &generator) ?? all[0],
        multiplier: isOdd ? Number(units: units(1...900_000_000_000)) : .one,
        leverage: kind == .inverseFund ? Number(units: -units(1...300_000_000)) : .one,
        underlying: isOdd ? word("U") : nil,
        beta: isOdd ? Number(units: units(0...300_000_000)) : nil,
        lot: Quantity(units: isOdd ? units(1...900_000_000) : Quantity.scale),
        averageDailyVolume: isOdd ? Quantity(units: units(0...Int64.max)) : nil
      )
    }
    .sorted { $0.symbol.utf8.lexicographicallyPrecedes($1.symbol.utf8) }
    let symbols = (set.instruments ?? []).map(\.symbol)
    set.tags = symbols.filter { _ in Bool.random(using: &generator) }.map {
      HoldingsSet.TagRow(symbol: $0, tag: Tag(dimension: "sector", value: word("v")))
    }
    set.accounts = (0..<Int(units(0...4))).compactMap { place in
      HoldingsSet.AccountRow(
        name: word("A\(place)"),
        baseCurrency: all.randomElement(using: &generator) ?? all[0],
        kind: Bool.random(using: &generator) ? .cash : .margin,
        benchmark: Bool.random(using: &generator) ? word("B") : nil,
        tags: Bool.random(using: &generator) ? [Tag(dimension: "mandate", value: word("m"))] : []
      )
    }
    var positions: [HoldingsSet.PositionRow] = []
    var lots: [HoldingsSet.LotRow] = []
    var cash: [HoldingsSet.CashRow] = []
    for account in (set.accounts ?? []).map(\.name) {
      for symbol in symbols where Bool.random(using: &generator) {
        let parts = (0..<units(1...3)).map { _ in units(1...Int64.max / 4) }
        positions.append(
          HoldingsSet.PositionRow(
            account: account,
            symbol: symbol,
            quantity: Quantity(units: parts.reduce(0, +))
          )
        )
        if Bool.random(using: &generator) { continue }
        for part in parts {
          lots.append(
            HoldingsSet.LotRow(
              account: account,
              symbol: symbol,
              opened: moment().date,
              quantity: Quantity(units: part),
              cost: Price(units: units(0...Int64.max))
            )
          )
        }
      }
      for currency in all where Bool.random(using: &generator) {
        let amount = Amount(units: units(Int64.min + 1...Int64.max))
        cash.append(HoldingsSet.CashRow(account: account, money: Money(amount, currency)))
      }
    }
    set.positions = positions
    set.lots = lots
    set.cash = cash
    set.prices = symbols.flatMap { symbol in
      (0..<units(0...3)).map { _ in
        let at = moment()
        let available = Instant(secondsSinceEpoch: at.secondsSinceEpoch + wait())
        let price = Price(units: units(1...Int64.max))
        return HoldingsSet.PriceRow(
          symbol: symbol,
          quote: Quote(price: price, at: at, available: available)
        )
      }
    }
    set.rates = codes.map { code in
      let at = moment()
      let available = Instant(secondsSinceEpoch: at.secondsSinceEpoch + wait())
      let rate = Number(units: units(1...Int64.max))
      return HoldingsSet.RateRow(
        currency: code,
        quote: RateQuote(rate: rate, at: at, available: available)
      )
    }
    set.numeraire = numeraire
    set.corporateActions = symbols.filter { _ in Bool.random(using: &generator) }.map {
      CorporateAction(
        symbol: $0,
        at: moment(),
        kind: Bool.random(using: &generator)
          ? .split(unitsAfter: units(2...20), unitsBefore: 1)
          : .symbolChange(formerSymbol: word("F"))
      )
    }
    set.calendar = symbols.filter { _ in Bool.random(using: &generator) }.map { symbol in
      let hasOutcome = Bool.random(using: &generator)
      return CalendarEvent(
        symbol: symbol,
        kind: word("k"),
        at: moment(),
        knownSince: moment(),
        outcome: hasOutcome ? word("o") : nil,
        outcomeKnown: hasOutcome ? moment() : nil
      )
    }
    return set
  }
}

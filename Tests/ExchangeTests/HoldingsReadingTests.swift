import Exchange
import Foundation
import Portfolio
import Quantities
import Testing

@Suite struct HoldingsReadingTests {
  private func read(_ files: [String: String]) -> HoldingsReading {
    HoldingsText.read(
      files.mapValues { Array($0.utf8) },
      knownAccounts: ["growth"],
      knownSymbols: ["NVDA", "BRK.B"]
    )
  }

  private func said(_ reading: HoldingsReading) -> [String] {
    reading.problems.map { $0.description + ($0.help.map { " | \($0)" } ?? "") }
  }

  @Test func valuesAreExact() throws {
    let reading = read([
      "positions.csv": "account,symbol,quantity\ngrowth,NVDA,-0.00000001\n",
      "cash.csv": "account,currency,amount\ngrowth,USD,-12.3456\n",
      "prices.csv": "symbol,price,date\nNVDA,180.12345678,2025-12-12\n",
      "rates.csv": "from,to,rate,date\nJPY,USD,0.00641026,2025-12-12T21:00Z\n",
    ])
    #expect(said(reading).isEmpty)
    let set = reading.set
    #expect(set.positions?.first?.quantity == Quantity(units: -1))
    #expect(set.cash?.first?.money.amount == Amount(units: -123_456))
    let quote = try #require(set.prices?.first?.quote)
    #expect(quote.price == Price(units: 18_012_345_678))
    #expect(quote.at.description == "2025-12-12T00:00:00Z")
    #expect(quote.available.description == "2025-12-13T00:00:00Z")
    let rate = try #require(set.rates?.first)
    #expect(rate.quote.rate == Number(units: 641_026))
    #expect(rate.quote.available == rate.quote.at)
    #expect(rate.quote.at.description == "2025-12-12T21:00:00Z")
    #expect(set.numeraire?.description == "USD")
    #expect(set.accounts == nil)
    #expect(set.instruments == nil)
  }

  @Test(arguments: [
    "\u{FEFF}account,symbol,quantity\ngrowth,NVDA,10\n",
    "account,symbol,quantity\r\ngrowth,NVDA,10\r\n",
    "\u{FEFF}account,symbol,quantity\r\n\r\ngrowth,NVDA,10",
    "quantity,account,symbol\n10,growth,NVDA\n",
    "account,symbol,quantity\n\"growth\",\"NVDA\",\"10\"\n",
    " account , symbol , quantity \n growth , NVDA , 10 \n   \n",
    "\"account\",\"symbol\",quantity\n\"growth\" , NVDA,10.00\n",
  ])
  func dialectsMeanTheSame(_ text: String) {
    let reading = read(["positions.csv": text])
    #expect(said(reading).isEmpty)
    #expect(
      reading.set.positions
        == [
          HoldingsSet.PositionRow(
            account: "growth",
            symbol: "NVDA",
            quantity: Quantity(units: 1_000_000_000)
          )
        ]
    )
  }

  @Test func quotesKeepCommasAndQuotes() {
    let reading = read([
      "accounts.csv": "name,base_currency,kind,benchmark,tags\n"
        + "\"Smith, \"\"Jo\"\" & Co\",USD,margin,,mandate:growth; region : us\n"
    ])
    #expect(said(reading).isEmpty)
    let account = reading.set.accounts?.first
    #expect(account?.name == "Smith, \"Jo\" & Co")
    #expect(account?.kind == .margin)
    #expect(
      account?.tags
        == [Tag(dimension: "mandate", value: "growth"), Tag(dimension: "region", value: "us")]
    )
  }

  @Test(arguments: [
    (
      "",
      [
        "positions.csv: the file is empty | the first row names the columns: "
          + "account,symbol,quantity"
      ]
    ),
    (
      "\n\n",
      [
        "positions.csv: the file is empty | the first row names the columns: "
          + "account,symbol,quantity"
      ]
    ),
    (
      "account,symbol,quantiy\na,b,1\n",
      [
        "positions.csv:1: there is no column `quantiy` in this file | did you mean `quantity`? "
          + "the first row names the columns: account,symbol,quantity",
        "positions.csv:1: the column `quantity` is missing | the first row names the columns: "
          + "account,symbol,quantity",
      ]
    ),
    ("account,symbol,quantity,symbol\n", ["positions.csv:1: the column `symbol` is there twice"]),
    (
      "\"account,symbol,quantity\n",
      [
        "positions.csv:1: a quoted field is not closed on its line"
          + " | write a quote inside a quoted field twice: `\"\"`"
      ]
    ),
  ])
  func aWrongHeaderLeavesTheFileOut(_ text: String, _ expected: [String]) {
    let reading = read(["positions.csv": text, "cash.csv": "account,currency,amount\n"])
    #expect(said(reading) == expected)
    #expect(reading.set.positions == nil)
    #expect(reading.set.cash == [])
  }

  @Test func encodings() {
    let utf16 = HoldingsText.read(["cash.csv": [0xFF, 0xFE, 0x61, 0x00]])
    #expect(said(utf16) == ["cash.csv: the file is UTF-16 text | save it as UTF-8"])
    let header = Array("account,currency,amount\n".utf8)
    let latin = HoldingsText.read(["cash.csv": header + [0x61, 0xE9, 0x2C, 0x2C, 0x0A]])
    #expect(said(latin) == ["cash.csv:2: the row is not UTF-8 text | save the file as UTF-8"])
    #expect(latin.set.cash == [])
  }

  @Test func oneFaultIsNotToldTwice() {
    let refusedAccount = read([
      "accounts.csv": "name,base_currency\nbad,usd\n",
      "positions.csv": "account,symbol,quantity\nbad,NVDA,1\ngrowth,NVDA,1\n",
    ])
    #expect(
      refusedAccount.problems.map(\.description) == [
        "accounts.csv:2: base_currency: `usd` is not a currency code",
        "positions.csv:2: account: the account `bad` was refused in `accounts.csv`",
      ]
    )
    #expect(refusedAccount.set.positions?.count == 1)
    let refusedFile = read([
      "instruments.csv": "ticker,currency\nX,USD\n",
      "positions.csv": "account,symbol,quantity\ngrowth,X,1\ngrowth,Y,1\n",
    ])
    #expect(
      refusedFile.problems.map(\.description) == [
        "instruments.csv:1: there is no column `ticker` in this file",
        "instruments.csv:1: the column `symbol` is missing",
        "positions.csv: the file was not read, because `instruments.csv` could not be",
      ]
    )
    #expect(refusedFile.set.positions == nil)
  }

  @Test func ratesHaveOneNumeraire() {
    let reading = read([
      "rates.csv": "from,to,rate,date\nUSD,EUR,0.85,2025-12-12\nEUR,USD,1.17,2025-12-12\n"
        + "GBP,USD,1.33,2025-12-12\nJPY,GBP,0.005,2025-12-12\n"
    ])
    #expect(
      said(reading) == [
        "rates.csv:2: to: the rate from USD to EUR is inverse: rates are to USD | give how much "
          + "USD one EUR is worth",
        "rates.csv:5: to: the rate is to GBP, and the others are to USD | give how much USD one "
          + "JPY is worth",
      ]
    )
    #expect(reading.set.numeraire?.description == "USD")
    #expect(reading.set.rates?.map(\.currency.description) == ["EUR", "GBP"])
  }

  @Test func strangeFilesAreNamed() {
    let reading = read(["position.csv": "x\n", "cash.csv": "account,currency,amount\n"])
    #expect(
      reading.problems.map(\.description) == [
        "position.csv: the file is no part of a holdings set"
      ]
    )
    #expect(reading.problems.first?.help?.hasPrefix("did you mean `positions.csv`?") == true)
  }

  @Test func foldersThatCannotBeRead() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tranche-holdings-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path
    #expect(throws: HoldingsFolder.Failure.noHoldings(path: path)) {
      try HoldingsFolder.read(at: path)
    }
    #expect(throws: HoldingsFolder.Failure.noSuchFolder(path: path + "/no")) {
      try HoldingsFolder.read(at: path + "/no")
    }
    let file = folder.appendingPathComponent("cash.csv")
    try Data("account,currency,amount\n".utf8).write(to: file)
    #expect(throws: HoldingsFolder.Failure.notAFolder(path: file.path)) {
      try HoldingsFolder.read(at: file.path)
    }
    #expect(try HoldingsFolder.read(at: path).set.cash == [])
  }

  /// The order of rows changes neither values nor, row numbers aside, what is said.
  @Test func rowOrderNeverMatters() {
    let rows = (1...60).map { "growth,CUR\($0 + 100),\($0).5" }
    let header = "account,currency,amount\n"
    let forward = read(["cash.csv": header + rows.joined(separator: "\n")])
    let backward = read(["cash.csv": header + rows.reversed().joined(separator: "\n")])
    #expect(forward.set == backward.set)
    #expect(forward.set.cash?.count == 60)
    #expect(forward.problems.isEmpty)
  }
}

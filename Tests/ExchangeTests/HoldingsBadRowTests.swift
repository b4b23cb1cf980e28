import Exchange
import Portfolio
import Testing

/// A wrong row with all that is said about it.
struct BadRow: CustomTestStringConvertible, Sendable {
  let file: String
  let row: String
  let expected: [String]

  init(_ file: String, _ row: String, _ expected: String...) {
    self.file = file
    self.row = row
    self.expected = expected
  }

  var testDescription: String { "\(file): \(row)" }
}

@Suite struct HoldingsBadRowTests {
  static let headers = [
    "accounts.csv": "name,base_currency,kind,benchmark,tags",
    "instruments.csv":
      "symbol,currency,name,kind,multiplier,leverage,underlying,beta,lot,average_daily_volume",
    "tags.csv": "symbol,dimension,value",
    "positions.csv": "account,symbol,quantity",
    "lots.csv": "account,symbol,opened,quantity,cost",
    "cash.csv": "account,currency,amount",
    "prices.csv": "symbol,price,date,available",
    "rates.csv": "from,to,rate,date,available",
    "corporate_actions.csv": "symbol,date,kind,units_after,units_before,former_symbol",
    "calendar.csv": "symbol,kind,date,known_since,outcome,outcome_known",
  ]

  /// One good row a file; a wrong row is put below it, in row 3.
  static let good = [
    "accounts.csv": "growth,USD,,,",
    "instruments.csv": "NVDA,USD,,,,,,,,",
    "tags.csv": "NVDA,sector,technology",
    "positions.csv": "growth,NVDA,10",
    "lots.csv": "growth,NVDA,2025-01-02,10,100",
    "cash.csv": "growth,USD,100",
    "prices.csv": "NVDA,180,2025-12-12,",
    "rates.csv": "EUR,USD,1.17,2025-12-12,",
    "corporate_actions.csv": "NVDA,2024-06-10,split,10,1,",
    "calendar.csv": "NVDA,earnings,2025-11-19,2025-10-01,beat,2025-11-20",
  ]

  static let numberHelp =
    "write digits with a point before the decimals, and no blanks or separators: `1000.5`"
  static let momentHelp =
    "write `2025-12-12`, or a time with its zone: `2025-12-12T21:00Z`"

  static let rows: [BadRow] = [
    BadRow("accounts.csv", ",USD,,,", "accounts.csv:3: name: the field is empty"),
    BadRow("accounts.csv", "a,,,,", "accounts.csv:3: base_currency: the field is empty"),
    BadRow(
      "accounts.csv",
      "a,usd,,,",
      "accounts.csv:3: base_currency: `usd` is not a currency code"
        + " | write 3 to 8 capital letters: `USD`"
    ),
    BadRow(
      "accounts.csv",
      "a,USD,marginn,,",
      "accounts.csv:3: kind: `marginn` is not a kind that is known here | did you mean `margin`?"
    ),
    BadRow(
      "accounts.csv",
      "a,USD,pension,,",
      "accounts.csv:3: kind: `pension` is not a kind that is known here"
        + " | write one of `cash`, `margin`"
    ),
    BadRow(
      "accounts.csv",
      "a,USD,,,growth",
      "accounts.csv:3: tags: `growth` is not a tag"
        + " | write `dimension:value`, several separated by `;`"
    ),
    BadRow(
      "accounts.csv",
      "a,USD,,,Mandate:x",
      "accounts.csv:3: tags: `Mandate` is not the name of a dimension"
        + " | write small letters, digits and `_`: `sector`"
    ),
    BadRow("accounts.csv", "growth,EUR,,,", "accounts.csv:3: account `growth` is already in row 2"),
    BadRow(
      "accounts.csv",
      ",usd,x,,",
      "accounts.csv:3: name: the field is empty",
      "accounts.csv:3: base_currency: `usd` is not a currency code"
        + " | write 3 to 8 capital letters: `USD`",
      "accounts.csv:3: kind: `x` is not a kind that is known here"
        + " | write one of `cash`, `margin`"
    ),
    BadRow("instruments.csv", ",USD,,,,,,,,", "instruments.csv:3: symbol: the field is empty"),
    BadRow(
      "instruments.csv",
      String(repeating: "X", count: 41) + ",USD,,,,,,,,",
      "instruments.csv:3: symbol: `\(String(repeating: "X", count: 40))…` has more than 40 "
        + "characters"
    ),
    BadRow(
      "instruments.csv",
      "A,USD,,stok,,,,,,",
      "instruments.csv:3: kind: `stok` is not a kind that is known here | did you mean `stock`?"
    ),
    BadRow(
      "instruments.csv",
      "A,USD,,,0,,,,,",
      "instruments.csv:3: multiplier: `0` is not above 0"
    ),
    BadRow(
      "instruments.csv",
      "A,USD,,,,-1,,,,",
      "instruments.csv:3: leverage: `-1` does not fit the kind `stock`"
        + " | only `leveraged_fund` and `inverse_fund` have a leverage other than 1"
    ),
    BadRow(
      "instruments.csv",
      "A,USD,,inverse_fund,,,QQQ,,,",
      "instruments.csv:3: leverage: no leverage does not fit the kind `inverse_fund`"
        + " | an inverse fund has a leverage below 0: `-1` for a plain one"
    ),
    BadRow(
      "instruments.csv",
      "A,USD,,leveraged_fund,,1,QQQ,,,",
      "instruments.csv:3: leverage: `1` does not fit the kind `leveraged_fund`"
        + " | a leveraged fund has a leverage above 1: `2` for a doubly leveraged one"
    ),
    BadRow(
      "instruments.csv",
      "A,USD,,inverse_fund,,-1,QQQ,-1.2,,",
      "instruments.csv:3: beta: `-1.2` is below 0 for a fund with leverage"
        + " | give the beta of what the fund follows; the sign comes from `leverage`"
    ),
    BadRow("instruments.csv", "A,USD,,,,,,,0,", "instruments.csv:3: lot: `0` is not above 0"),
    BadRow(
      "instruments.csv",
      "A,USD,,,,,,,,-5",
      "instruments.csv:3: average_daily_volume: `-5` is below 0"
    ),
    BadRow(
      "instruments.csv",
      "A,USD,,,,,,high,,",
      "instruments.csv:3: beta: `high` is not a number | \(numberHelp)"
    ),
    BadRow(
      "instruments.csv",
      "NVDA,EUR,,,,,,,,",
      "instruments.csv:3: instrument `NVDA` is already in row 2"
    ),
    BadRow(
      "tags.csv",
      "NVDIA,sector,x",
      "tags.csv:3: symbol: there is no instrument `NVDIA` | did you mean `NVDA`?"
    ),
    BadRow(
      "tags.csv",
      "NVDA,Sector,x",
      "tags.csv:3: dimension: `Sector` is not the name of a dimension"
        + " | write small letters, digits and `_`: `sector`"
    ),
    BadRow("tags.csv", "NVDA,sector,", "tags.csv:3: value: the field is empty"),
    BadRow(
      "tags.csv",
      "NVDA,sector,technology",
      "tags.csv:3: the tag `sector:technology` of `NVDA` is already in row 2"
    ),
    BadRow(
      "positions.csv",
      "growht,NVDA,1",
      "positions.csv:3: account: there is no account `growht` | did you mean `growth`?"
    ),
    BadRow(
      "positions.csv",
      "growth,ZZZZ,1",
      "positions.csv:3: symbol: there is no instrument `ZZZZ` | add it to `instruments.csv`"
    ),
    BadRow(
      "positions.csv",
      "growth,NVDA,0",
      "positions.csv:3: quantity: it is 0 | leave the row out"
    ),
    BadRow(
      "positions.csv",
      "growth,NVDA,ten",
      "positions.csv:3: quantity: `ten` is not a number | \(numberHelp)"
    ),
    BadRow(
      "positions.csv",
      "growth,NVDA,1e3",
      "positions.csv:3: quantity: `1e3` is not a number | \(numberHelp)"
    ),
    BadRow(
      "positions.csv",
      "growth,NVDA,NaN",
      "positions.csv:3: quantity: `NaN` is not a number | \(numberHelp)"
    ),
    BadRow(
      "positions.csv",
      "growth,NVDA,\"1,000\"",
      "positions.csv:3: quantity: `1,000` is not a number | \(numberHelp)"
    ),
    BadRow(
      "positions.csv",
      "growth,NVDA,1,000",
      "positions.csv:3: the row has 4 fields, the header 3 | put a field that holds a comma in "
        + "double quotes, and leave out thousands separators"
    ),
    BadRow(
      "positions.csv",
      "growth,NVDA",
      "positions.csv:3: the row has 2 fields, the header 3"
    ),
    BadRow(
      "positions.csv",
      "growth,NVDA,0.123456789",
      "positions.csv:3: quantity: `0.123456789` has more than 8 decimals"
    ),
    BadRow(
      "positions.csv",
      "growth,NVDA,99999999999999",
      "positions.csv:3: quantity: `99999999999999` is too large"
    ),
    BadRow(
      "positions.csv",
      "growth,NVDA,5",
      "positions.csv:3: `NVDA` in account `growth` is already in row 2"
    ),
    BadRow(
      "positions.csv",
      "\"growth,NVDA,5",
      "positions.csv:3: a quoted field is not closed on its line"
        + " | write a quote inside a quoted field twice: `\"\"`"
    ),
    BadRow(
      "positions.csv",
      "\"gro\"wth\",NVDA\",5",
      "positions.csv:3: a quote stands in the middle of a field"
        + " | put the whole field in double quotes, and write a quote inside it twice"
    ),
    BadRow(
      "positions.csv",
      "gro\u{0}wth,NVDA,5",
      "positions.csv:3: the row holds control characters"
        + " | save the file as plain text with one row on each line"
    ),
    BadRow(
      "positions.csv",
      "growth,NVDA,5\rgrowth,NVDA,6",
      "positions.csv:3: the row holds control characters"
        + " | save the file as plain text with one row on each line"
    ),
    BadRow(
      "lots.csv",
      "growth,NVDA,02/01/2025,1,1",
      "lots.csv:3: opened: `02/01/2025` is not a date | write `2025-12-12`"
    ),
    BadRow("lots.csv", "growth,NVDA,2025-01-03,1,-1", "lots.csv:3: cost: `-1` is below 0"),
    BadRow(
      "lots.csv",
      "growth,NVDA,2025-01-03,1,1",
      "lots.csv:2: the lots of `NVDA` in `growth` sum to 11, the holding is 10"
    ),
    BadRow(
      "cash.csv",
      "growth,$,1",
      "cash.csv:3: currency: `$` is not a currency code | write 3 to 8 capital letters: `USD`"
    ),
    BadRow(
      "cash.csv",
      "growth,EUR,1.23456",
      "cash.csv:3: amount: `1.23456` has more than 4 decimals"
    ),
    BadRow("cash.csv", "growth,USD,7", "cash.csv:3: USD in account `growth` is already in row 2"),
    BadRow("prices.csv", "NVDA,-1,2025-12-11,", "prices.csv:3: price: `-1` is not above 0"),
    BadRow(
      "prices.csv",
      "NVDA,1,2025-02-30,",
      "prices.csv:3: date: `2025-02-30` is not a date | \(momentHelp)"
    ),
    BadRow(
      "prices.csv",
      "NVDA,1,2025-12-12T21:00,",
      "prices.csv:3: date: `2025-12-12T21:00` is not a date | \(momentHelp)"
    ),
    BadRow(
      "prices.csv",
      "NVDA,1,2025-12-12,yesterday",
      "prices.csv:3: available: `yesterday` is not a date | \(momentHelp)"
    ),
    BadRow(
      "prices.csv",
      "NVDA,1,2025-12-12,2025-12-11",
      "prices.csv:3: available: `2025-12-11` is before the date `2025-12-12`"
    ),
    BadRow(
      "prices.csv",
      "NVDA,181,2025-12-12,",
      "prices.csv:3: a price of `NVDA` at 2025-12-12T00:00:00Z, available 2025-12-13T00:00:00Z, "
        + "is already in row 2"
    ),
    BadRow(
      "instruments.csv",
      "VOD,GBX,,,,,,,,",
      "instruments.csv:3: currency: `GBX` is a hundredth of GBP, not a currency"
        + " | write `GBP`, and divide prices and costs by 100"
    ),
    BadRow(
      "cash.csv",
      "growth,GBp,100",
      "cash.csv:3: currency: `GBp` is a hundredth of GBP, not a currency"
        + " | write `GBP`, and divide prices and costs by 100"
    ),
    BadRow(
      "rates.csv",
      "ZAc,USD,0.0005,2025-12-12,",
      "rates.csv:3: from: `ZAc` is a hundredth of ZAR, not a currency"
        + " | write `ZAR`, and divide prices and costs by 100"
    ),
    BadRow("rates.csv", "GBP,USD,0,2025-12-12,", "rates.csv:3: rate: `0` is not above 0"),
    BadRow(
      "rates.csv",
      "USD,USD,1,2025-12-12,",
      "rates.csv:3: to: the rate is from USD to itself | leave the row out"
    ),
    BadRow(
      "rates.csv",
      "EUR,USD,1.18,2025-12-12,",
      "rates.csv:3: a rate from EUR to USD at 2025-12-12T00:00:00Z, available "
        + "2025-12-13T00:00:00Z, is already in row 2"
    ),
  ]

  @Test(arguments: rows + eventRows)
  func aBadRowIsNamedAndTheGoodOnesStay(_ bad: BadRow) throws {
    var files: [String: [UInt8]] = [:]
    for (name, header) in Self.headers {
      let extra = name == bad.file ? bad.row + "\n" : ""
      files[name] = Array("\(header)\n\(try #require(Self.good[name]))\n\(extra)".utf8)
    }
    let reading = HoldingsText.read(files)
    let found = reading.problems.map { problem in
      problem.description + (problem.help.map { " | \($0)" } ?? "")
    }
    #expect(found == bad.expected)
    #expect(reading.set.accounts?.count == 1)
    #expect(reading.set.instruments?.count == 1)
    #expect(reading.set.tags?.count == 1)
    #expect(reading.set.positions?.count == 1)
    #expect(reading.set.lots?.count == (bad.expected[0].hasPrefix("lots.csv:2") ? 0 : 1))
    #expect(reading.set.cash?.count == 1)
    #expect(reading.set.prices?.count == 1)
    #expect(reading.set.rates?.count == 1)
  }
}

import Exchange
import Portfolio
import Quantities
import Testing

/// What `bean-query` answers, from figures of our own.
@Suite struct BeancountTests {
  static let answers = [
    """
    account,currency,cost_number,cost_currency,cost_date,units
    Assets:Broker:Cash,USD,,,,   42.50
    Assets:Broker:NVDA,NVDA,50.00,USD,2024-01-03,   10
    Assets:Broker:NVDA,NVDA,120.5,USD,2024-07-01,    0.5
    Assets:Broker:SAP,SAP,200,EUR,2024-07-01,  4
    Assets:Checking,USD,,,,   99.00
    Assets:Vacation,VACHR,,,,   12
    Assets:Other,GOLD,60.1,EUR,2024-07-01,  -1
    """,
    """
    date,currency,amount
    2026-01-14,NVDA, 180.00 USD
    2026-01-15,NVDA, 181.50 USD
    2026-01-15,EUR,   1.17 USD
    2026-01-15,SAP, 200 EUR
    """,
    """
    name,title
    NVDA,NVIDIA Corp
    """,
  ]

  @Test func aLedgerIsRead() throws {
    let reading = HoldingsSource.beancount.read(
      answers: Self.answers.map { Array($0.utf8) },
      complaints: ["a.beancount:1: no such account"],
      name: "a.beancount",
      known: KnownPortfolio(numeraire: Currency("USD"))
    )
    #expect(
      reading.problems.map(\.description)
        == ["a.beancount: beancount says: a.beancount:1: no such account"]
    )
    let set = reading.set
    #expect(
      set.accounts?.map { "\($0.name) \($0.baseCurrency)" }
        == ["Assets:Broker USD", "Assets:Other EUR"]
    )
    #expect(
      set.positions?.map { "\($0.account): \($0.symbol) \($0.quantity)" } == [
        "Assets:Broker: NVDA 10.5", "Assets:Broker: SAP 4", "Assets:Other: GOLD -1",
      ]
    )
    #expect(set.cash?.map { "\($0.account): \($0.money.amount)" } == ["Assets:Broker: 42.5"])
    #expect(
      set.lots?.map { "\($0.symbol) \($0.opened) \($0.quantity) \($0.cost)" } == [
        "NVDA 2024-01-03 10 50", "NVDA 2024-07-01 0.5 120.5", "SAP 2024-07-01 4 200",
        "GOLD 2024-07-01 -1 60.1",
      ]
    )
    #expect(
      set.prices?.map { "\($0.symbol) \($0.quote.price) \($0.quote.at.date)" }
        == ["NVDA 180 2026-01-14", "NVDA 181.5 2026-01-15", "SAP 200 2026-01-15"]
    )
    #expect(set.rates?.map { "\($0.currency) \($0.quote.rate)" } == ["EUR 1.17"])
    #expect(set.instruments?.first?.name == "NVIDIA Corp")
  }

  @Test(
    arguments: [
      "option \"title\" \"mine\"\n", "; a remark\n\n2024-01-01 open Assets:Broker USD\n",
      "2024-01-03 * \"buy\"\n  Assets:Broker  10 NVDA {50 USD}\n",
    ]
  )
  func ledgersAreRecognised(text: String) {
    #expect(HoldingsSource.recognise(Array(text.utf8)) == .beancount)
  }

  @Test func whatIsNoLedgerIsNone() {
    for text in ["2024-01-01,open,1\n", "date open high\n", "a,b\n", ""] {
      #expect(HoldingsSource.recognise(Array(text.utf8)) == nil)
    }
  }

  @Test func answersThatBreakOffNeverEndTheReader() {
    for question in Self.answers.indices {
      let bytes = Array(Self.answers[question].utf8)
      for length in 0..<bytes.count {
        var cut = Self.answers.map { Array($0.utf8) }
        cut[question] = Array(bytes.prefix(length))
        _ = HoldingsSource.beancount.read(answers: cut, complaints: [], name: "a")
      }
    }
  }
}

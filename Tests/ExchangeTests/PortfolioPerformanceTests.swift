import Exchange
import Portfolio
import Quantities
import Testing

/// Files of Portfolio Performance, from figures of our own: with references by place and by number.
@Suite struct PortfolioPerformanceTests {
  /// By place, as it writes XML; what refers to each other stands inside each other.
  static let byPlace = """
    <client>
      <version>66</version>
      <baseCurrency>EUR</baseCurrency>
      <securities>
        <security><uuid>s1</uuid><name>SAP SE</name><currencyCode>EUR</currencyCode><tickerSymbol>SAP.DE</tickerSymbol>
          <prices><price t="2026-01-13" v="19900000000"/><price t="2026-01-14" v="20000000000"/></prices>
          <latest t="2026-01-15" v="20150000000"><high>0</high></latest></security>
        <security><uuid>s2</uuid><name>Vodafone</name><currencyCode>GBX</currencyCode><isin>GB00BH4HKS39</isin>
          <prices><price t="2026-01-14" v="6912000000"/></prices></security>
      </securities>
      <accounts>
        <account><uuid>a1</uuid><name>Konto</name><currencyCode>EUR</currencyCode>
          <transactions>
            <account-transaction><date>2025-01-01T00:00</date><currencyCode>EUR</currencyCode><amount>1000000</amount><shares>0</shares><type>DEPOSIT</type></account-transaction>
            <account-transaction><date>2025-01-02T00:00</date><currencyCode>EUR</currencyCode><amount>80050</amount>
              <security reference="../../../../../securities/security"/>
              <crossEntry class="buysell">
                <portfolio><uuid>p1</uuid><name>Depot</name><referenceAccount reference="../../../../.."/>
                  <transactions>
                    <portfolio-transaction><date reference="../../../../../date"/><currencyCode>EUR</currencyCode><amount>80050</amount>
                      <security reference="../../../../../../../../../securities/security"/><crossEntry class="buysell" reference="../../../.."/><shares>400000000</shares><type>BUY</type></portfolio-transaction>
                    <portfolio-transaction><date>2025-01-03T00:00</date><currencyCode>EUR</currencyCode><amount>1</amount>
                      <security reference="../../../../../../../../../securities/security[2]"/><shares>150000000</shares><type>DELIVERY_INBOUND</type></portfolio-transaction>
                    <portfolio-transaction><date>2025-01-04T00:00</date><currencyCode>EUR</currencyCode><amount>1</amount>
                      <security reference="../../../../../../../../../securities/security"/><shares>100000000</shares><type>SELL</type></portfolio-transaction>
                  </transactions>
                </portfolio>
              </crossEntry><shares>0</shares><type>BUY</type></account-transaction>
            <account-transaction><date>2025-02-01T00:00</date><currencyCode>EUR</currencyCode><amount>1234</amount><type>DIVIDENDS</type></account-transaction>
          </transactions>
        </account>
        <account><uuid>a2</uuid><name>Depot</name><currencyCode>USD</currencyCode>
          <transactions><account-transaction><currencyCode>USD</currencyCode><amount>500</amount><type>DEPOSIT</type></account-transaction></transactions>
        </account>
      </accounts>
      <portfolios><portfolio reference="../../accounts/account/transactions/account-transaction[2]/crossEntry/portfolio"/></portfolios>
      <taxonomies><taxonomy><id>t</id><name>Industries</name><root><children>
        <classification><name>Technology</name><children><classification><name>Software</name><children/><assignments>
          <assignment><investmentVehicle class="security" reference="../../../../../../../../../../securities/security"/><weight>10000</weight></assignment>
          </assignments></classification></children><assignments>
          <assignment><investmentVehicle class="security" reference="../../../../../../../../securities/security[2]"/><weight>4000</weight></assignment>
        </assignments></classification>
      </children></root></taxonomy></taxonomies>
    </client>
    """

  private func read(_ text: String) throws -> HoldingsReading {
    let bytes = Array(text.utf8)
    #expect(HoldingsSource.recognise(bytes) == .portfolioPerformance)
    return HoldingsSource.portfolioPerformance.read(bytes, name: "pp.xml")
  }

  private func said(_ reading: HoldingsReading) -> [String] { reading.problems.map(\.description) }

  @Test func aFileIsRead() throws {
    let reading = try read(Self.byPlace)
    #expect(said(reading) == [])
    let set = reading.set
    #expect(
      set.accounts?.map { "\($0.name) \($0.baseCurrency)" } == ["Depot EUR", "Depot (account) USD"]
    )
    #expect(
      set.positions?.map { "\($0.account): \($0.symbol) \($0.quantity)" }
        == ["Depot: SAP.DE 3", "Depot: GB00BH4HKS39 1.5"]
    )
    // 10,000 in, 800.50 for shares, 12.34 of dividends.
    #expect(
      set.cash?.map { "\($0.account): \($0.money.amount) \($0.money.currency)" }
        == ["Depot: 9211.84 EUR", "Depot (account): 5 USD"]
    )
    #expect(
      set.prices?.map { "\($0.symbol) \($0.quote.price) \($0.quote.at.date)" } == [
        "GB00BH4HKS39 0.6912 2026-01-14", "SAP.DE 199 2026-01-13", "SAP.DE 200 2026-01-14",
        "SAP.DE 201.5 2026-01-15",
      ]
    )
    #expect(set.instruments?.map(\.currency.description) == ["EUR", "GBP"])
    #expect(set.tags?.map { "\($0.symbol) \($0.tag)" } == ["SAP.DE industries:Technology"])
  }

  /// The other way in which it writes XML: each element has a number.
  @Test func referencesByNumberAreFollowed() throws {
    let text = """
      <client id="1"><version>66</version><baseCurrency>EUR</baseCurrency>
      <securities id="2"><security id="3"><uuid>s</uuid><currencyCode>EUR</currencyCode><tickerSymbol>SAP</tickerSymbol><prices id="4"/></security></securities>
      <accounts id="5"><account id="6"><name>Konto</name><currencyCode>EUR</currencyCode><transactions id="7"/></account></accounts>
      <portfolios id="8"><portfolio id="9"><name>Depot</name><referenceAccount reference="6"/><transactions id="10">
      <portfolio-transaction id="11"><security reference="3"/><shares>200000000</shares><type>BUY</type></portfolio-transaction>
      <portfolio-transaction id="12"><security reference="99"/><shares>200000000</shares><type>BUY</type></portfolio-transaction>
      <portfolio-transaction id="13"><security reference="13"/><shares>200000000</shares><type>BUY</type></portfolio-transaction>
      </transactions></portfolio></portfolios></client>
      """
    let reading = try read(text)
    #expect(said(reading).first == "pp.xml:6: the transaction names no security")
    #expect(reading.set.positions?.map { "\($0.symbol) \($0.quantity)" } == ["SAP 2"])
    #expect(reading.set.accounts?.map(\.name) == ["Depot"])
  }

  @Test func oldAndBrokenFilesAreRefused() throws {
    let old = try read(Self.byPlace.replacing("<version>66", with: "<version>48"))
    #expect(said(old) == ["pp.xml:1: the file is of a version before 49"])
    let bytes = Array(Self.byPlace.utf8)
    for length in stride(from: 60, to: bytes.count - 12, by: 83) {
      let reading = HoldingsSource.portfolioPerformance.read(
        Array(bytes.prefix(length)),
        name: "pp.xml"
      )
      #expect(reading.problems.count == 1)
      #expect(reading.set.positions == nil)
    }
    let circle = try read(
      "<client><version>66</version><portfolios reference=\"../portfolios\"/><accounts/></client>"
    )
    #expect(circle.problems.count == 1)
    let deep = try read("<client><version>66</version>" + String(repeating: "<a>", count: 100_000))
    #expect(deep.problems.count == 1)
  }
}

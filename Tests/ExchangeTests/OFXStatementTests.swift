import Exchange
import Portfolio
import Quantities
import Testing

/// Statements of investments as OFX 1 and 2, from figures of our own.
@Suite struct OFXStatementTests {
  static let header = """
    OFXHEADER:100
    DATA:OFXSGML
    VERSION:103
    SECURITY:NONE
    ENCODING:USASCII
    CHARSET:1252


    """

  /// As SGML, without end tags of elements that hold text.
  static let body = """
    <OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260115<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>
    <INVSTMTMSGSRSV1><INVSTMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>
    <INVSTMTRS><DTASOF>20260115160000.000[-5:EST]<CURDEF>USD
    <INVACCTFROM><BROKERID>example.com<ACCTID>777-1</INVACCTFROM>
    <INVPOSLIST>
    <POSSTOCK><INVPOS><SECID><UNIQUEID>67066G104<UNIQUEIDTYPE>CUSIP</SECID><HELDINACCT>CASH<POSTYPE>LONG<UNITS>30<UNITPRICE>181.50<MKTVAL>5445<DTPRICEASOF>20260114<MEMO></INVPOS><REINVDIV>Y</POSSTOCK>
    <POSSTOCK><INVPOS><SECID><UNIQUEID>459200101<UNIQUEIDTYPE>CUSIP</SECID><HELDINACCT>SHORT<POSTYPE>SHORT<UNITS>20<UNITPRICE>300<MKTVAL>-6000<DTPRICEASOF>20260115</INVPOS></POSSTOCK>
    <POSMF><INVPOS><SECID><UNIQUEID>315911750<UNIQUEIDTYPE>CUSIP</SECID><HELDINACCT>CASH<POSTYPE>LONG<UNITS>100.5<UNITPRICE>240<MKTVAL>24120<DTPRICEASOF>20260115</INVPOS></POSMF>
    <POSDEBT><INVPOS><SECID><UNIQUEID>91282CKB6<UNIQUEIDTYPE>CUSIP</SECID><HELDINACCT>CASH<POSTYPE>LONG<UNITS>10000<UNITPRICE>99.5<MKTVAL>9950<DTPRICEASOF>20260115</INVPOS></POSDEBT>
    <POSOPT><INVPOS><SECID><UNIQUEID>X1<UNIQUEIDTYPE>OTHER</SECID><HELDINACCT>CASH<POSTYPE>LONG<UNITS>1<UNITPRICE>2<MKTVAL>200<DTPRICEASOF>20260115</INVPOS></POSOPT>
    <POSSTOCK><INVPOS><SECID><UNIQUEID>DE0007164600<UNIQUEIDTYPE>ISIN</SECID><HELDINACCT>CASH<POSTYPE>LONG<UNITS>4<UNITPRICE>200<MKTVAL>800<DTPRICEASOF>20260115<CURRENCY><CURRATE>1.17<CURSYM>EUR</CURRENCY></INVPOS></POSSTOCK>
    </INVPOSLIST>
    <INVBAL><AVAILCASH>1234.5678<MARGINBALANCE>-200<SHORTBALANCE>6000</INVBAL>
    </INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1>
    <SECLISTMSGSRSV1><SECLIST>
    <STOCKINFO><SECINFO><SECID><UNIQUEID>67066G104<UNIQUEIDTYPE>CUSIP</SECID><SECNAME>NVIDIA &amp; friends<TICKER>NVDA</SECINFO></STOCKINFO>
    <STOCKINFO><SECINFO><SECID><UNIQUEID>459200101<UNIQUEIDTYPE>CUSIP</SECID><SECNAME>IBM<TICKER>IBM</SECINFO></STOCKINFO>
    <MFINFO><SECINFO><SECID><UNIQUEID>315911750<UNIQUEIDTYPE>CUSIP</SECID><SECNAME>500 INDEX<TICKER>FXAIX</SECINFO></MFINFO>
    <STOCKINFO><SECINFO><SECID><UNIQUEID>DE0007164600<UNIQUEIDTYPE>ISIN</SECID><SECNAME>SAP SE<TICKER>SAP</SECINFO></STOCKINFO>
    </SECLIST></SECLISTMSGSRSV1></OFX>

    """

  private func read(_ bytes: [UInt8]) throws -> HoldingsReading {
    try #require(HoldingsSource.recognise(bytes)).read(bytes, name: "s.qfx")
  }

  private func read(_ text: String) throws -> HoldingsReading { try read(Array(text.utf8)) }

  private func said(_ reading: HoldingsReading) -> [String] { reading.problems.map(\.description) }

  /// The same document with each end tag.
  static var xml: String {
    var text = body.replacing("<MEMO>", with: "<MEMO></MEMO>")
    text.replace(/<([A-Z0-9]+)>([^<\n]+)/) { "<\($0.1)>\($0.2)</\($0.1)>" }
    return """
      <?xml version="1.0" encoding="UTF-8" standalone="no"?>
      <?OFX OFXHEADER="200" VERSION="203" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>

      """ + text
  }

  // By name: a whole document would stand in what a run of the tests prints.
  @Test(arguments: ["SGML", "XML"])
  func aStatementIsRead(form: String) throws {
    let text = form == "XML" ? Self.xml : Self.header + Self.body
    #expect(HoldingsSource.recognise(Array(text.utf8)) == .ofx)
    let reading = try read(text)
    #expect(reading.problems.count == 1)
    #expect(
      reading.problems.first?.message == "`X1` is an option, which a portfolio file can't hold"
    )
    let set = reading.set
    #expect(
      set.accounts?.map { "\($0.name) \($0.baseCurrency) \($0.kind)" } == ["777-1 USD margin"]
    )
    #expect(
      set.positions?.map { "\($0.symbol) \($0.quantity)" }
        == ["NVDA 30", "IBM -20", "FXAIX 100.5", "91282CKB6 10000", "SAP 4"]
    )
    #expect(set.instruments?.map(\.kind) == [.stock, .stock, .fund, .bond, .stock])
    #expect(set.instruments?.map(\.currency.description) == ["USD", "USD", "USD", "USD", "EUR"])
    #expect(set.instruments?.first?.name == "NVIDIA & friends")
    #expect(set.cash?.map { "\($0.money.amount) \($0.money.currency)" } == ["1034.5678 USD"])
    #expect(
      set.prices?.filter { $0.symbol == "NVDA" }.map(\.quote.at.date.description)
        == ["2026-01-14"]
    )
    #expect(set.rates?.map { "\($0.currency) \($0.quote.rate)" } == ["EUR 1.17"])
  }

  @Test func oldFilesAreInLatin() throws {
    let bytes = Array((Self.header + Self.body).utf8)
    let place = try #require(bytes.firstRange(of: Array("SAP SE".utf8)))
    var latin = bytes
    latin.replaceSubrange(place, with: [0x53, 0xE4, 0x50])
    #expect(try read(latin).set.instruments?.last?.name == "SäP")
  }

  @Test func whatBreaksOffGivesNothing() throws {
    for text in [Self.header + Self.body, Self.xml] {
      let bytes = Array(text.utf8)
      for length in stride(from: 400, to: bytes.count - 10, by: 101) {
        let reading = try read(Array(bytes.prefix(length)))
        #expect(reading.problems.count == 1)
        #expect(reading.set.positions == nil)
      }
    }
  }

  @Test func hostileTextIsRefused() throws {
    let deep = Self.header + String(repeating: "<A>", count: 100_000)
    #expect(said(try read(deep)) == ["s.qfx:8: there are too many elements, or too deep ones"])
    #expect(said(try read("OFXHEADER:100\n<OFX></STMT>")) == ["s.qfx:2: `</STMT>` closes nothing"])
    #expect(said(try read("OFXHEADER:100\n<OFX><A B=1>")).count == 1)
    #expect(said(try read("OFXHEADER:100")).count == 1)
    #expect(said(try read("<OFX>")).count == 1)
    let nothing = try read("OFXHEADER:100\n<OFX><BANKMSGSRSV1></BANKMSGSRSV1></OFX>")
    #expect(said(nothing) == ["s.qfx: the file holds no statement of investments"])
  }
}

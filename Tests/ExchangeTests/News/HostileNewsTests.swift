import Portfolio
import Quantities
import Testing

@testable import Exchange

/// Text of strangers that means harm: it changes counts, and nothing else.
struct HostileNewsTests {
  @Test func anEntityBombIsRefused() {
    let reading = NewsSamples.read(
      """
      <?xml version="1.0"?>
      <!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
      <rss version="2.0"><channel><item><title>&b;&c;</title></item></channel></rss>
      """
    )
    #expect(reading.items == [])
    #expect(
      reading.problems.map { "\($0.line): \($0.message)" }
        == ["2: the document declares a document type, which is never read"]
    )
  }

  @Test func anUnknownEntityStaysAsItIsWritten() {
    let reading = NewsSamples.read(
      "<rss><channel><item><title>a &bomb; b &#x41; &#0; &#xD800;</title></item></channel></rss>"
    )
    #expect(reading.items.map(\.title) == ["a &bomb; b A &#0; &#xD800;"])
  }

  @Test func deepNestingIsRefused() {
    let elements = String(repeating: "<a>", count: 100_000)
    let xml = NewsSamples.read("<rss><channel><item><title>T</title></item>" + elements)
    #expect(xml.items.count == 1)
    #expect(xml.problems.map(\.message) == ["elements stand deeper than 64"])
    let lists = String(repeating: "[", count: 100_000)
    for text in ["{\"feed\": \(lists)", "{\"sentiment_score_definition\": 1, \"feed\": \(lists)"] {
      let reading = NewsSamples.read(text, .alphaVantage)
      #expect(reading.items == [])
      #expect(reading.problems.contains { $0.message.contains("nested deeper than 64") })
    }
  }

  @Test func aTitleOfAMegabyteQuarantinesItsItemAlone() throws {
    let long = String(repeating: "x", count: 1_000_000)
    let reading = NewsSamples.read(
      "{\"id\": \"1\", \"title\": \"\(long)\"}\n{\"id\": \"2\", \"title\": \"T\"}"
    )
    #expect(reading.items.map { $0.title.utf8.count } == [500, 1])
    #expect(
      reading.quarantined.map(\.quarantine) == ["the title has 1000000 bytes, more than 2000"]
    )
  }

  @Test func controlCharactersNeverReachMessages() {
    let escape = "\u{1B}[31m\u{202E}\u{200B}"
    let texts = [
      "{\"Information\": \"a\\u001b[31mb\\u202e\"}",
      "id,title\n\(escape)1,T",
      "<rss><channel><item><title>T</title><pubDate>\(escape)</pubDate></item></channel></rss>",
      "{\"id\": \"\\u001b1\", \"title\": \"\(escape)\"}",
    ]
    for text in texts {
      let reading = NewsSamples.read(text)
      #expect(!reading.problems.isEmpty, "\(text.debugDescription)")
      for problem in reading.problems {
        let words = problem.message + problem.help
        #expect(
          !words.unicodeScalars.contains(where: DisplayText.isHidden),
          "\(words.debugDescription)"
        )
      }
    }
  }

  @Test func markupIsLeftOutAndNeverInterpreted() {
    #expect(MarkupText.plain("<p>a</p><p onclick=\"x\">b</p>") == "a\nb")
    #expect(MarkupText.plain("a < b and c > d") == "a < b and c > d")
    #expect(MarkupText.plain("<STYLE>p{}</style>x<script>1<2</script>y") == "xy")
    #expect(MarkupText.plain("<!-- hidden -->seen<!-- open") == "seen")
    #expect(MarkupText.plain("&lt;b&gt; &amp;amp; &nope; &#65;") == "<b> &amp; &nope; A")
    #expect(MarkupText.plain(String(repeating: "<", count: 200_000)).utf8.count == 200_000)
    #expect(MarkupText.plain(String(repeating: "<a", count: 100_000)).utf8.count == 200_000)
    #expect(MarkupText.plain(String(repeating: "<script>", count: 100_000)) == "")
  }

  @Test func subjectsOfNonsenseAreLeftOut() {
    for text in [
      "", " ", "iff 6", "abc|1", "buy; DROP TABLE", "\u{1B}[31m", String(repeating: "A", count: 41),
    ] {
      #expect(NewsSubjects.symbol(text) == nil, "\(text)")
    }
    #expect(NewsSubjects.symbol("brk.b") == "BRK.B")
    #expect(NewsSubjects.symbol("AAPL.US") == "AAPL")
    #expect(NewsSubjects.symbol(".US") == ".US")
  }

  @Test func oneBadRowInManyLosesOneRow() {
    var lines = (0..<2000).map { "{\"id\": \"\($0)\", \"title\": \"T\"}" }
    lines[1234] = "{\"id\": \"x\", \"title\": "
    let reading = NewsSamples.read(lines.joined(separator: "\n"))
    #expect(reading.items.count == 1999)
    #expect(reading.problems.map(\.line) == [1235])
  }
}

import Foundation
import Portfolio
import Quantities
import Testing

@testable import Exchange

/// The answers of providers, in the shapes that they document.
struct ProviderFormatTests {
  @Test(arguments: [
    (
      NewsFormat.alphaVantage,
      [
        "alpha-vantage news.example/chips r0: Chips are scarce | summary: Very scarce. | "
          + "https://news.example/chips?utm_source=x | of Reuters (Thomson Reuters) | 2025-12-13T14:05:09Z "
          + "→ 2025-12-13T14:05:09Z | assumed_zone | sentiment -0.153173 | Somewhat-Bearish | NVDA 0.688096 "
          + "-0.080537 | CRYPTO:BTC 0.1 0.2 | Technology 0.650727 -"
      ]
    ),
    (
      .marketaux,
      [
        "marketaux u-1 r0: Two makers | summary: One rose & one fell. | https://e.example/two | of e.example "
          + "(e.example) | 2025-12-13T01:24:00Z → 2025-12-13T01:24:00Z | exact | TSLA 1 0.77831235 | F 0.4 -"
      ]
    ),
    (
      .polygon,
      [
        "polygon h1 r0: A bank grows | summary: It grew. | https://e.example/bank | of The Example (The Example) "
          + "| 2025-12-13T18:33:53Z → 2025-12-13T18:33:53Z | exact | from a label | UBS - 0.5 | CS - - | banks - -"
      ]
    ),
    (
      .eodhd,
      [
        "eodhd e.example/book r0: A health book | body: Of a far country. | https://e.example/book | of e.example "
          + "(e.example) | 2025-12-13T08:48:00Z → 2025-12-13T08:48:00Z | exact | sentiment 0.959 | AAPL - - | "
          + "SAP.XETRA - - | HEALTH - -",
        "eodhd e.example/b r0: Another | https://e.example/b | of e.example (e.example) | 2025-12-13T09:00:00Z → "
          + "2025-12-13T09:00:00Z | assumed_zone",
      ]
    ),
    (
      .eodhdSentiments,
      [
        "eodhd-sentiments BTC-USD.CC 2025-12-12 r0: Daily sentiment of BTC-USD.CC on 2025-12-12, 31 articles | of EODHD (EODHD) "
          + "| 2025-12-13T00:00:00Z → 2025-12-13T00:00:00Z | assumed_zone | sentiment 0.1835 | BTC-USD.CC - 0.1835",
        "eodhd-sentiments BTC-USD.CC 2025-12-11 r0: Daily sentiment of BTC-USD.CC on 2025-12-11, 0 articles | of EODHD (EODHD) "
          + "| 2025-12-12T00:00:00Z → 2025-12-12T00:00:00Z | assumed_zone | sentiment 0 | no content | BTC-USD.CC - 0",
      ]
    ),
    (
      .tiingo,
      [
        "tiingo 71 r0: An earnings call | summary: It was held. | https://t.example/call | of t.example (t.example)"
          + " | 2025-12-13T22:17:00Z → 2025-12-13T22:20:02Z | exact | AAPL - - | Stock - -"
      ]
    ),
    (
      .finnhub,
      [
        "finnhub 9 r0: A plant opens | summary: It opened. | https://f.example/9 | of Yahoo (Yahoo) | "
          + "2025-12-13T14:00:00Z → 2025-12-13T14:00:00Z | exact | TSLA - - | company - -"
      ]
    ),
    (
      .jsonFeed,
      [
        "json-feed:n.example https://n.example/1 r0: A note | body: One & two\nthree | https://n.example/1 | of "
          + "n.example (n.example) | 2025-12-13T15:00:00Z → 2025-12-13T16:00:00Z | exact | Kernel - -"
      ]
    ),
    (
      .rss,
      [
        "rss:wire.example g-1 r0: Rates & bonds | summary: They moved. | https://wire.example/rates | of "
          + "wire.example (wire.example) | 2025-12-13T14:05:00Z → 2025-12-13T14:05:00Z | exact | Rates - -"
      ]
    ),
    (
      .atom,
      [
        "atom tag:kernel.example,2025:0 r0:  | of  () | - → 2025-12-13T12:00:00Z | exact | deleted",
        "atom tag:kernel.example,2025:1 r0: A release | body: It is out. | https://kernel.example/1 | of "
          + "kernel.example (kernel.example) | 2025-12-13T10:00:00Z → 2025-12-13T11:00:00Z | exact | Release - -",
      ]
    ),
    (
      .table,
      [
        "csv 7 r1: Oil, and gas | summary: Both fell. | of Example (Example) | 2025-12-13T10:00:00Z → "
          + "2025-12-13T10:00:00Z | exact | sentiment -0.4 | NVDA 0.8 -0.2 | CRYPTO:BTC - 0.1 | MSFT - - | Energy - - "
          + "| Rates - -",
        "csv 8 r1: Next | of  () | 2025-12-13T11:00:00Z → 2025-12-13T11:00:00Z | exact",
      ]
    ),
  ])
  func anAnswerIsRead(format: NewsFormat, items: [String]) throws {
    let reading = NewsSamples.read(try #require(NewsSamples.all[format]))
    #expect(reading.problems == [])
    #expect(reading.items.map(NewsSamples.shown) == items)
  }

  /// Providers' own relevances are kept as they were written, digit by digit.
  @Test func aRelevanceIsKeptAsItWasGiven() throws {
    let given: [NewsFormat: [String: String]] = [
      .alphaVantage: ["NVDA": "0.688096", "CRYPTO:BTC": "0.1", "Technology": "0.650727"],
      .marketaux: ["TSLA": "12.5", "F": "5"],
    ]
    for format in NewsFormat.allCases {
      let reading = NewsSamples.read(try #require(NewsSamples.all[format]))
      let subjects = reading.items.flatMap(\.subjects)
      let raw = subjects.compactMap { subject in subject.relevanceRaw.map { (subject.name, $0) } }
      #expect(Dictionary(uniqueKeysWithValues: raw) == given[format] ?? [:], "\(format)")
    }
  }

  @Test(arguments: [
    ("\"0.688096\"", "0.68809600000000000001", "0.688096", "0.68809600000000000001"),
    ("\"0.688096\"", "\" 1.5 \"", "-", " 1.5 "), ("\"0.688096\"", "\"NaN\"", "-", "NaN"),
    ("\"0.688096\"", "null", "-", nil),
    (
      "\"0.688096\"", "0." + String(repeating: "3", count: 62), "0.33333333",
      "0." + String(repeating: "3", count: 62)
    ),
    ("\"0.688096\"", "0." + String(repeating: "3", count: 63), "0.33333333", nil),
  ])
  func aRelevanceStandsBesideWhatIsMadeOfIt(
    old: String,
    new: String,
    relevance: String,
    raw: String?
  ) throws {
    let text = NewsSamples.alphaVantage.replacingOccurrences(of: old, with: new)
    let item = try #require(NewsSamples.read(text, .alphaVantage).items.first)
    let subject = try #require(item.subjects.first { $0.name == "NVDA" })
    #expect(subject.relevance?.description ?? "-" == relevance)
    #expect(subject.relevanceRaw == raw)
  }

  @Test func everyFormatHasASampleAndOnlyItRecognisesIt() throws {
    for format in NewsFormat.allCases {
      let text = try #require(NewsSamples.all[format], "\(format)")
      let sample = NewsSample(NewsFile(name: "f", bytes: Array(text.utf8)))
      var found = NewsFormat.allCases.filter { $0.reader.recognises(sample) }
      // Every line that begins with a brace may be one of ours: it is asked last.
      if format != .jsonLines { found.removeAll { $0 == .jsonLines } }
      #expect(found == [format])
      #expect(NewsReader.recognised(sample.file) == format)
    }
  }

  @Test(arguments: [
    (
      #"{"Information": "The limit is 25 requests a day."}"#, "Alpha Vantage",
      "The limit is 25 requests a day."
    ),
    (#"{"Note": "Slow down."}"#, "Alpha Vantage", "Slow down."),
    (#"{"Error Message": "Unknown call."}"#, "Alpha Vantage", "Unknown call."),
    (
      #"{"error": {"code": "usage_limit", "message": "Too many today."}}"#, "Marketaux",
      "Too many today."
    ),
    (#"{"status": "ERROR", "request_id": "r", "error": "Wrong key."}"#, "Polygon", "Wrong key."),
    (#"{"error": "You don't have access."}"#, "Finnhub", "You don't have access."),
    (#"{"detail": "Invalid token."}"#, "Tiingo", "Invalid token."),
  ])
  func aMessageInPlaceOfNewsIsReportedAsOne(text: String, provider: String, words: String) throws {
    let reading = NewsSamples.read(text)
    #expect(reading.items == [])
    let problem = try #require(reading.problems.first)
    #expect(problem.message == "\(provider) sent a message instead of news: `\(words)`")
    #expect((problem.line, problem.severity) == (1, .error))
  }

  @Test func anEmptyAnswerIsNoMistake() {
    for text in [
      #"{"items": "0", "sentiment_score_definition": "x", "feed": []}"#,
      #"{"meta": {"found": 0}, "data": []}"#,
      #"{"status": "OK", "request_id": "r", "results": []}"#,
      #"{"version": "https://jsonfeed.org/version/1.1", "title": "N", "items": []}"#,
    ] {
      let reading = NewsSamples.read(text)
      #expect(reading.items == [] && reading.problems == [], "\(text)")
    }
  }

  @Test func aMistakeHasItsLineColumnAndKeyPath() {
    let reading = NewsSamples.read(
      """
      {"feed": [
        {"title": "A", "url": "https://e.example/a", "time_published": "yesterday", "ticker_sentiment": []},
        {"title": 7, "ticker_sentiment": []},
        {"title": "C", "url": "https://e.example/c", "overall_sentiment_score": 45, "ticker_sentiment": []}
      ]}
      """
    )
    #expect(
      reading.problems.map { "\($0.line):\($0.column): \($0.message)" } == [
        "2:66: `feed[0].time_published`: `yesterday` is not a moment in time",
        "3:13: `feed[1].title` is a text, and this is a number",
        "4:75: `feed[2].overall_sentiment_score`: the sentiment `45` is not from -1 to 1: the item does not count",
      ]
    )
    #expect(reading.items.map(\.quarantine) == ["the sentiment `45` is not from -1 to 1"])
  }

  /// Each prefix of each sample is read without a trap; one that breaks off says so.
  @Test func aTruncatedAnswerKeepsWhatArrived() throws {
    for (format, text) in NewsSamples.all {
      let bytes = Array(text.utf8)
      for count in stride(from: 1, to: bytes.count, by: 3) {
        let reading = NewsReader.read(bytes: Array(bytes[..<count]), name: "f", format: format)
        #expect(reading.items.count <= 2)
      }
    }
    let cut = NewsSamples.eodhd.split(separator: "Another").first ?? ""
    let reading = NewsSamples.read(String(cut))
    #expect(reading.items.count == 1)
    #expect(reading.problems.first?.message == "the document breaks off: the text does not end")
    #expect(reading.problems.first?.line == 4)
    let feed = NewsSamples.rss.split(separator: "</channel>").first ?? ""
    let kept = NewsSamples.read(String(feed))
    #expect(kept.items.count == 1)
    #expect(kept.problems.map(\.message) == ["the document is cut short or no XML"])
  }

  @Test(arguments: NewsFormat.allCases.filter { $0 != .page })
  func whatIsNoNewsGivesAProblem(format: NewsFormat) {
    for text in [
      "{", "[", "<", "<a/>", "[1, \"x\", null]", "{\"feed\": 7}", "null", "plain words",
      "id,title\n,",
    ] {
      let reading = NewsSamples.read(text, format)
      #expect(reading.items == [], "\(text)")
      #expect(!reading.problems.isEmpty, "\(text)")
    }
    #expect(
      NewsReader.read(bytes: [0x7F, 0x45, 0, 1], name: "f", format: format).problems.count == 1
    )
  }

  @Test func whatTheUserSaysStandsInForWhatIsMissing() throws {
    let received = try #require(Instant(parsing: "2025-12-14T00:00:00Z", bareDate: .refused))
    let facts = PageFacts(received: received, source: "my wire")
    let late = try #require(NewsSamples.read(NewsSamples.finnhub, page: facts).items.first)
    #expect(late.available == received)
    #expect(late.source == "Yahoo")
    let own = try #require(NewsSamples.read(NewsSamples.tiingo, page: facts).items.first)
    #expect(own.received?.description == "2025-12-13T22:20:02Z")
    #expect(NewsSamples.read(NewsSamples.rss, page: facts).items.map(\.source) == ["my wire"])
  }
}

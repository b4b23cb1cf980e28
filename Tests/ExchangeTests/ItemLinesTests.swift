import Portfolio
import Quantities
import Testing

@testable import Exchange

struct ItemLinesTests {
  func read(_ text: String, page: PageFacts = PageFacts()) -> NewsReading {
    NewsReader.read(bytes: Array(text.utf8), name: "items.jsonl", page: page)
  }

  @Test func everyFieldIsRead() throws {
    let reading = read(
      """
      {"schema": "tranche.item/1", "id": "7", "provider": "p", "revision": 3, "deleted": false, \
      "title": "T", "summary": "S", "body": "B", "url": "https://e.example/a", "source": "Src", \
      "owner": "Own", "published": "2025-12-13T10:00:00Z", "received": "2025-12-13T10:00:01.5Z", \
      "updated": "2025-12-13T12:00:00+01:00", "sentiment": -0.30, "impact": "0.28", \
      "label": "mildly negative", "has_content": true, "subjects": [{"symbol": "NVDA", \
      "relevance": 0.5, "sentiment": 2e-1}, {"theme": "Tech"}]}
      """
    )
    #expect(reading.problems == [])
    let item = try #require(reading.items.first)
    let published = try #require(Instant(parsing: "2025-12-13T10:00:00Z", bareDate: .refused))
    #expect(
      item
        == Item(
          identifier: "7",
          provider: "p",
          revision: 3,
          title: "T",
          summary: "S",
          body: "B",
          url: "https://e.example/a",
          source: "Src",
          owner: "Own",
          published: published,
          received: Instant(secondsSinceEpoch: published.secondsSinceEpoch + 2),
          available: Instant(secondsSinceEpoch: published.secondsSinceEpoch + 3600),
          sentiment: Number(units: -30_000_000),
          impact: Number(units: 28_000_000),
          label: "mildly negative",
          subjects: [
            ItemSubject(
              kind: .symbol,
              name: "NVDA",
              relevance: Number(units: 50_000_000),
              sentiment: Number(units: 20_000_000)
            ),
            ItemSubject(kind: .theme, name: "Tech"),
          ]
        )
    )
  }

  @Test func availableIsTheLatestTimeThatIsKnown() {
    let late = "2025-12-14T00:00:00Z"
    let early = "2025-12-13T00:00:00Z"
    func item(_ times: String, page: PageFacts = PageFacts()) -> Item? {
      read("{\"id\": \"1\", \"title\": \"T\"\(times)}", page: page).items.first
    }
    let both = item(", \"published\": \"\(late)\", \"received\": \"\(early)\"")
    #expect(both?.available?.description == late)
    #expect(both?.timeQuality == .exact)
    let received = item(", \"received\": \"\(early)\"")
    #expect(received?.available?.description == early)
    #expect(received?.timeQuality == .receivedOnly)
    let none = item("")
    #expect(none?.available == nil)
    #expect(none?.timeQuality == TimeQuality.none)
    let facts = PageFacts(received: Instant(secondsSinceEpoch: 5), source: "given")
    #expect(item("", page: facts)?.available == Instant(secondsSinceEpoch: 5))
    #expect(item("", page: facts)?.source == "given")
    #expect(item(", \"published\": \"\(early)\"", page: facts)?.available?.description == early)
  }

  @Test(arguments: [
    (#"{"id": "1"}"#, 1, "`title` is missing"),
    (#"{"title": "T"}"#, 1, "`id` is missing"),
    (#"{"id": " ", "title": "T"}"#, 8, "`id` is empty"),
    (#"{"id": 1, "title": "T"}"#, 8, "`id` is a text, and this is a number"),
    (#"{"id": "1", "title": "T", "sentment": 0.3}"#, 27, "an item has no field `sentment`"),
    (#"{"id": "é", "title": "T", "x": 1}"#, 27, "an item has no field `x`"),
    (
      #"{"id": "1", "title": "T", "schema": "other/2"}"#, 37,
      "`other/2` is not a schema that can be read"
    ),
    (
      #"{"id": "1", "title": "T", "revision": 0}"#, 39,
      "the revision `0` is not a whole number from 1"
    ),
    (
      #"{"id": "1", "title": "T", "revision": 1e3}"#, 39,
      "the revision `1e3` is not a whole number from 1"
    ),
    (
      #"{"id": "1", "title": "T", "published": "2025-12-13"}"#, 40,
      "`2025-12-13` is not a moment in time"
    ),
    (
      #"{"id": "1", "title": "T", "published": "2025-12-13T10:00"}"#, 40,
      "`2025-12-13T10:00` is not a moment in time"
    ),
    (
      #"{"id": "1", "title": "T", "deleted": "yes"}"#, 38,
      "`deleted` is `true` or `false`, and this is a text"
    ),
    (#"{"id": "1", "title": "T", "sentiment": NaN}"#, 40, "`NaN` is not a JSON value"),
    (
      #"{"id": "1", "title": "T", "sentiment": [1]}"#, 40,
      "`sentiment` is a number, and this is a list"
    ),
    (
      #"{"id": "1", "title": "T", "subjects": {}}"#, 39,
      "`subjects` is a list, and this is an object"
    ),
    (
      #"{"id": "1", "title": "T", "subjects": ["NVDA"]}"#, 40,
      "a subject is an object, and this is a text"
    ),
    (
      #"{"id": "1", "title": "T", "subjects": [{"symbol": "A", "theme": "B"}]}"#, 40,
      "a subject has either a `symbol` or a `theme`"
    ),
    (
      #"{"id": "1", "title": "T", "subjects": [{}]}"#, 40,
      "a subject has either a `symbol` or a `theme`"
    ),
    (#"{"id": "1", "title": "T"} {}"#, 27, "there is more after the end of the value"),
    (#"{"id": "1", "title": "T""#, 25, "a `,` or `}` is missing here"),
    ("[]", 1, "an item is an object, and this is a list"),
  ])
  func aBadLineIsLostWithItsPlace(_ line: String, _ column: Int, _ message: String) {
    let good = #"{"id": "good", "title": "T"}"#
    let text = good + "\n\n" + line + "\r\n" + good + "\n"
    let reading = NewsReader.read(bytes: Array(text.utf8), name: "f", format: .jsonLines)
    #expect(reading.items.map(\.identifier) == ["good", "good"])
    #expect(reading.problems.map(\.message) == [message])
    #expect(reading.problems.map(\.line) == [3])
    #expect(reading.problems.map(\.column) == [column])
    #expect(reading.problems.allSatisfy { $0.severity == .error && !$0.help.isEmpty })
  }

  @Test(arguments: [
    ("\"sentiment\": 3.7", "the sentiment `3.7` is not from -1 to 1"),
    ("\"sentiment\": \"NaN\"", "the sentiment `NaN` is not a number"),
    ("\"sentiment\": \"\"", "the sentiment `` is not a number"),
    ("\"sentiment\": 1e309", "the sentiment `1e309` is not from -1 to 1"),
    ("\"sentiment\": \"0,3\"", "the sentiment `0,3` is not a number"),
    ("\"impact\": -0.1", "the impact `-0.1` is not from 0 to 1"),
    ("\"impact\": 0.123456789", "the impact `0.123456789` has more than 8 decimals"),
    (
      "\"subjects\": [{\"symbol\": \"A\", \"relevance\": 12.13}]",
      "the relevance `12.13` is not from 0 to 1"
    ),
  ])
  func aNumberThatCanNotBeQuarantinesTheItem(_ field: String, _ reason: String) {
    let reading = read("{\"id\": \"1\", \"title\": \"T\", \(field)}")
    #expect(reading.items.map(\.quarantine) == [reason])
    #expect(reading.quarantined.count == 1)
    #expect(reading.problems.map(\.message) == [reason + ": the item does not count"])
    #expect(reading.problems.map(\.column).allSatisfy { $0 > 25 })
  }

  @Test func nullIsNotZero() {
    let item = read(#"{"id": "1", "title": "T", "sentiment": null, "impact": null}"#).items.first
    #expect(item != nil)
    #expect(item?.sentiment == nil)
    #expect(item?.impact == nil)
    #expect(read(#"{"id": "1", "title": "T", "sentiment": 0}"#).items.first?.sentiment == .zero)
  }

  @Test func aLabelStandsInForAScore() {
    let item = read(#"{"id": "1", "title": "T", "label": "Strongly Negative"}"#).items.first
    #expect(item?.sentiment?.description == "-0.9")
    #expect(item?.scoreIsFromLabel == true)
    let odd = read(#"{"id": "1", "title": "T", "label": "great"}"#).items.first
    #expect(odd?.sentiment == nil)
    #expect(odd?.scoreIsFromLabel == false)
  }

  @Test func aDeletionNeedsNoTitle() {
    let reading = read(#"{"id": "1", "revision": 2, "deleted": true}"#)
    #expect(reading.problems == [])
    #expect(reading.items.first?.isDeleted == true)
  }

  @Test func helpNamesTheNearestField() {
    #expect(read(#"{"id": "1", "titel": "T"}"#).problems.first?.help == "did you mean `title`?")
  }

  @Test func problemsOfAHopelessFileAreCounted() {
    let reading = read(String(repeating: "{\n", count: 5000))
    #expect(reading.problems.count == NewsReader.mostProblems + 1)
    #expect(reading.problems.last?.message == "4900 more problems")
  }
}

import Portfolio
import Quantities
import Testing

@testable import Exchange

/// What is read of a line without a tree of JSON is what is read with one.
struct ItemLineScannerTests {
  private static let page = PageFacts(published: Instant(secondsSinceEpoch: 1), source: "page")

  /// The item of the short way; nothing where the line is left to the long one.
  private func short(_ line: String) -> Item? {
    let bytes = Array(line.utf8)
    return ItemLineScanner.item(
      bytes,
      in: 0..<bytes.count,
      page: ItemLineScannerTests.page,
      provider: "jsonl"
    )
  }

  /// The item of the long way; nothing where the line has any mistake.
  private func long(_ line: String) -> Item? {
    guard let node = try? JSONReader.read(Array(line.utf8)),
      var decoder = try? ItemLineDecoder(node, page: ItemLineScannerTests.page, provider: "jsonl"),
      let item = try? decoder.item()
    else { return nil }
    return decoder.doubts.isEmpty ? item : nil
  }

  @Test(arguments: [
    #"{"id": "1", "title": "A line", "published": "2025-12-13T10:00:00Z", "sentiment": 0.5}"#,
    #"{"id":"1","title":"A line"}"#,
    #" {"schema":"tranche.item/1" , "id" : "1","title":"A é \"quoted\" \u00e9\\","summary":null} "#,
    #"{"id":"1","title":"A","deleted":false,"has_content":false,"label":"mildly positive"}"#,
    #"{"id":"1","title":"A","impact":1,"sentiment":-1.00000000,"revision":1000000000}"#,
    #"{"id":"1","title":"A","subjects":[]}"#,
    #"{"id":"1","title":"A","subjects":[{"symbol":"NVDA","relevance":0.8,"sentiment":-0.2},{"theme":"A & B"}]}"#,
    #"{"body":"b","owner":"o","provider":"p","received":"2024-02-29T23:59:59Z","source":"s","updated":"2025-01-01T00:00:00Z","url":"u","id":"1","title":"A"}"#,
  ])
  func plainLinesAreReadTheShortWay(line: String) throws {
    let item = try #require(short(line))
    #expect(item == long(line))
  }

  @Test(arguments: [
    #"{"id":"1","title":"A","sentiment":0.123456789}"#, #"{"id":"1","title":"A","sentiment":01}"#,
    #"{"id":"1","title":"A","sentiment":1.}"#, #"{"id":"1","title":"A","sentiment":-}"#,
    #"{"id":"1","title":"A","sentiment":1.01}"#, #"{"id":"1","title":"A","impact":-0.1}"#,
    #"{"id":"1","title":"A","sentiment":5e-1}"#, #"{"id":"1","title":"A","sentiment":"0.5"}"#,
    #"{"id":"1","id":"1","title":"A"}"#, #"{"id":"1","title":"A","titel":"B"}"#, #"{"id":"1"}"#,
    #"{"id":"1","title":" "}"#, #"{"id":"","title":"A"}"#, #"{"id":"1","title":"A",}"#,
    #"{"id":"1","title":"A"} x"#, #"{"id":"1","title":"A""#, #"{"id":"1","title":"A\"}"#,
    #"{"id":"1","title":"A\q"}"#, #"{"id":"1","title":"A","revision":0}"#,
    #"{"id":"1","title":"A","revision":01}"#, #"{"id":"1","title":"A","revision":1.0}"#,
    #"{"id":"1","title":"A","deleted":true}"#, #"{"id":"1","title":"A","has_content":1}"#,
    #"{"id":"1","title":"A","published":"2025-02-29T10:00:00Z"}"#,
    #"{"id":"1","title":"A","published":"2025-12-13T24:00:00Z"}"#,
    #"{"id":"1","title":"A","published":"2025-12-13T10:00:00+01:00"}"#,
    #"{"id":"1","title":"A","published":"2025-12-13"}"#,
    #"{"id":"1","title":"A","subjects":[{"symbol":""}]}"#,
    #"{"id":"1","title":"A","subjects":[{"symbol":"","symbol":"B"}]}"#,
    #"{"id":"1","title":"A","subjects":[{"symbol":"B","theme":"C"}]}"#,
    #"{"id":"1","title":"A","subjects":[{"relevance":1}]}"#,
    #"{"id":"1","title":"A","subjects":[,]}"#,
    #"{"id":"1","title":"A","schema":"tranche.item/2"}"#, "{}", "[]", "", "{\"\":1}", "{\"id\"",
    "{\"id\":\"1\",\"title\":\"a\u{1}\"}", "{\"id\":\"1\",\"title\":\"a\\", "{\"i",
  ])
  func otherLinesAreLeftToTheLongWay(line: String) { #expect(short(line) == nil) }

  /// Lines put together of good and bad parts, with bytes lost, doubled and changed.
  @Test func bothWaysReadTheSame() {
    var random = Chance(state: 0x5EED)
    var taken = 0
    for _ in 0..<20_000 {
      let line = ItemLineScannerTests.line(&random)
      guard let item = short(line) else { continue }
      taken += 1
      #expect(item == long(line), "\(line)")
    }
    #expect(taken > 4_000 && taken < 19_000, "\(taken)")
  }

  private static let values: [String: [String]] = [
    "id": [#""1""#, #""x y""#, #""é""#], "title": [#""A title""#, #""T\u0041""#, #""“T”""#],
    "summary": [#""S""#, "null", #""""#, #""a\/b""#], "body": [#""B""#],
    "url": [#""https://e.example/1""#], "source": [#""Wire""#, "null"], "owner": [#""O""#, #""""#],
    "provider": [#""p""#], "label": [#""positive""#, #""unheard of""#, #""""#],
    "sentiment": ["0.5", "-0.25", "1", "-1", "-0", "0.00000001", "2", "1e0", #""0.5""#, "null"],
    "impact": ["0", "0.28", "1.0", "-0.1"], "revision": ["1", "7", "0", "1.5", "null"],
    "deleted": ["false", "false", "true"], "has_content": ["true", "false", "null"],
    "published": [
      #""2025-12-13T10:00:00Z""#, #""2024-02-29T00:00:00Z""#, #""2025-12-13""#, "null",
    ],
    "received": [#""2025-12-13T10:00:09Z""#, #""2025-12-13T10:00:00.5Z""#],
    "updated": [#""2025-12-14T10:00:00Z""#], "schema": [#""tranche.item/1""#],
    "subjects": [
      "[]", #"[{"symbol":"NVDA"}]"#, #"[{"theme":"Rates","relevance":0.5}]"#,
      #"[{"symbol":"A","relevance":2}]"#,
      #"[{"symbol": "A", "sentiment": -0.1, "relevance": 1}, {"symbol": "B"}]"#, "null", "[1]",
    ],
  ]

  private static func line(_ random: inout Chance) -> String {
    let names = values.keys.sorted().shuffled(using: &random)
    var fields = names.prefix(Int.random(in: 0...6, using: &random)).filter {
      $0 != "id" && $0 != "title"
    }
    fields += ["id", "title"]
    if Int.random(in: 0..<20, using: &random) == 0 { fields.append(fields[0]) }
    let blank = ["", " ", "\t"].randomElement(using: &random) ?? ""
    let members = fields.shuffled(using: &random).map { name in
      "\"\(name)\":\(blank)\(values[name]?.randomElement(using: &random) ?? "null")"
    }
    var bytes = Array("{\(members.joined(separator: ",\(blank)"))}".utf8)
    if Int.random(in: 0..<3, using: &random) == 0 {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(bytes[place], at: place)
      case 2: bytes.removeLast(place)
      default: bytes[place] = UInt8.random(in: 0x20..<0x7F, using: &random)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same numbers each time.
  private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }
}

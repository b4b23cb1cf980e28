import Portfolio
import Quantities
import Testing

@testable import Exchange

/// Times, numbers, addresses and tables that several formats share.
struct NewsPartsTests {
  @Test(arguments: [
    ("2025-12-13T14:05:00Z", "2025-12-13T14:05:00Z", false),
    ("2025-12-13T14:05:00.000001+01:00", "2025-12-13T13:05:01Z", false),
    ("2025-12-13T14:05:00", "2025-12-13T14:05:00Z", true),
    ("2025-12-13 14:05:00", "2025-12-13T14:05:00Z", true),
    ("20251213T140509", "2025-12-13T14:05:09Z", true),
    ("20251213T1405", "2025-12-13T14:05:00Z", true),
    ("Sat, 13 Dec 2025 14:05:00 -0500", "2025-12-13T19:05:00Z", false),
    ("13 Dec 2025 14:05 GMT", "2025-12-13T14:05:00Z", false),
    ("Sat, 3 Jan 2026 9:05:00 EST", "2026-01-03T14:05:00Z", false),
    ("Sat, 13 Dec 2025 14:05:00", "2025-12-13T14:05:00Z", true),
    // A bare date is known from its end.
    ("2025-12-13", "2025-12-14T00:00:00Z", true),
  ])
  func aMomentIsRead(text: String, moment: String, isAssumed: Bool) throws {
    let time = try #require(NewsTime(text), "\(text)")
    #expect((time.instant.description, time.isAssumed) == (moment, isAssumed))
  }

  @Test(arguments: [
    "", "soon", "2025-13-01", "2025-02-30T00:00:00Z", "20251213", "20251213T25", "20251213T1405xx",
    "Sat, 13 Dec 2025 14:05:00 XYZ", "Sat, 32 Dec 2025 14:05:00 GMT", "13 Foo 2025 14:05 GMT",
    "1765634400",
    "Dec", "13 Dec", "é 13 Dec",
  ])
  func whatIsNoMomentIsNone(text: String) { #expect(NewsTime(text) == nil) }

  @Test func secondsAreNotMilliseconds() {
    #expect(NewsTime(seconds: "1765634400")?.instant.description == "2025-12-13T14:00:00Z")
    #expect(NewsTime(seconds: "1765634400000") == nil)
    #expect(NewsTime(seconds: "-1") == nil)
    #expect(NewsTime(seconds: "1.5") == nil)
  }

  @Test(arguments: [
    ("0.123456784999", 12_345_678), ("0.123456785", 12_345_678), ("0.123456775", 12_345_678),
    ("0.1234567850001", 12_345_679), ("-0.123456785001", -12_345_679), ("0.5", 50_000_000),
    ("5e-1", 50_000_000), ("1e-12", 0), ("0.999999999", 100_000_000), ("-0.000000015", -2),
  ])
  func decimalsAreRoundedHalfEven(text: String, units: Int64) throws {
    #expect(try JSONNumber.rounded(text).units == units)
  }

  @Test(arguments: ["", "NaN", "1,5", "0.1234567890x", "1e309", "--1", "0.12345678 9"])
  func whatIsNoNumberIsNotRounded(text: String) {
    #expect(throws: DecimalText.Failure.self) { try JSONNumber.rounded(text) }
  }

  @Test func anAddressHasOneSpelling() {
    let one = CanonicalURL.of("https://example.com/a/b?id=7")
    #expect(one == "example.com/a/b?id=7")
    for same in [
      "http://www.example.com/a/b/?id=7", "https://EXAMPLE.com:443/a/b?utm_source=x&id=7#part",
      "https://user@amp.example.com./a/b/amp?id=7&fbclid=1", " https://example.com/a/b?id=7 ",
    ] {
      #expect(CanonicalURL.of(same) == one, "\(same)")
    }
    for other in [
      "https://example.com/a/B?id=7", "https://example.com/a/b?id=8",
      "https://example.org/a/b?id=7",
    ] {
      #expect(CanonicalURL.of(other) != one, "\(other)")
    }
    for none in [
      "", "a", "https://", "https:///x", "ftp://e.example/x", "https://example.com/",
      "javascript:alert(1)",
    ] {
      #expect(CanonicalURL.of(none) == nil, "\(none)")
    }
    #expect(CanonicalURL.host(of: "https://kernel.org\\@evil.example/") == "kernel.org")
  }

  @Test func aTableNamesTheRowAndColumnOfAMistake() {
    func problems(_ text: String) -> [String] {
      NewsSamples.read(text, .table).problems.map { "\($0.line):\($0.column): \($0.message)" }
    }
    #expect(problems("id,titel\n1,T") == ["1:4: there is no column `titel` in a table of items"])
    #expect(problems("id,title,id\n1,T,2") == ["1:10: the column `id` is there twice"])
    #expect(problems("id,title\n1,T,x\n2,T") == ["2:1: the row has 3 fields, the header 2"])
    #expect(
      problems("id,title,sentiment\n\"a,b\",T,7\n2,T,0.1")
        == ["2:9: the sentiment `7` is not from -1 to 1: the item does not count"]
    )
    #expect(
      problems("id,title,published\n1,T,yesterday") == ["2:5: `yesterday` is not a moment in time"]
    )
    #expect(
      problems("id,title,deleted\n1,T,yes") == [
        "2:5: `deleted` is `true` or `false`, and this is a text"
      ]
    )
    #expect(NewsSamples.read("id,title\n1,'=SUM(A1)", .table).items.map(\.title) == ["=SUM(A1)"])
  }
}

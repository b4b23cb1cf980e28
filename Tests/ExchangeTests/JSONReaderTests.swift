import Quantities
import Testing

@testable import Exchange

struct JSONReaderTests {
  func read(_ text: String) throws -> JSONNode { try JSONReader.read(Array(text.utf8)) }

  func failure(_ text: String) -> JSONFailure? { failure(Array(text.utf8)) }

  func failure(_ bytes: [UInt8]) -> JSONFailure? {
    do throws(JSONFailure) {
      _ = try JSONReader.read(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test func valuesKeepTheirTextAndPlace() throws {
    let node = try read(#" {"a": [1.50, -0, 1E+2, null, true, false, "x"], "b": {}} "#)
    let members = try #require(node.members)
    #expect(node.offset == 1)
    #expect(members.map(\.name) == ["a", "b"])
    #expect(members.map(\.offset) == [2, 49])
    guard case .array(let list) = members[0].value.kind else {
      Issue.record("no list")
      return
    }
    #expect(
      list.map(\.kind) == [
        .number("1.50"), .number("-0"), .number("1E+2"), .null, .bool(true), .bool(false),
        .string("x"),
      ]
    )
  }

  @Test func escapesAreResolved() throws {
    #expect(try read(#""\"\\\/\b\f\n\r\t""#).kind == .string("\"\\/\u{8}\u{c}\n\r\t"))
    #expect(try read(#""\u00e9\ud83d\ude00""#).kind == .string("é😀"))
    #expect(try read("\"é😀\"").kind == .string("é😀"))
    #expect(try read(#""\u0000""#).kind == .string("\u{0}"))
  }

  @Test(arguments: [
    ("", 0), ("{", 1), ("{\"a\"", 4), ("{\"a\":", 5), ("{\"a\":1", 6), ("{\"a\":1,}", 7),
    ("{\"a\":1,\"a\":2}", 7), ("{a:1}", 1), ("[1,]", 3), ("[1 2]", 3), ("[", 1), ("1 2", 2),
    ("NaN", 0), ("Infinity", 0), ("-Infinity", 1), ("-", 1), ("01", 1), ("1.", 2), (".5", 0),
    ("+1", 0), ("1e", 2), ("1e+", 3), ("0x10", 1), ("'a'", 0), ("\"a", 0), ("\"\\", 2),
    ("\"\\x\"", 1), ("\"\\u12\"", 5), ("\"\\ud83d\"", 1), ("\"\\ude00\"", 1),
    ("\"\\ud83d\\u0041\"", 1), ("\"a\tb\"", 2), ("\"a\nb\"", 2), ("tru", 0), ("nulll", 0),
    ("// a\n1", 0), ("}", 0), ("\u{FEFF}1", 0),
  ])
  func whatIsNotJSONIsRefusedAtItsPlace(_ text: String, _ offset: Int) {
    #expect(failure(text)?.offset == offset, "\(text)")
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    #expect(failure([0x22, 0xFF, 0x22])?.message == "the text holds bytes that are not UTF-8")
    #expect(failure([0x22, 0xED, 0xA0, 0x80, 0x22]) != nil)
    #expect(failure([0x00]) != nil)
  }

  @Test func nestingIsCapped() throws {
    let depth = JSONReader.maximumDepth
    let fits = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(try read(fits).members == nil)
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(failure(deep)?.offset == depth)
    #expect(failure(String(repeating: "{\"a\":", count: 1_000_000))?.offset == depth * 5)
    // Breadth is no depth.
    #expect(try read("[" + String(repeating: "[],", count: 500) + "[]]").members == nil)
  }

  @Test(arguments: [
    ("0.30", "0.3"), ("-0.28", "-0.28"), ("3e-1", "0.3"), ("-1.5E+1", "-15"), ("12e-3", "0.012"),
    ("0e999999999999999999999", "0"), ("1e2", "100"), ("0.00000001", "0.00000001"),
    ("100e-2", "1"), ("0.1234567890e1", "1.23456789"), ("-0", "0"), ("0.1000000000000", "0.1"),
  ])
  func numbersAreExact(_ text: String, _ spelled: String) throws {
    #expect(try JSONNumber.number(text).description == spelled)
  }

  @Test(arguments: [
    ("1e309", DecimalText.Failure.outOfRange), ("1e-309", .tooManyFractionDigits(limit: 8)),
    ("0.123456789", .tooManyFractionDigits(limit: 8)), ("99999999999999", .outOfRange),
    ("1e99999999999999999999", .outOfRange),
    (
      "1e-99999999999999999999",
      .tooManyFractionDigits(limit: 8)
    ), ("NaN", .notANumber), ("", .notANumber),
    ("0,3", .notANumber), ("1 ", .notANumber), ("e", .notANumber), ("1.2.3e1", .notANumber),
    ("1.e5", .notANumber), ("-e1", .notANumber), ("x1e2", .notANumber),
  ])
  func numbersThatDoNotFitAreRefused(_ text: String, _ failure: DecimalText.Failure) {
    #expect(throws: failure) { try JSONNumber.number(text) }
  }
}

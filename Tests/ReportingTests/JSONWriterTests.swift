import Testing

@testable import Reporting

/// What is written is JSON of the same values, in one line or in many.
@Suite struct JSONWriterTests {
  private static func string(_ text: String) -> String {
    var output: [UInt8] = []
    JSONWriter.append(to: &output, isIndented: false) { $0.string(text) }
    return String(decoding: output, as: UTF8.self)
  }

  /// Character by character, as a reader would write it.
  private static func slow(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case _ where SafeText.isHidden(scalar):
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }

  @Test func textsOfEveryLengthWithEveryCharacter() {
    let characters: [Unicode.Scalar] =
      (0..<0x100).compactMap { Unicode.Scalar($0 as UInt32) }
      + ["\u{202E}", "\u{2028}", "\u{1F600}", "\u{E0001}", "\u{FFFD}", "é"]
    for length in 0..<30 {
      let plain = String("A plain text of some length, ~!".prefix(length))
      #expect(Self.string(plain) == "\"\(plain)\"")
      for character in characters {
        for text in ["\(character)\(plain)", "\(plain)\(character)", "ab\(character)\(plain)"] {
          #expect(Self.string(text) == Self.slow(text))
        }
      }
    }
  }

  @Test func membersStandInOrder() {
    var line: [UInt8] = []
    JSONWriter.append(to: &line, isIndented: false) { json in
      json.array([0]) { json, _ in
        json.object { json in
          json.member("empty", each: [Int]()) { _, _ in }
          json.member("none", nil as String?)
          json.member("a_key_that_is_longer_than_a_word", ["x", "y"])
          json.member("n", -12)
          json.member(named: "named", 3)
          json.member("yes", true as Bool?)
          json.member("inner") { json in json.object { _ in } }
        }
      }
    }
    #expect(
      String(decoding: line, as: UTF8.self)
        == #"[{"empty":[],"none":null,"a_key_that_is_longer_than_a_word":["x","y"],"n":-12,"#
        + #""named":3,"yes":true,"inner":{}}]"#
    )
  }

  @Test func everyMemberHasALineOfItsOwn() {
    let document = JSONWriter.document { json in
      json.object { json in
        json.member("none", each: [Int]()) { _, _ in }
        json.member("texts", ["x", "y"])
        json.member(named: "named", 3)
      }
    }
    let expected = """
      {
        "none": [],
        "texts": [
          "x",
          "y"
        ],
        "named": 3
      }

      """
    #expect(String(decoding: document, as: UTF8.self) == expected)
  }

  /// More than the first room is found, and what stands before stays.
  @Test func longDocuments() {
    var output = Array("before".utf8)
    JSONWriter.append(to: &output, isIndented: false) { json in
      json.array(0..<20_000) { json, _ in json.string("text") }
    }
    let expected =
      "before[" + [String](repeating: "\"text\"", count: 20_000).joined(separator: ",") + "]"
    #expect(String(decoding: output, as: UTF8.self) == expected)
  }
}

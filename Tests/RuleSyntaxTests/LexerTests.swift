import RuleSyntax
import Testing

/// Which tokens text is cut into, and what of it is trivia.
struct LexerTests {
  // cites: text-2, text-4, spell-1, spell-2, spell-3, spell-4, spell-5, spell-7, spell-8, spell-9
  @Test(
    arguments: [
      ("scale_in _x a1", [.word, .word, .word]),
      ("NVDA BRK.B USD A1", [.capitals, .capitals, .capitals, .capitals]),
      ("0 100_000 0.25 1_0.5", [.number, .number, .number, .number]),
      ("34% 33.3333% 20bp 0.5bp", [.quantity, .quantity, .quantity, .quantity]),
      ("90min 2h 730d 1w 3bd", [.quantity, .quantity, .quantity, .quantity, .quantity]),
      ("2025-12-20 2024-02-29", [.date, .date]),
      ("2025-12-20T14:00Z", [.date]),
      ("2025-12 - 20", [.number, .minus, .number, .minus, .number]),
      ("1.12345678", [.number]),
      ("\"a b\" \"\" \"0700.HK\"", [.string, .string, .string]),
      ("\"tab\there\" \"ünï→\"", [.string, .string]),
      (
        "{ } ( ) , : @",
        [
          .leftBrace, .rightBrace, .leftParenthesis, .rightParenthesis, .comma, .colon, .at,
        ]
      ),
      ("= != < <= > >=", [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]),
      ("+ - * /", [.plus, .minus, .star, .slash]),
      ("a // b c\nd", [.word, .word]),
      ("a/b//c", [.word, .slash, .word]),
      ("sector:technology", [.word, .colon, .word]),
      (
        "weight(X)>1%",
        [
          .word, .leftParenthesis, .capitals, .rightParenthesis, .greater, .quantity,
        ]
      ),
      ("a\r\nb\tc\rd", [.word, .word, .word, .word]),
      ("\u{FEFF}a", [.word]),
      ("s 3 d 5%", [.word, .number, .word, .quantity]),
    ] as [(String, [TokenKind])]
  )
  func goodTextGivesTokens(text: String, kinds: [TokenKind]) {
    let result = Lexer.tokens(of: SourceFile(path: "a", text: text))
    #expect(result.diagnostics.map(\.message) == [])
    #expect(result.tokens.map(\.kind) == kinds + [.endOfFile])
  }

  @Test func foreignOperatorsAreTakenAsWhatTheyMean() {
    let file = SourceFile(path: "a", text: "a == b ≥ c <> d")
    let result = Lexer.tokens(of: file)
    #expect(result.diagnostics.map(\.code) == Array(repeating: "foreign-operator", count: 3))
    #expect(
      result.tokens.map(\.kind)
        == [.word, .equal, .word, .greaterOrEqual, .word, .notEqual, .word, .endOfFile]
    )
  }

  // cites: text-3
  @Test func bytesThatAreNotUTF8AreOneMistakeARun() {
    let bytes: [UInt8] = Array("let a = ".utf8) + [0xFF, 0xFE, 0xC0] + Array(" // ".utf8) + [0xE9]
    let result = Lexer.tokens(of: SourceFile(path: "a", bytes: bytes))
    #expect(result.diagnostics.map(\.code) == ["malformed-text", "malformed-text"])
    #expect(result.diagnostics.map(\.span.start) == [8, 15])
  }

  // cites: text-5
  @Test(
    arguments: [
      ([0x53, 0x51, 0x4C, 0x69, 0x74, 0x65, 0x00, 0x01], "ends in `.tranche`"),
      ([0xFF, 0xFE, 0x61, 0x00], "UTF-16"),
    ] as [([UInt8], String)]
  )
  func aFileThatIsNoTextGivesOneMessage(bytes: [UInt8], help: String) throws {
    let result = Parser.parse(SourceFile(path: "a", bytes: bytes))
    #expect(result.diagnostics.map(\.code) == ["not-text"])
    #expect(try #require(result.diagnostics.first?.help).contains(help))
    #expect(result.tree.reproduced == bytes)
  }

  // cites: spell-12
  @Test(arguments: [
    ("1y", "365d"), ("2mo", "60d"), ("30days", "30d"), ("4 weeks", "4w"), ("5 %", "5%"),
    ("30 d", "30d"), ("6m", "6min"), ("10bps", "10bp"), ("100USD", "100 USD"), ("5k", "5_000"),
    ("1,000,000", "1_000_000"), (".5", "0.5"), ("2025-1-5", "2025-01-05"),
    ("2025/12/20", "2025-12-20"), ("2025-12-20t9:00z", "2025-12-20T09:00Z"), ("==", "="),
    ("&&", "and"), ("||", "or"), ("≥", ">="), ("!", "not"), ("'a b'", "\"a b\""),
    ("“a”", "\"a\""), ("0700.HK", "\"0700.HK\""), ("2025-02-30", "2025-02-28"),
    ("2025-12-20T9:30", "2025-12-20T09:30Z"), ("2025-12-20T14:00+02:00", "2025-12-20T14:00Z"),
    ("$1_000", "1_000 USD"), ("€5", "5 EUR"), ("# note", "//"), ("When", "when"),
    ("scaleIn", "scale_in"), ("Nvda", "NVDA"),
  ])
  func helpOffersTheRightForm(wrong: String, right: String) throws {
    let result = Lexer.tokens(of: SourceFile(path: "a", text: wrong))
    #expect(result.diagnostics.count == 1, "\(result.diagnostics.map(\.message))")
    let help = try #require(result.diagnostics.first?.help)
    #expect(help.contains("`\(right)`"), "\(help)")
  }

  @Test(arguments: [
    "==", "&&", "2025/12/20", "10bps", "30 d", "1,000", ".5", "'a'", "100USD", "0700.HK",
  ])
  func offeredEditsMendTheMistake(wrong: String) throws {
    let file = SourceFile(path: "a", text: wrong)
    let fix = try #require(Lexer.tokens(of: file).diagnostics.first?.fix)
    var bytes = file.bytes
    bytes.replaceSubrange(
      Int(fix.span.start)..<Int(fix.span.end),
      with: Array(fix.replacement.utf8)
    )
    #expect(Lexer.tokens(of: SourceFile(path: "a", bytes: bytes)).diagnostics.isEmpty)
  }
}

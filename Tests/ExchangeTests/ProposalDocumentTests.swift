import Exchange
import Quantities
import Testing

/// Saved proposals: read with the place of what is wrong, and compared value by value.
@Suite struct ProposalDocumentTests {
  private static let whole = """
    {"schema": "tranche.proposal/1", "id": "1", "asOf": "2025-12-15T23:59:59Z",
     "rulebook": {"name": "r", "title": null, "hash": "aa"},
     "inputs": {"marketHash": "bb", "newsHash": "cc", "items": 1, "acts": 0},
     "assumptions": [{"fact": "gcc", "value": "confirmed", "text": "gcc is confirmed"}],
     "terms": {"restriction": "invest", "investment": "5000", "accounts": ["growth"]},
     "facts": [{"id": "sentiment(rust)", "value": "0.30", "items": ["a", "b"]}],
     "accounts": [{"account": "growth", "accountHash": "dd", "nav": "100",
       "changes": [
         {"symbol": "AMD", "action": "sell", "quantity": "3", "rules": ["less"]},
         {"symbol": "NVDA", "action": "buy", "quantity": "26", "rules": ["more"]}]}]}
    """

  private func document(_ text: String = whole) throws -> ProposalDocument {
    try ProposalDocument(Array(text.utf8))
  }

  private func problem(_ text: String) throws -> ProposalDocument.Problem {
    try #require(throws: ProposalDocument.Problem.self) { try document(text) }
  }

  private func comparison(_ change: (String, String)...) throws -> ProposalComparison {
    var text = Self.whole
    for (old, new) in change {
      #expect(text.contains(old))
      text = text.replacing(old, with: new)
    }
    return ProposalComparison(try document().root, try document(text).root)
  }

  @Test func whatIsNeededToComputeItAgainIsRead() throws {
    let document = try document()
    #expect(document.asOf.description == "2025-12-15T23:59:59Z")
    #expect(document.assumptions == ["gcc is confirmed"])
    #expect(document.restriction == "invest")
    #expect(document.investment?.description == "5000")
    #expect(document.accounts == ["growth"])
    #expect(!document.isVerbose)
    #expect(
      try self.document(Self.whole.replacing("\"nav\"", with: "\"allHolds\": [], \"nav\""))
        .isVerbose
    )
  }

  @Test func aFileThatWasCutShortIsNamedWithItsEnd() throws {
    for length in stride(from: 1, to: Self.whole.utf8.count - 1, by: 7) {
      let cut = String(decoding: Self.whole.utf8.prefix(length), as: UTF8.self)
      let problem = try problem(cut)
      #expect(problem.line == cut.split(separator: "\n", omittingEmptySubsequences: false).count)
      #expect(problem.column > 0)
    }
    #expect(try problem("{\"schema\": ").message == "the file ends before the proposal does")
    #expect(try problem("{\"schema\": \"tranche.pro").message.hasPrefix("the file ends"))
    #expect(try problem("language 1\n").message == "this is no proposal")
  }

  @Test func whereARuleStandsInItsFileIsNoDifference() throws {
    let comparison = try comparison(
      ("\"rules\": [\"more\"]", "\"rules\": [\"more\"], \"place\": \"a:1\"")
    )
    #expect(comparison.isIdentical)
  }

  @Test(arguments: [
    ("\"tranche.proposal/1\"", "\"tranche.why/1\"", 1), ("\"2025-12-15T23:59:59Z\"", "\"soon\"", 1),
    ("\"5000\"", "5000", 5), ("\"growth\"]", "7]", 5), ("\"text\"", "\"texts\"", 4),
    ("\"terms\"", "\"term\"", 1),
  ])
  func whatIsNoProposalIsNamedWithItsPlace(old: String, new: String, line: Int) throws {
    let problem = try problem(Self.whole.replacing(old, with: new))
    #expect(problem.line == line)
    #expect(!problem.message.isEmpty)
    #expect(!problem.help.isEmpty)
  }

  @Test func nothingOfAFileTraps() throws {
    for text in [
      "", "[]", "7", "{}", "\u{FEFF}{}", "{\"schema\": 7}", String(repeating: "[", count: 99),
    ] {
      _ = try problem(text)
    }
  }

  @Test func theSameIsIdenticalWhateverItsLayout() throws {
    let comparison = ProposalComparison(
      try document().root,
      try document(Self.whole.replacing("\n", with: " ")).root
    )
    #expect(comparison.isIdentical)
  }

  @Test func aValueIsNamedByAccountSubjectAndField() throws {
    let comparison = try comparison(("\"26\"", "\"25\""))
    #expect(comparison.inputs == [])
    let found = comparison.differences.map { difference in
      [
        difference.account, difference.subject, difference.field, difference.saved ?? "",
        difference.now ?? "",
      ]
    }
    #expect(found == [["growth", "buy NVDA", "changes.quantity", "26", "25"]])
  }

  @Test func anOrderThatIsNotThereIsOneDifference() throws {
    let text = Self.whole.replacing(/,\s*\{"symbol": "NVDA"[^}]*\}/, with: "")
    #expect(text != Self.whole)
    let found = ProposalComparison(try document().root, try document(text).root).differences
    #expect(found.map(\.subject) == ["buy NVDA"])
    #expect(found.map(\.now) == [nil])
  }

  @Test func inputsThatDifferAreToldApartFromResults() throws {
    let comparison = try comparison(
      ("\"aa\"", "\"ab\""),
      ("\"bb\"", "\"ba\""),
      ("\"cc\"", "\"ca\""),
      ("\"dd\"", "\"da\""),
      ("\"id\": \"1\"", "\"id\": \"2\"")
    )
    #expect(comparison.inputs == [.rulebook, .market, .news, .account("growth")])
    #expect(comparison.differences == [])
    #expect(!comparison.isIdentical)
  }

  @Test func anotherOrderOfExecutionIsADifference() throws {
    let comparison = try comparison(
      ("\"AMD\", \"action\": \"sell\", \"quantity\": \"3\", \"rules\": [\"less\"]", "first"),
      (
        "\"NVDA\", \"action\": \"buy\", \"quantity\": \"26\", \"rules\": [\"more\"]",
        "\"AMD\", \"action\": \"sell\", \"quantity\": \"3\", \"rules\": [\"less\"]"
      ),
      ("first", "\"NVDA\", \"action\": \"buy\", \"quantity\": \"26\", \"rules\": [\"more\"]")
    )
    #expect(comparison.differences.map(\.field) == ["changes.order"])
    #expect(comparison.differences.first?.saved == "sell AMD, buy NVDA")
  }

  @Test func aFactIsComparedByItsName() throws {
    let comparison = try comparison(("\"0.30\"", "\"0.31\""), ("[\"a\", \"b\"]", "[\"a\"]"))
    #expect(comparison.differences.map(\.subject) == ["sentiment(rust)", "sentiment(rust)"])
    #expect(comparison.differences.map(\.field) == ["facts.value", "facts.items"])
  }
}

import Foundation
import Portfolio
import Quantities
import Testing

@testable import Exchange

struct TerminalPageTests {
  static let page = """
    Back to News
    Market Impact: 0.28

    A Title

    Technology & InnovationProduct LaunchesManagement & GovernanceOddTag
    A Title

    A summary in
    two lines.

    Analysis

    First paragraph.

    Second paragraph.

    Invented Terminal

    A line that sells something.

    Request a Demo

    Market Sentiment

    Overall Sentiment

    mildly positive

    Sentiment Score

    0.30

    Key Decisions for Investors

      • First decision
      • Second decision,
      continued
    """

  func read(_ text: String, facts: PageFacts = PageFacts()) -> NewsReading {
    NewsReader.read(bytes: Array(text.utf8), name: "page.txt", page: facts)
  }

  func replacing(_ old: String, _ new: String) -> NewsReading {
    var text = TerminalPageTests.page
    if let range = text.range(of: old) { text.replaceSubrange(range, with: new) }
    #expect(text != TerminalPageTests.page)
    return read(text)
  }

  @Test func everyPartIsRead() throws {
    let reading = read(TerminalPageTests.page)
    #expect(reading.problems == [])
    let item = try #require(reading.items.first)
    #expect(item.title == "A Title")
    #expect(item.summary == "A summary in\ntwo lines.")
    #expect(item.body == "First paragraph.\n\nSecond paragraph.")
    #expect(item.sentiment?.spelled(minimumFractionDigits: 2) == "0.30")
    #expect(item.impact?.description == "0.28")
    #expect(item.label == "mildly positive")
    #expect(!item.scoreIsFromLabel)
    #expect(item.hasContent)
    #expect(item.quarantine == nil)
    #expect(
      item.subjects.map(\.name) == [
        "Technology & Innovation", "Product Launches", "Management & Governance", "Odd", "Tag",
      ]
    )
    #expect(item.subjects.allSatisfy { $0.kind == .theme })
    #expect(reading.decisions == ["First decision", "Second decision, continued"])
  }

  @Test func timesAndSourceAreGivenNotInvented() {
    let bare = read(TerminalPageTests.page).items.first
    #expect(bare?.available == nil)
    #expect(bare?.timeQuality == TimeQuality.none)
    #expect(bare?.source == "")
    let early = Instant(secondsSinceEpoch: 100)
    let late = Instant(secondsSinceEpoch: 200)
    let given = read(
      TerminalPageTests.page,
      facts: PageFacts(published: late, received: early, source: "kernel.org")
    ).items.first
    #expect(given?.available == late)
    #expect(given?.source == "kernel.org")
    #expect(given?.owner == "kernel.org")
    let received = read(TerminalPageTests.page, facts: PageFacts(received: early)).items.first
    #expect(received?.available == early)
    #expect(received?.timeQuality == .receivedOnly)
    #expect(bare?.identifier == given?.identifier)
  }

  @Test func theIdentifierIsOfTheContent() {
    let plain = read(TerminalPageTests.page).items.first?.identifier
    let windows = TerminalPageTests.page.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    #expect(read(windows).items.first?.identifier == plain)
    #expect(read("\u{FEFF}" + windows).items.first?.identifier == plain)
    #expect(replacing("First paragraph", "Another paragraph").items.first?.identifier != plain)
    #expect(replacing("0.30", "0.31").items.first?.identifier != plain)
    #expect(plain?.hasPrefix("page-") == true)
  }

  @Test(arguments: [
    ("0.30", "3.7", "the sentiment `3.7` is not from -1 to 1", 32),
    ("0.30", "NaN", "the sentiment `NaN` is not a number", 32),
    ("0.30", "0,30", "the sentiment `0,30` is not a number", 32),
    ("0.30", "30%", "the sentiment `30%` is not a number", 32),
    ("0.30", "1e309", "the sentiment `1e309` is not from -1 to 1", 32),
    ("0.28", "1.28", "the impact `1.28` is not from 0 to 1", 2),
    ("0.28", "-0.28", "the impact `-0.28` is not from 0 to 1", 2),
  ])
  func aNumberThatCanNotBeQuarantinesThePage(
    _ old: String,
    _ new: String,
    _ reason: String,
    _ line: Int
  ) {
    let reading = replacing(old, new)
    #expect(reading.items.map(\.quarantine) == [reason])
    #expect(reading.problems.map(\.message) == [reason + ": the page does not count"])
    #expect(reading.problems.map(\.line) == [line])
    #expect(reading.problems.map(\.column) == [line == 2 ? 16 : 1])
    #expect(reading.problems.map(\.severity) == [.error])
  }

  @Test func aMinusSignIsAMinus() {
    let reading = replacing(
      "mildly positive\n\nSentiment Score\n\n0.30",
      "mildly negative\n\nSentiment Score\n\n\u{2212}0.30"
    )
    #expect(reading.items.first?.sentiment?.description == "-0.3")
    #expect(reading.problems == [])
  }

  @Test func missingNumbersAreOptional() {
    let noImpact = replacing("Market Impact: 0.28\n", "")
    #expect(noImpact.items.first?.impact == nil)
    #expect(noImpact.items.first?.sentiment != nil)
    #expect(noImpact.problems == [])
    let noScore = replacing("Sentiment Score\n\n0.30\n", "")
    #expect(noScore.items.first?.sentiment?.description == "0.3")
    #expect(noScore.items.first?.scoreIsFromLabel == true)
    #expect(noScore.problems.map(\.severity) == [.warning])
    let emptyScore = replacing("0.30\n", "")
    #expect(emptyScore.problems.map(\.line) == [30])
    #expect(emptyScore.items.first?.scoreIsFromLabel == true)
    let nothing = replacing("Overall Sentiment\n\nmildly positive\n\nSentiment Score\n\n0.30\n", "")
    #expect(nothing.items.first?.sentiment == nil)
    #expect(
      nothing.problems.map(\.message) == [
        "the page has no sentiment score, so it gives no sentiment"
      ]
    )
  }

  @Test func zeroWithoutContentIsNoSignal() {
    let reading = read(
      """
      Back to News

      A Title

      A Title

      Market Sentiment
      Overall Sentiment
      neutral
      Sentiment Score
      0.00
      """
    )
    #expect(reading.items.map(\.hasContent) == [false])
    #expect(
      reading.problems.map(\.message) == [
        "the page has no content, so its score is no signal"
      ]
    )
    #expect(reading.problems.map(\.severity) == [.warning])
  }

  @Test func aScoreAgainstItsLabelIsPointedOut() {
    let reading = replacing("mildly positive", "mildly negative")
    #expect(reading.items.first?.sentiment?.description == "0.3")
    #expect(
      reading.problems.map(\.message) == [
        "the score 0.3 contradicts the label `mildly negative`"
      ]
    )
  }

  @Test func twoPagesInOneFileAreRefused() {
    let reading = read(TerminalPageTests.page + "\n" + TerminalPageTests.page)
    #expect(reading.items.isEmpty)
    #expect(reading.problems.map(\.line) == [40])
  }

  @Test(
    arguments: [
      ([UInt8](), "the file is empty", 0),
      (Array(" \n\t\n".utf8), "the file is empty", 0),
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x00, 0x01], "the file is not text", 2),
      ([0xFF, 0xFE, 0x42, 0x00], "the file is not text", 1),
      (Array("just a letter\n".utf8), "no format of news begins with `just a letter`", 1),
      (Array("Back to News\n\nMarket Impact: 0.3\n".utf8), "the page has no title", 1),
    ] as [([UInt8], String, Int)]
  )
  func whatIsNoNewsHasOneClearMessage(_ bytes: [UInt8], _ message: String, _ line: Int) {
    let reading = NewsReader.read(bytes: bytes, name: "x")
    #expect(reading.items.isEmpty)
    #expect(reading.problems.map(\.message) == [message])
    #expect(reading.problems.map(\.line) == [line])
    #expect(reading.problems.allSatisfy { $0.severity == .error && !$0.help.isEmpty })
  }

  @Test func randomBytesAndCutPagesNeverTrap() {
    var state: UInt64 = 7
    let page = Array(TerminalPageTests.page.utf8)
    for length in 0..<page.count {
      #expect(NewsReader.read(bytes: Array(page[..<length]), name: "cut").items.count <= 1)
    }
    for _ in 0..<300 {
      var bytes = page
      for _ in 0..<20 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 24)
      }
      let reading = NewsReader.read(bytes: bytes, name: "noise")
      #expect(reading.items.count + reading.problems.count > 0)
      #expect(
        NewsReader.read(bytes: bytes, name: "n", format: .jsonLines).problems.isEmpty == false
      )
    }
  }

  @Test func aLineOfTwoMegabytesIsShortInMessages() {
    let reading = read(String(repeating: "x", count: 2_000_000))
    #expect(reading.problems.count == 1)
    #expect(reading.problems.allSatisfy { $0.message.utf8.count < 200 })
  }

  @Test func aPageIsNeverTakenForAnotherFormat() {
    for (text, format) in [
      (TerminalPageTests.page, NewsFormat.page),
      ("{\"id\": \"Sentiment Score\"}\nSentiment Score\n", .jsonLines),
    ] {
      #expect(NewsReader.recognised(NewsFile(name: "f", bytes: Array(text.utf8))) == format)
    }
  }
}

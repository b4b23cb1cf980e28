import Foundation
import Portfolio
import PortfolioStore
import Testing

@testable import tranche

/// Which files of an inbox are whole, by listings of it and a clock of our own.
@Suite struct InboxTests {
  private static let second: Int64 = 1_000_000_000
  private let start: Int64 = 1_765_800_000 * InboxTests.second

  private func stamp(_ size: Int64, at modified: Int64) -> Inbox.Stamp {
    Inbox.Stamp(size: size, modified: modified, number: 7)
  }

  @Test func aGrowingFileIsTakenWhenItStandsStill() {
    var inbox = Inbox(path: "inbox")
    var now = start
    for size in Int64(1)...20 {
      #expect(inbox.whole(["a": stamp(size, at: now)], at: now, told: []) == [])
      now += Inbox.settling - 1
    }
    let last = stamp(20, at: now - Inbox.settling + 1)
    #expect(inbox.whole(["a": last], at: now, told: []) == [])
    #expect(inbox.isSettling)
    #expect(inbox.whole(["a": last], at: now + 1, told: []) == ["a"])
    inbox.take("a")
    #expect(inbox.whole(["a": last], at: now + 2, told: []) == [])
    #expect(!inbox.isSettling)
  }

  /// One that was looked at in vain (the portfolio file was locked) comes again.
  @Test func aFileComesUntilItIsTaken() {
    var inbox = Inbox(path: "inbox")
    let old = stamp(5, at: start - Inbox.age)
    #expect(inbox.whole(["a": old], at: start, told: []) == ["a"])
    #expect(inbox.whole(["a": old], at: start + Inbox.settling, told: []) == ["a"])
  }

  @Test func aFileThatTheSystemTellsOfIsTakenAtOnce() {
    var inbox = Inbox(path: "inbox")
    let young = stamp(5, at: start)
    #expect(inbox.whole(["a": young, "b": young], at: start, told: ["b"]) == ["b"])
    inbox.take("b")
    #expect(inbox.whole(["a": young, "b": young], at: start + 1, told: ["a"]) == ["a"])
  }

  @Test func anotherContentUnderTheNameIsAnotherFile() {
    var inbox = Inbox(path: "inbox")
    #expect(inbox.whole(["a": stamp(5, at: 0)], at: start, told: []) == ["a"])
    inbox.take("a")
    let changed = ["a": stamp(6, at: start)]
    #expect(inbox.whole(changed, at: start + 1, told: []) == [])
    #expect(inbox.whole(changed, at: start + 1 + Inbox.settling, told: []) == ["a"])
    inbox.take("a")
    #expect(inbox.whole([:], at: start + 2 * InboxTests.second, told: []) == [])
    #expect(inbox.whole(changed, at: start + 3 * InboxTests.second, told: []) == ["a"])
  }

  @Test(arguments: [".hidden", "a.jsonl.part", "b.tmp", "c.csv~"])
  func whatIsBeingWrittenUnderANameOfItsOwnIsNoNews(name: String) {
    #expect(!Inbox.isNews(name))
  }

  @Test func theRestIsNews() {
    for name in ["a.jsonl", "page.txt", "no suffix", "party"] { #expect(Inbox.isNews(name)) }
  }

  // MARK: Waiting

  @Test func aFailedDeliveryWaitsTwiceAsLongEachTimeUpToTenMinutes() {
    #expect((1...12).map(Backoff.seconds) == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600])
    #expect(Backoff.seconds(after: 0) == 1)
    #expect(Backoff.seconds(after: .max) == 600)
  }
}

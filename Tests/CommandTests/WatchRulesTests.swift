import Foundation
import Portfolio
import PortfolioStore
import Quantities
import TestSupport
import Testing

@testable import tranche

/// Rules and owners that change while a watch runs.
@Suite struct WatchRulesTests {
  private static let warning = "the changed rules can't be used"
  private static let renewed = "note: the rules were read anew"

  /// A watch that waits, and its scene.
  private func started(_ options: [String] = []) throws -> (WatchScene, Process) {
    let scene = try WatchScene()
    let watch = try scene.start(["--format", "jsonl"] + options)
    try scene.wait { scene.text("err").contains("watching") }
    return (scene, watch)
  }

  private func count(_ words: String, in scene: WatchScene) -> Int {
    scene.text("err").components(separatedBy: words).count - 1
  }

  @Test func changedRulesAreGoneByBeforeTheNextNews() throws {
    let (scene, watch) = try started()
    let rules = scene.text("rust.tranche")
    try scene.write(rules.replacingOccurrences(of: "30d) >= 0.25", with: "30d) >= 0.75"))
    try scene.put(WatchScene.news, as: "a.jsonl")
    let few = ["catalyst_moved default_build", "rule_fires reassess"]
    try scene.wait { try scene.alerts(in: "out").told == few }
    #expect(count(WatchRulesTests.renewed, in: scene) == 1)
    // What the rules change is told like everything else.
    try scene.write(rules)
    try scene.wait { try scene.alerts(in: "out").told == WatchScene.told }
    #expect(count(WatchRulesTests.renewed, in: scene) == 2)
    try scene.end(watch, SIGTERM)
    #expect(watch.terminationStatus == 0)
  }

  /// A mistake in a file that the rulebook uses: it is said once, and the old rules hold.
  @Test func rulesWithMistakesAreNotGoneBy() throws {
    let (scene, watch) = try started()
    let limits = scene.text("house-limits.tranche")
    try scene.write(limits + "\nlimit single_name <= many\n", to: "house-limits.tranche")
    try scene.wait { count(WatchRulesTests.warning, in: scene) == 1 }
    #expect(scene.text("err").contains("house-limits.tranche:"))
    try scene.put(WatchScene.news, as: "a.jsonl")
    try scene.wait { try scene.alerts(in: "out").told == WatchScene.told }
    usleep(1_500_000)
    #expect(count(WatchRulesTests.warning, in: scene) == 1)
    #expect(count(WatchRulesTests.renewed, in: scene) == 0)
    try scene.write(limits, to: "house-limits.tranche")
    try scene.wait { count(WatchRulesTests.renewed, in: scene) == 1 }
    try scene.end(watch, SIGTERM)
    #expect(try scene.alerts(in: "out").told == WatchScene.told)
  }

  @Test(arguments: ["rust.tranche", "house-limits.tranche"])
  func rulesThatAreGoneAreNotGoneBy(name: String) throws {
    let (scene, watch) = try started()
    let text = scene.text(name)
    try FileManager.default.removeItem(at: scene.folder.appendingPathComponent(name))
    try scene.wait { count(WatchRulesTests.warning, in: scene) == 1 }
    try scene.put(WatchScene.news, as: "a.jsonl")
    try scene.wait { try scene.alerts(in: "out").told == WatchScene.told }
    try scene.write(text, to: name)
    try scene.wait { count(WatchRulesTests.renewed, in: scene) == 1 }
    try scene.end(watch, SIGTERM)
  }

  /// A rulebook of another name has a watch of its own, whose first look tells nothing.
  @Test func aRulebookOfAnotherNameBeginsAnew() throws {
    let (scene, watch) = try started()
    try scene.put(WatchScene.news, as: "a.jsonl")
    try scene.wait { try scene.alerts(in: "out").told == WatchScene.told }
    let rules = scene.text("rust.tranche")
    try scene.write(
      rules.replacingOccurrences(of: "rulebook rust_for", with: "rulebook my_rust_for")
    )
    try scene.wait { count(WatchRulesTests.renewed, in: scene) == 1 }
    try scene.write(rules)
    try scene.wait { count(WatchRulesTests.renewed, in: scene) == 2 }
    try scene.end(watch, SIGTERM)
    #expect(try scene.alerts(in: "out").told == WatchScene.told)
  }

  @Test func aChangedTableOfOwnersIsGoneBy() throws {
    let scene = try WatchScene()
    try scene.write("owner,name\nOne,lwn.example\n", to: "owners.csv")
    let watch = try scene.start(["--owners", "owners.csv"])
    try scene.wait { scene.text("err").contains("watching") }
    func put(_ number: Int) throws {
      try scene.put(
        """
        {"id":"\(number)","title":"Weather \(number)","source":"lwn.example","published":"2025-12-14T10:00:00Z"}

        """,
        as: "\(number).jsonl"
      )
      try scene.wait { scene.text("err").contains("inbox/\(number).jsonl: 1 new") }
    }
    try put(1)
    try scene.write("owner,name\nTwo,lwn.example,much,more\n", to: "owners.csv")
    try put(2)
    #expect(count("the changed table of owners can't be used", in: scene) == 1)
    #expect(scene.text("err").contains("owners.csv:2"))
    try scene.write("owner,name\nThree,lwn.example\n", to: "owners.csv")
    try put(3)
    try scene.end(watch, SIGTERM)
    let path = scene.folder.appendingPathComponent("t.sqlite").path
    let items = try PortfolioFile.open(at: path).revisions(asOf: Instant(secondsSinceEpoch: .max))
    #expect(items.filter { $0.source == "lwn.example" }.map(\.owner) == ["One", "One", "Three"])
    #expect(count("the changed table of owners can't be used", in: scene) == 1)
    #expect(count(WatchRulesTests.renewed, in: scene) == 0)
  }

  // MARK: Which changes count

  private enum Look { case same, settling, unsettled, changed }

  private final class Looker {
    private var sources: WatchedSources

    init(rules: String, owners: String?) {
      sources = WatchedSources(rules: rules, owners: owners)
    }

    func look(at now: ContinuousClock.Instant) -> Look {
      if sources.look(at: now) { return sources.isSettling ? .settling : .changed }
      return sources.isSettling ? .settling : sources.isSame ? .same : .unsettled
    }

    func take() -> (rules: Bool, owners: Bool) { sources.take() }
  }

  @Test func aChangeCountsWhenItStandsStill() throws {
    let scene = try WatchScene(hasBegun: false)
    let path = scene.folder.appendingPathComponent("rust.tranche").path
    let sources = Looker(rules: path, owners: nil)
    var now = ContinuousClock.now
    #expect(sources.look(at: now) == .same)
    for number in 0..<5 {
      try scene.write("rulebook a \"A\"\nuse \"more.tranche\"\n// \(10 << (4 * number))\n")
      now += .milliseconds(499)
      #expect(sources.look(at: now) == .settling)
    }
    now += .milliseconds(500)
    #expect(sources.look(at: now) == .changed)
    let changed = sources.take()
    #expect(changed.rules && !changed.owners)
    #expect(sources.look(at: now) == .same)
    // A file that is used and was not there.
    try scene.write("", to: "more.tranche")
    #expect(sources.look(at: now) == .settling)
    #expect(sources.look(at: now + .milliseconds(500)) == .changed)
    _ = sources.take()
    // One that is not used any more.
    try scene.write("// Nothing.\n", to: "house-limits.tranche")
    #expect(sources.look(at: now + .seconds(1)) == .same)
  }

  /// Whoever writes without end keeps nobody waiting for long.
  @Test func newsDoNotWaitForever() throws {
    let scene = try WatchScene(hasBegun: false)
    let path = scene.folder.appendingPathComponent("rust.tranche").path
    let sources = Looker(rules: path, owners: nil)
    var now = ContinuousClock.now
    for number in 0..<60 {
      try scene.write("// \(number)\n" + String(repeating: "x", count: number))
      #expect(sources.look(at: now) == (number < 50 ? .settling : .unsettled), "\(number)")
      now += .milliseconds(100)
    }
  }

  @Test func aFileThatIsAddedToAFolderOfRulesCounts() throws {
    let scene = try WatchScene(hasBegun: false)
    try scene.write("rulebook a \"A\"\n", to: "rules/deep/a.tranche")
    let folder = scene.folder.appendingPathComponent("rules").path
    let sources = Looker(rules: folder, owners: folder + "/owners.csv")
    var now = ContinuousClock.now
    for (name, changed) in [
      ("rules/b.tranche", (true, false)), ("rules/deep/a.tranche", (true, false)),
      ("rules/owners.csv", (false, true)),
    ] {
      try scene.write("// more", to: name)
      #expect(sources.look(at: now) == .settling)
      now += .milliseconds(500)
      #expect(sources.look(at: now) == .changed, "\(name)")
      let found = sources.take()
      #expect(found.rules == changed.0 && found.owners == changed.1, "\(name)")
    }
    try scene.write("note", to: "rules/notes.txt")
    #expect(sources.look(at: now) == .same)
  }
}

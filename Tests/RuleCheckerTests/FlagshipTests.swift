import Quantities
import RuleChecker
import RuleSyntax
import Testing

/// The rulebook that ships with the project, declaration by declaration.
@Suite struct FlagshipTests {
  let rulebook: CheckedRulebook

  init() throws {
    rulebook = try FlagshipTests.checked()
  }

  static func checked() throws -> CheckedRulebook {
    let house = try shippedRules("house-limits.tranche")
    let flagship = try shippedRules("rust-for-linux.tranche")
    let files = [flagship, SourceFile(path: house.path, index: 1, bytes: house.bytes)]
    let result = check(files)
    #expect(result.diagnostics.isEmpty, "\(result.diagnostics.map(\.message))")
    return try #require(result.rulebook)
  }

  @Test func itNamesTheFilesItUses() throws {
    let tree = Parser.parse(try shippedRules("rust-for-linux.tranche")).tree
    let used = RulebookChecker.usedFiles(in: tree)
    #expect(used.map(\.path) == ["house-limits.tranche"])
    #expect(used.map { tree.file.text($0.span) } == ["\"house-limits.tranche\""])
    #expect(used.allSatisfy { $0.problem == nil })
  }

  @Test func declarationsStandInOrderOfName() {
    #expect(rulebook.name == "rust_for_linux")
    #expect(rulebook.title == "Rust in the Linux kernel: staged exposure")
    #expect(rulebook.catalysts.map(\.name) == ["default_build", "gcc_support", "toolchain_stable"])
    #expect(
      rulebook.rules.map(\.name) == ["cut_bad_news", "hedge_toolchain", "reassess", "scale_in"]
    )
    #expect(rulebook.limits.map(\.name) == ["cash_floor", "churn", "sectors", "single_name"])
    #expect(rulebook.baskets.map { $0.members.map(\.symbol) } == [["GOOGL", "MSFT", "NVDA"]])
    #expect(rulebook.dimensions.map(\.name) == ["sector"])
    #expect(rulebook.hash.count == 64)
    #expect(rulebook.files.map(\.path) == ["rust-for-linux.tranche", "house-limits.tranche"])
  }

  @Test func topicAndCatalystKeepWhatTheySay() throws {
    let topic = try #require(rulebook.topics.first)
    #expect(
      topic.mentions == [
        .literal("Rust for Linux"), .literal("Rust experiment"), .near("Rust", "kernel"),
      ]
    )
    let catalyst = try #require(rulebook.catalysts.first)
    #expect(catalyst.topic == 0)
    #expect(catalyst.evidence == [.literal("built by default"), .literal("enabled by default")])
    #expect(catalyst.official == ["kernel.org"])
    #expect(catalyst.corroboratedBy == 2)
    #expect(catalyst.expiresAfter == .days(730))
  }

  @Test func tranchesAreCumulativeAndGated() throws {
    let rule = try #require(rulebook.rules.last)
    guard case .build(let build) = rule.action else {
      Issue.record("\(rule.name) is no build")
      return
    }
    #expect(build.target.set.kind == .basket(0))
    #expect(!build.target.isEach && !build.isShort)
    #expect(build.weight.description == "6%")
    #expect(build.steps.map(\.name) == ["foothold", "default_on", "gcc"])
    #expect(build.steps.map(\.cumulativeShare.description) == ["34%", "67%", "100%"])
    #expect(build.steps[0].gate.condition == nil && build.steps[0].gate.delay == nil)
    #expect(build.steps[2].gate.delay == .init(duration: .days(20), afterStep: 1))
    #expect(
      build.steps[1].gate.condition?.kind
        == .catalyst(CatalystReference(catalyst: 0), .isOneOf([.state(.confirmed)]))
    )
    #expect(rule.when?.kind == .reference(0))
    #expect(rule.cooldown == .days(1))
  }

  @Test func theThesisReadsTwoFiguresOfTheNews() throws {
    guard case .and(let parts) = try #require(rulebook.lets.first).value.kind else {
      Issue.record("the thesis is no conjunction")
      return
    }
    let figures = parts.compactMap { part -> String? in
      guard case .comparison(let sign, let left, let right) = part.kind,
        case .news(let call) = left.kind, case .number(let number) = right.kind
      else { return nil }
      #expect(call.subject == .topic(0) && call.over == .days(30))
      return "\(call.function.rawValue) \(sign.rawValue) \(number) \(left.type.rawValue)"
    }
    #expect(figures == ["sentiment >= 0.25 score", "impact >= 0.2 number"])
  }

  @Test func theHedgeAndTheTrimKeepTheirEnds() throws {
    let trim = rulebook.rules[0]
    #expect(trim.forEach?.name == "stock" && trim.forEach?.set.kind == .all)
    #expect(trim.until != nil && trim.exit == nil)
    let hedge = rulebook.rules[1]
    guard case .hedge(let action) = hedge.action else {
      Issue.record("\(hedge.name) is no hedge")
      return
    }
    #expect(action.ratio.description == "40%" && action.basis == .betaOtherwiseValue)
    #expect(action.instrument == "PSQ" && action.tolerance == .zero)
  }

  @Test func limitsAndSettingsAreTheHouses() {
    let bounds = rulebook.limits.map { limit -> String in
      guard case .bound(let measure, let side, let number) = limit.subject else { return "" }
      return "\(shape(measure)) \(side.rawValue) \(number)"
    }
    #expect(bounds[0] == "cash >= 0.02")
    #expect(bounds[3] == "weightOfEachInstrument <= 0.1")
    #expect(rulebook.settings == Settings())
  }
}

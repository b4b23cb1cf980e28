public import RuleChecker
import RuleSyntax

/// Runs the tests of a rulebook: builds the account and the world that each tells of, evaluates, and
/// compares. Reads nothing but what it is given.
public struct RulebookTester {
  private let rulebook: CheckedRulebook
  private let portfolios: any TestPortfolios

  public init(_ rulebook: CheckedRulebook, portfolios: any TestPortfolios) {
    self.rulebook = rulebook
    self.portfolios = portfolios
  }

  /// - Parameter filter: part of a test's name, or of the name of a rule that it expects something of;
  ///   nothing for all tests.
  public func run(filter: String? = nil) -> RulebookOutcome {
    var coverage = Coverage(of: rulebook)
    var outcomes: [TestOutcome] = []
    let tests = rulebook.tests.sorted {
      ($0.span.file, $0.span.start) < ($1.span.file, $1.span.start)
    }
    for test in tests where filter.map({ test.matches($0) }) ?? true {
      var course = TestCourse(rulebook, test, portfolios)
      outcomes.append(course.run(noting: &coverage))
    }
    return RulebookOutcome(rulebook: rulebook, tests: outcomes, coverage: coverage)
  }
}

extension RuleTest {
  /// Whether `text` is part of its name, or of the name of something that it expects something of.
  /// Capitals count as small letters.
  public func matches(_ text: String) -> Bool {
    let wanted = text.lowercased()
    return ([name] + expectedNames).contains { $0.lowercased().contains(wanted) }
  }

  private var expectedNames: [String] {
    entries.flatMap { entry -> [String] in
      guard case .run(let run) = entry else { return [] }
      return run.expectations.flatMap(\.kind.names)
    }
  }
}

extension Expectation.Kind {
  /// The rules, steps and limits that it speaks of.
  var names: [String] {
    switch self {
    case .state(let rule, _, _): [rule]
    case .reaches(let rule, let step): [rule, step]
    case .cuts(let name, _), .noTradeFor(let name), .review(let name): [name]
    case .conflict(let one, let other): [one, other]
    case .noTrade, .noTradeIn, .trade, .account: []
    }
  }
}

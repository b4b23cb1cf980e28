import RuleChecker
import RuleSyntax
import Testing

/// What `--assume` takes, and what it says of everything else.
@Suite struct AssumptionCheckerTests {
  private static let rules = """
    language 1
    rulebook example
    topic kernel_rust { mentions "Rust" }
    catalyst gcc_support { topic kernel_rust }
    catalyst earnings for each stock in all { expected from calendar "earnings" outcomes beat, miss }
    basket some { NVDA 100% }
    let thesis = sentiment(kernel_rust, over: 30d) >= 0.25
    rule look { when thesis review some }
    """

  private func check(_ texts: String...) throws -> AssumptionChecker.Result {
    let parsed = Parser.parse(SourceFile(path: "example.tranche", text: Self.rules))
    let rulebook = try #require(RulebookChecker.check([parsed]).rulebook)
    return AssumptionChecker.check(texts, against: rulebook, origin: "--assume")
  }

  @Test(arguments: [
    "sentiment(kernel_rust) = 0.5", "sentiment(kernel_rust, over: 30d) = -0.5",
    "sentiment(NVDA, half_life: 3d, sources: 3) = mildly_positive", "impact(\"ES=F\") = 1",
    "sentiment_change(kernel_rust) = -2", "articles(NVDA) = 0", "sources(kernel_rust) = 3",
    "age(NVDA) = 3d", "gcc_support is confirmed", "gcc_support is (none)", "earnings(NVDA) is miss",
    "earnings(NVDA) is reported", "price(NVDA) = 150 USD", "(gcc_support is denied)",
  ])
  func good(_ text: String) throws {
    let result = try check(text)
    #expect(result.diagnostics.map(\.message) == [])
    #expect(result.assumptions.count == 1)
  }

  @Test(arguments: [
    ("sentiment(kernel_rst) = 0.5", "`kernel_rst`", "`kernel_rust`"),
    ("gcc_suport is confirmed", "`gcc_suport`", "`gcc_support`"),
    ("gcc_support is conformed", "`conformed`", "`confirmed`"),
    ("earnings is miss", "instrument", ""), ("earnings(NVDA) is mis", "`mis`", "`miss`"),
    ("sentiment(kernel_rust) = 1.5", "`1.5`", "from -1 to 1"),
    ("impact(kernel_rust) = -0.1", "`-0.1`", "from 0 to 1"),
    ("articles(NVDA) = 1.5", "`1.5`", "whole number"), ("age(NVDA) = 3", "`3`", "duration"),
    ("age(NVDA) = 3bd", "`3bd`", "duration"),
    ("sentiment(kernel_rust) = 30%", "`30%`", "from -1 to 1"),
    ("sentiment(kernel_rust) > 0.5", "`>`", "`=`"), ("gcc_support is at least reported", "one", ""),
    ("gcc_support is (none, denied)", "one", ""), ("gcc_support changed within 7d", "one", ""),
    ("weight(NVDA) = 3%", "`weight`", "price"), ("nav = 3 USD", "one fact", ""),
    ("thesis", "one fact", "`sentiment(TOPIC) = 0.5`"), ("price(NVDA) = 0 USD", "`0 USD`", "above"),
    ("price(NVDA) = 150", "`150`", "currency"),
    ("sentiment(kernel_rust, window: 3d) = 0", "`window:`", ""),
    ("sentiment(some) = 0", "`some`", ""),
    ("sentimnt(kernel_rust) = 0", "`sentimnt`", "`sentiment`"),
    ("gcc_support is confirmed and thesis", "one fact", ""),
    ("gcc_support is confirmed confirmed", "`confirmed` follows", ""), ("", "expected", ""),
    ("sentiment(kernel_rust = 0.5", "", ""),
  ])
  func bad(_ text: String, message: String, help: String) throws {
    let result = try check(text)
    let found = try #require(result.diagnostics.first)
    #expect(result.diagnostics.count == 1)
    #expect(result.assumptions.isEmpty)
    #expect(message.isEmpty || found.message.contains(message), "\(found.message)")
    #expect(help.isEmpty || found.help?.contains(help) == true, "\(found.help ?? "")")
  }

  @Test func oneFactOnce() throws {
    #expect(try check("gcc_support is denied", "gcc_support is none").diagnostics.count == 1)
    let windows = try check("sentiment(NVDA) = 0", "sentiment(NVDA, over: 3d) = 0.1")
    #expect(windows.assumptions.count == 2)
  }

  @Test func theMessageShowsTheText() throws {
    let result = try check("gcc_suport is confirmed")
    let text = DiagnosticRenderer(files: result.files).render(result.diagnostics)
    #expect(text.contains(" --> --assume:1:1\n  |\n1 | gcc_suport is confirmed\n  | ^^^^^^^^^^\n"))
  }
}

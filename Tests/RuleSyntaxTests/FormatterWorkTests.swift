import TestSupport
import Testing

@testable import RuleSyntax

/// The work of a layout grows with the text and not faster, whatever the text looks like.
struct FormatterWorkTests {
  /// Texts of `count` parts, each of which could tempt a formatter to look at all others again.
  static let shapes: [(name: String, text: @Sendable (Int) -> String)] = [
    ("declarations", { many($0) { "dimension d\($0) \"D\"\n" } }),
    ("rules", { many($0) { "rule r\($0) { when a and b review chips }\n\n" } }),
    ("clauses", { "topic a {" + many($0) { _ in " mentions \"x\"\n" } + "}" }),
    ("members", { "basket b {" + many($0) { _ in " NVDA 1%" } + "}" }),
    (
      "facts on one line", { "test \"t\" { account {" + many($0) { _ in " price A 1 USD" } + "} }" }
    ),
    (
      "facts on lines",
      { "test \"t\" { account {" + many($0) { _ in " price A 1 USD beta A 2\n" } + "} }" }
    ),
    ("a list", { "topic a { mentions \"x\"" + many($0) { _ in ", \"y\"" } + "}" }),
    ("a filled list", { "topic a { symbols A" + many($0) { _ in ", B" } + "}" }),
    ("arguments", { "let x = f(a" + many($0) { _ in ", b" } + ")" }),
    ("own comments", { many($0) { "// \($0)\n" } }),
    ("comments beside", { many($0) { "use \"a\" // \($0)\n" } }),
    ("comments before a brace", { "rule r\n" + many($0) { "// \($0)\n" } + "{ review a }" }),
    ("comments and commas", { "topic a { symbols A" + many($0) { ", // \($0)\nB" } + "}" }),
    ("empty lines", { many($0) { _ in "\n" } + "use \"a\"" }),
    ("long lets", { many($0) { "let a\($0) = bbbbbbbbbbbbbbbb(over: 30d) and \(wide)\n" } }),
  ]

  private static let wide = Array(repeating: "c(over: 30d) > 0.5", count: 12)
    .joined(separator: " and ")

  private static func many(_ count: Int, _ part: (Int) -> String) -> String {
    (0..<count).map(part).joined()
  }

  @Test(arguments: shapes.indices) func workIsLinear(shape: Int) {
    let (name, text) = FormatterWorkTests.shapes[shape]
    let small = work(text(300))
    let large = work(text(3000))
    #expect(large <= small * 10 + 100, "\(name): \(small) became \(large)")
  }

  /// Chains and nested parentheses, as high as the parser lets them be.
  @Test func workOnHighExpressionsIsLinear() {
    let chain = { (count: Int) in
      "let x = "
        + Array(repeating: "sentiment(a, over: 30d) > 0.5", count: count)
        .joined(separator: " or ")
    }
    #expect(work(chain(200)) <= work(chain(20)) * 10 + 100)
    let nest = { (depth: Int) in
      "let x = " + String(repeating: "(not ", count: depth)
        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        + String(repeating: ")", count: depth)
    }
    #expect(work(nest(120)) <= work(nest(40)) * 3 + 100)
  }

  /// A rulebook of more than 100,000 lines is laid out in one go.
  @Test func aVeryLongRulebookIsLaidOut() {
    var text = "language 1 rulebook long\n"
    for index in 0..<10_000 {
      text += """
        // Rule \(index).
        rule r\(index) "Rule" { when sentiment(kernel_rust, over: 30d) >= 0.25 // enough
        build chips to 6% of nav in tranches { first 50% at once
        second 50% once default_build is confirmed }
        exit when impact(a, over: 3d) < 0.1 or b }


        let l\(index) = weight(chips) > 1%

        """
    }
    let parsed = Parser.parse(SourceFile(path: "a.tranche", text: text))
    let page = Formatter.layout(of: parsed.tree)
    // The header takes three lines and an empty one, each part eleven.
    #expect(page.count { $0 == UInt8(ascii: "\n") } == 4 + 11 * 10_000)
  }

  /// How often anything was measured, looked up or written for the layout of a text.
  private func work(_ text: String) -> Int {
    let parsed = Parser.parse(SourceFile(path: "a.tranche", text: text))
    #expect(parsed.diagnostics.isEmpty)
    var typesetter = Typesetter(tree: parsed.tree, page: PageWriter(parsed.tree))
    typesetter.file()
    return typesetter.page.steps
  }
}

import Quantities
import RuleSyntax
import TestSupport
import Testing

@testable import RuleChecker

/// The tables of `Tests/Conformance/types`: which texts stand where, and what type they have.
@Suite struct TypeTableTests {
  @Test(arguments: CaseFile.paths(in: "types"))
  func eachRowHasItsResult(path: String) throws {
    let table = try TypeTable(path)
    #expect(!table.sections.isEmpty)
    table.expectEach(TypeTableTests.result)
  }

  /// Every rule is kept by one of its rows and broken by another.
  @Test(arguments: CaseFile.paths(in: "types"))
  func eachRuleHasAGoodAndABadRow(path: String) throws {
    for section in try TypeTable(path).sections {
      let good = section.rows.count { TypeTableTests.isGood($0.result) }
      #expect(good > 0, "\(path): nothing good in \(section.title)")
      #expect(good < section.rows.count, "\(path): nothing bad in \(section.title)")
    }
  }

  @Test func everyFunctionAndArgumentHasATable() throws {
    let titles = Set(
      try CaseFile.paths(in: "types").flatMap { try TypeTable($0).sections }.map(\.title)
    )
    for function in Functions.all {
      #expect(titles.contains(function.name), "\(function.name)")
      for argument in function.arguments {
        let title = "\(function.name), \(argument.name):"
        #expect(titles.contains(title), "\(title)")
      }
    }
  }

  @Test func everyOperatorHasAGridOverAllTypes() throws {
    let table = try TypeTable("types/operators.txt")
    #expect(table.operands.map(\.type) == ValueType.allCases.map(\.rawValue))
    let signs =
      Expression.Arithmetic.allCases.map(\.rawValue)
      + Expression.Comparison.allCases.map(\.rawValue)
      + ["and", "or", "otherwise"]
    let grids = Set(table.sections.compactMap(\.operation))
    for sign in signs { #expect(grids.contains("LEFT \(sign) RIGHT"), "\(sign)") }
  }

  private static func isGood(_ result: String) -> Bool {
    result == "ok" || ValueType(rawValue: result) != nil
  }

  /// The codes of the errors; where there are none the type of a let called `x`, else `ok`.
  private static func result(_ text: String) -> String {
    let checked = check(text)
    let errors = checked.diagnostics.filter { $0.severity == .error }
    if !errors.isEmpty { return errors.map(\.code).joined(separator: ", ") }
    let probe = checked.rulebook?.lets.first { $0.name == "x" }
    return probe?.value.type.rawValue ?? "ok"
  }
}

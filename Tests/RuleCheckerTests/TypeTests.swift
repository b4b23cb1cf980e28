import Quantities
import RuleSyntax
import Testing

@testable import RuleChecker

@Suite struct TypeTests {
  @Test func functionNamesAreUniqueAndDescribed() {
    let names = Functions.all.map(\.name)
    #expect(Set(names).count == names.count)
    for function in Functions.all {
      #expect(Functions.named(function.name)?.summary == function.summary)
      for text in [function.summary] + function.arguments.map(\.summary) {
        #expect(!text.isEmpty && !text.hasSuffix(".") && text.first?.isUppercase == false)
      }
      let arguments = function.arguments.map(\.name)
      #expect(Set(arguments).count == arguments.count)
    }
  }

  @Test func everyFunctionOfTheRulebookHasADescriptor() {
    let forms = Functions.all.map(\.form)
    for function in NewsCall.Function.allCases { #expect(forms.contains(.news(function))) }
    let measures: [HoldingMeasure] = [.weight, .value, .quantity, .exposure, .beta, .price, .gain]
    for measure in measures { #expect(forms.contains(.holding(measure))) }
    #expect(forms.contains(.priceChange))
    for measure in AccountMeasure.allCases { #expect(forms.contains(.account(measure))) }
    for count in DayCount.allCases { #expect(forms.contains(.days(count))) }
  }

  // cites: news-14
  @Test func onlyAgeMayLookAtAllOfThePast() {
    for function in Functions.all {
      guard case .news(let kind) = function.form else { continue }
      let window = function.arguments.first { $0.name == "over" }
      #expect(window?.isRequired == (kind != .age), "\(function.name)")
    }
  }

  // cites: type-3, type-11
  @Test func comparabilityIsSymmetric() {
    for left in ValueType.allCases {
      for right in ValueType.allCases {
        #expect(Operators.areComparable(left, right) == Operators.areComparable(right, left))
      }
    }
    let comparable = ValueType.allCases.filter { Operators.areComparable($0, $0) }
    #expect(
      comparable == [.number, .score, .percent, .money, .quantity, .price, .duration, .date]
    )
  }

  // cites: type-4, type-5, type-6, type-7, type-18
  @Test(arguments: [
    ("number + number", "number"), ("score - score", "number"), ("percent + percent", "percent"),
    ("money - money", "money"), ("price + price", "price"), ("quantity + number", "quantity"),
    ("percent + number", "none"), ("percent + money", "none"), ("duration + duration", "none"),
    ("date - date", "none"), ("boolean + boolean", "none"), ("number * money", "money"),
    ("percent * money", "money"), ("money * percent", "money"), ("percent * percent", "percent"),
    ("score * percent", "percent"), ("money * money", "none"), ("price * quantity", "none"),
    ("number * duration", "none"), ("money / money", "number"), ("percent / number", "percent"),
    ("percent / percent", "number"), ("number / percent", "none"), ("money / price", "none"),
    ("score / score", "number"), ("set * number", "none"), ("catalyst + number", "none"),
  ])
  func results(operation: String, result: String) throws {
    let words = operation.split(separator: " ").map(String.init)
    let left = try #require(ValueType(rawValue: words[0]))
    let sign = try #require(Expression.Arithmetic(rawValue: words[1]))
    let right = try #require(ValueType(rawValue: words[2]))
    #expect((Operators.result(of: sign, left, right)?.rawValue ?? "none") == result)
  }

  @Test func dependenciesComeFirst() {
    let order = DependencyOrder([[2], [], [1, 3], [1], [5], [4, 0]])
    #expect(order.order == [1, 3, 2, 0])
    #expect(order.cycles == [[4, 5]])
  }

  @Test func longChainsOfLetsNeedNoStack() {
    let count = 200_000
    let chain = (0..<count).map { $0 + 1 < count ? [$0 + 1] : [] }
    #expect(DependencyOrder(chain).order.count == count)
  }
}

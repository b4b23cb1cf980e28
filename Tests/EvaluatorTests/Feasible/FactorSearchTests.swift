import Quantities
import TestSupport
import Testing

@testable import Evaluator

/// The search passes over factors that round to the same trades; trying every factor must find the same.
@Suite struct FactorSearchTests {
  /// Some increases, what a lot of each costs, and what there is to pay with.
  struct Case {
    var increases: [(size: Ratio, lot: Quantity)] = []
    var prices: [Int128] = []
    var cash: Int128 = 0

    init(seed: UInt64) throws {
      var random = SeededGenerator(seed: seed)
      var total: Int128 = 0
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let parts = Int64.random(in: 0...90_000, using: &random)
        let size = try Ratio(Int128(parts), over: Int128(Int64.random(in: 1...900, using: &random)))
        let lot = Quantity(
          units: [1, 5, 100, 350].randomElement(using: &random).map { $0 * 1_000_000 } ?? 1
        )
        increases.append((size, lot))
        prices.append(Int128(Int64.random(in: 1...500, using: &random)))
        total += try lots(increases.count - 1, factor: 10_000) * (prices.last ?? 0)
      }
      cash = total * Int128(Int64.random(in: 0...100, using: &random)) / 100
    }

    /// Whole lots that are left of an increase.
    func lots(_ place: Int, factor: Int) throws -> Int128 {
      try increases[place].size.multiplied(by: try Ratio(Int128(factor), over: 10_000))
        .divided(by: increases[place].lot.ratio).scaled(by: 1, rounding: .towardZero)
    }

    func isPaid(factor: Int) throws -> Bool {
      var cost: Int128 = 0
      for place in increases.indices { cost += try lots(place, factor: factor) * prices[place] }
      return cost <= cash
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func theSearchFindsWhatTryingAllFinds(_ seed: UInt64) throws {
    let one = try Case(seed: seed)
    let largest = try (0..<10_000).last { try one.isPaid(factor: $0) } ?? 0
    let search = try FactorSearch(one.increases)
    var tried: [Int] = []
    let halved = try search.largestByHalving { factor throws(ArithmeticFailure) in
      tried.append(factor)
      return (try? one.isPaid(factor: factor)) ?? false
    }
    #expect(halved == largest)
    #expect(tried.count <= 14)
    // Trying goes down from the whole, which is asked for only where that does not fit.
    if try !one.isPaid(factor: 10_000) {
      let found = try search.largestByTrying { factor throws(ArithmeticFailure) in
        (try? one.isPaid(factor: factor)) ?? false
      }
      #expect(found == largest)
    }
  }

  /// Each whole share is a step of its own, so a few tries tell of ten thousand factors.
  @Test func stepsAreTriedOnce() throws {
    let search = try FactorSearch([(size: Ratio(8), lot: Quantity(units: Quantity.scale))])
    var tried: [Int] = []
    let factor = try search.largestByHalving { factor throws(ArithmeticFailure) in
      tried.append(factor)
      return factor < 5_000
    }
    #expect(factor == 4_999)
    #expect(tried.count <= 4)
  }

  @Test func nothingToAddFitsUpToTheTop() throws {
    let search = try FactorSearch([(size: .zero, lot: Quantity(units: 1))])
    #expect(try search.largestByHalving { _ in true } == 9_999)
    #expect(try search.largestByTrying { _ in true } == 0)
  }
}

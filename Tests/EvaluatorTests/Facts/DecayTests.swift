import Testing

@testable import Evaluator

struct DecayTests {
  @Test func wholeHalfLivesAreExact() {
    for count in 0...40 as ClosedRange<Int64> {
      #expect(Decay.weight(age: count * 3600, halfLife: 3600) == Decay.one >> count)
    }
    #expect(Decay.weight(age: 41 * 3600, halfLife: 3600) == 0)
    #expect(Decay.weight(age: .max, halfLife: 1) == 0)
    #expect(Decay.weight(age: 1, halfLife: .max) == Decay.one)
  }

  @Test func aHalfLifeOfZeroLeavesOnlyTheNewest() {
    #expect(Decay.weight(age: 0, halfLife: 0) == Decay.one)
    #expect(Decay.weight(age: 1, halfLife: 0) == 0)
  }

  @Test func eachRootIsTheSquareRootOfTheOneBefore() {
    var square = UInt64(1) << 63
    for root in Decay.roots {
      // root² ≤ square < (root + 1)², all as counts of 2^−64; the one before is itself rounded
      // down by less than one count.
      let below = root.multipliedFullWidth(by: root).high
      let above = (root + 1).multipliedFullWidth(by: root + 1).high
      #expect(below <= square)
      #expect(above &+ 1 >= square)
      square = root
    }
    #expect(Decay.roots.count == 48)
  }

  @Test func weightsNeverGrowWithAge() {
    var last = Decay.one
    for age in 0...20_000 as ClosedRange<Int64> {
      let weight = Decay.weight(age: age, halfLife: 4999)
      #expect(weight <= last)
      last = weight
    }
  }

  /// w(a) · w(b) = w(a + b), within the precision that is promised.
  @Test func weightsMultiply() {
    for (one, other) in [(1000, 2345), (17, 86_399), (604_800, 1)] as [(Int64, Int64)] {
      let product =
        (Int128(Decay.weight(age: one, halfLife: 86_400))
          * Int128(Decay.weight(age: other, halfLife: 86_400))) >> 40
      let direct = Int128(Decay.weight(age: one + other, halfLife: 86_400))
      #expect((product - direct).magnitude <= 3)
    }
  }
}

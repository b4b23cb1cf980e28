/// Three-valued truth, in the order that `and` and `or` use: what is not known lies between.
enum KleeneTruth: Int8, CaseIterable, Comparable, Sendable {
  case fails, unknown, holds

  init(_ holds: Bool) { self = holds ? .holds : .fails }

  var negated: KleeneTruth {
    switch self {
    case .fails: .holds
    case .unknown: .unknown
    case .holds: .fails
    }
  }

  static func < (left: KleeneTruth, right: KleeneTruth) -> Bool { left.rawValue < right.rawValue }

  /// At least `count` of so many that hold and are unknown, out of `total`.
  static func atLeast(_ count: Int, holding: Int, unknown: Int) -> KleeneTruth {
    if holding >= count { return .holds }
    return holding + unknown >= count ? .unknown : .fails
  }
}

/// Which truths a condition can have.
struct TruthSet: OptionSet, Sendable {
  let rawValue: UInt8

  static let fails = TruthSet(rawValue: 1)
  static let unknown = TruthSet(rawValue: 2)
  static let holds = TruthSet(rawValue: 4)
  static let all: TruthSet = [.fails, .unknown, .holds]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ truth: KleeneTruth) { rawValue = 1 << UInt8(truth.rawValue) }

  var negated: TruthSet {
    var result = intersection(.unknown)
    if contains(.fails) { result.insert(.holds) }
    if contains(.holds) { result.insert(.fails) }
    return result
  }

  func contains(_ truth: KleeneTruth) -> Bool { contains(TruthSet(truth)) }
}

/// Which truths two conditions can have together.
struct TruthPairs: Sendable {
  private var bits: UInt16 = 0

  mutating func insert(_ one: KleeneTruth, _ two: KleeneTruth) {
    bits |= 1 << UInt16(one.rawValue * 3 + two.rawValue)
  }

  func contains(_ one: KleeneTruth, _ two: KleeneTruth) -> Bool {
    bits & (1 << UInt16(one.rawValue * 3 + two.rawValue)) != 0
  }

  /// Whether every pair that can be passes `test`.
  func allSatisfy(_ test: (KleeneTruth, KleeneTruth) -> Bool) -> Bool {
    for one in KleeneTruth.allCases {
      for two in KleeneTruth.allCases where contains(one, two) && !test(one, two) { return false }
    }
    return true
  }
}

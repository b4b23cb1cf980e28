/// What a condition comes to.
enum ReferenceTruth: Hashable {
  case yes, no, quiet, blind

  init(_ holds: Bool) { self = holds ? .yes : .no }

  var isUnknown: Bool { self == .quiet || self == .blind }

  /// Blind wins over quiet.
  static func unknown(_ values: [ReferenceTruth]) -> ReferenceTruth {
    values.contains(.blind) ? .blind : .quiet
  }

  static func and(_ values: [ReferenceTruth]) -> ReferenceTruth {
    atLeast(values.count, of: values)
  }

  static func or(_ values: [ReferenceTruth]) -> ReferenceTruth { atLeast(1, of: values) }

  static func atLeast(_ count: Int, of values: [ReferenceTruth]) -> ReferenceTruth {
    let certain = values.filter { $0 == .yes }.count
    let possible = values.filter { $0 != .no }.count
    if certain >= count { return .yes }
    return possible < count ? .no : unknown(values)
  }

  var negated: ReferenceTruth {
    switch self {
    case .yes: .no
    case .no: .yes
    case .quiet, .blind: self
    }
  }
}

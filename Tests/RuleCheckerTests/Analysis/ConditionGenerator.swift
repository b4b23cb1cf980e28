/// Random conditions as text, over few figures and few numbers, so that parts often meet.
struct ConditionGenerator {
  var random: SplitMix
  /// Comparisons and questions, as text.
  let atoms: [String]
  var allowsUnknowns = true

  init(seed: UInt64, atoms: [String]) {
    random = SplitMix(state: seed)
    self.atoms = atoms
  }

  mutating func condition(depth: Int = 3) -> String {
    guard depth > 0, Int.random(in: 0..<5, using: &random) > 0 else { return atom() }
    switch Int.random(in: 0..<(allowsUnknowns ? 12 : 10), using: &random) {
    case 0..<4: return "(" + parts(depth).joined(separator: " and ") + ")"
    case 4..<7: return "(" + parts(depth).joined(separator: " or ") + ")"
    case 7, 8: return "(not \(condition(depth: depth - 1)))"
    case 9:
      let all = parts(depth)
      return "at least \(Int.random(in: 1...all.count, using: &random)) of ("
        + all.joined(separator: ", ") + ")"
    case 10: return "known(\(condition(depth: depth - 1)))"
    default:
      return "(\(condition(depth: depth - 1)) otherwise \(condition(depth: depth - 1)))"
    }
  }

  private mutating func parts(_ depth: Int) -> [String] {
    (0..<Int.random(in: 2...3, using: &random)).map { _ in condition(depth: depth - 1) }
  }

  private mutating func atom() -> String {
    "(\(atoms.randomElement(using: &random) ?? "gross > 1%"))"
  }
}

/// Comparisons of one figure with each of some numbers, in each direction.
func comparisons(of figure: String, with numbers: [String]) -> [String] {
  numbers.flatMap { number in
    ["<", "<=", ">", ">="].map { "\(figure) \($0) \(number)" } + ["\(figure) = \(number)"]
  }
}

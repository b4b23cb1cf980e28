import Quantities
import RuleChecker

/// Every combination of the catalysts' classes with the proposal that it leads to.
struct OutcomeGrid {
  private let choices: [CatalystChoice]
  /// The proposal of each combination, as an index into `shapes`. The last catalyst's class changes
  /// fastest.
  private let cells: [Int]
  private let shapes: [AccountTrial.Shape]

  init(base: Evaluation, choices: [CatalystChoice], trial: AccountTrial) {
    let world = ScenarioWorld(base, choices)
    var known: [ScenarioWorld.Fingerprint: Int] = [:]
    var shapes: [AccountTrial.Shape] = []
    let space = CaseSpace(choices.map(\.classes.count))
    cells = (0..<space.count).map { cell in
      let states = zip(choices, space.digits(of: cell)).map { $0.classes[$1].state }
      let fingerprint = world.fingerprint(states)
      if let shape = known[fingerprint] { return shape }
      let shape = trial.result(of: world.evaluation(states)).shape
      let place = shapes.firstIndex(of: shape) ?? shapes.count
      if place == shapes.count { shapes.append(shape) }
      known[fingerprint] = place
      return place
    }
    self.choices = choices
    self.shapes = shapes
  }

  /// Catalysts that no outcome depends on.
  var unmoving: [CatalystChoice] {
    choices.indices.filter { !isMoving($0) }.map { choices[$0] }
  }

  /// The distinct outcomes; the one of now first, then in order of their first case.
  func outcomes(heldNow trial: AccountTrial) -> [ScenarioOutcome] {
    let moving = choices.indices.filter { isMoving($0) }
    let space = CaseSpace(choices.map(\.classes.count))
    let narrow = CaseSpace(moving.map { choices[$0].classes.count })
    let nowClasses = choices.map { $0.classes.firstIndex(where: \.isNow) ?? 0 }
    let narrowCells = (0..<narrow.count).map { cell in
      var digits = nowClasses
      for (place, digit) in zip(moving, narrow.digits(of: cell)) { digits[place] = digit }
      return cells[space.cell(of: digits)]
    }
    let now = cells[space.cell(of: nowClasses)]
    let symbols = Set(shapes.flatMap(\.changes.keys)).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    var order = [now]
    for shape in narrowCells where !order.contains(shape) { order.append(shape) }
    return order.map { shape in
      let boxes = CaseCover.boxes(of: narrow) { narrowCells[$0] == shape }
      return ScenarioOutcome(
        isNow: shape == now,
        cases: boxes.map { conditions(of: $0, moving) },
        positions: symbols.map { symbol in
          ScenarioPosition(
            symbol: symbol,
            before: trial.quantity(of: symbol),
            after: trial.quantity(of: symbol, after: shapes[shape])
          )
        },
        blocked: shapes[shape].blocked
      )
    }
  }

  private func isMoving(_ choice: Int) -> Bool {
    let space = CaseSpace(choices.map(\.classes.count))
    return (0..<space.count).contains { cell in
      var digits = space.digits(of: cell)
      if digits[choice] == 0 { return false }
      digits[choice] = 0
      return cells[cell] != cells[space.cell(of: digits)]
    }
  }

  /// A box in words; catalysts that may be anything are left out.
  private func conditions(of box: [Set<Int>], _ moving: [Int]) -> [ScenarioOutcome.Condition] {
    zip(moving, box).compactMap { place, taken in
      let choice = choices[place]
      guard taken.count < choice.classes.count else { return nil }
      let inside = choice.classes.indices.filter { taken.contains($0) }
      let outside = choice.classes.indices.filter { !taken.contains($0) }
      let hasRest = inside.contains { choice.classes[$0].isRest }
      let labels = (hasRest ? outside : inside).map { choice.classes[$0].label }
      return ScenarioOutcome.Condition(
        catalyst: choice.name,
        states: inside.map { choice.classes[$0].label },
        text: hasRest ? Self.denied(labels) : "is " + labels.joined(separator: " or ")
      )
    }
  }

  /// `is not confirmed`, `is neither confirmed nor denied`, `is none of …`.
  private static func denied(_ labels: [String]) -> String {
    // A label of several states holds an "or" already.
    let states = labels.flatMap { $0.split(separator: " or ").map(String.init) }
    return switch states.count {
    case 1: "is not \(states[0])"
    case 2: "is neither \(states[0]) nor \(states[1])"
    default: "is none of \(states.joined(separator: ", "))"
    }
  }
}

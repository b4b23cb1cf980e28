internal import Evaluator
internal import Quantities

/// A bound with its arithmetic in JSON; `docs/schema/proposal-1.json` and `why-1.json` describe it.
extension JSONWriter {
  mutating func write(_ bound: BoundMark) {
    object { json in
      json.member("side", bound.side.rawValue)
      json.member("quantity", exact: bound.quantity)
      json.member("by", bound.by)
      json.member("steps", bound.steps)
      json.member("formula") { json in
        if let formula = bound.formula { json.write(formula) } else { json.null() }
      }
    }
  }

  /// The numbers that a bound was computed from, by name.
  private mutating func write(_ formula: BoundFormula) {
    object { json in
      switch formula {
      case .build(let build):
        json.member("kind", "build")
        json.writeMembers(of: build)
      case .weight(let weight):
        json.member("kind", "weight")
        json.member("weight", exact: weight)
      case .together(let weight, let total):
        json.member("kind", "together")
        json.member("weight", exact: weight)
        json.member("total", exact: total)
      case .rest(let base, let less):
        json.member("kind", "rest")
        json.member("base", exact: base)
        json.member("less", exact: less)
      case .exit(let putOn, let asked):
        json.member("kind", "exit")
        json.member("putOn", exact: putOn)
        json.member("asked", exact: asked)
      }
    }
  }

  private mutating func writeMembers(of build: BuildArithmetic) {
    member("unlocked", exact: build.unlocked)
    member("weight", exact: build.weight)
    member("share", exact: build.share)
    member("target", exact: build.target)
    member("filled", exact: build.filled)
    member("steps", each: build.steps) { json, step in
      json.object { json in
        json.member("step", step.name)
        json.member("share", exact: step.share)
        json.member("goal", step.goal)
        json.member("taken", step.taken)
        json.member("isFilled", step.isFilled)
        json.member("missing", exact: step.missing)
      }
    }
    member("raise", exact: build.raise)
    member("basket") { json in
      guard let basket = build.basket else { return json.null() }
      json.object { json in
        json.member("held", exact: basket.held)
        json.member("raised", exact: basket.raised)
      }
    }
    member("factor", exact: build.factor)
  }
}

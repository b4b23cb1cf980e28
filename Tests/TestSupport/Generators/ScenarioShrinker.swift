internal import Portfolio
internal import Quantities
internal import RuleChecker

extension Scenario {
  /// The smallest scenario found, by leaving out one thing after another, that `fails` still.
  public func shrunk(while fails: (Scenario) -> Bool) -> Scenario {
    var best = self
    var hasShrunk = true
    while hasShrunk {
      hasShrunk = false
      // Later parts of a list go first, so that the places of the others stay.
      for simplify in best.simplifications.reversed() {
        let candidate = simplify(best)
        guard candidate.text != best.text, fails(candidate) else { continue }
        best = candidate
        hasShrunk = true
      }
    }
    return best
  }

  private typealias Simplification = (Scenario) -> Scenario

  /// Everything that can be left out, largest parts last.
  private var simplifications: [Simplification] {
    roundings + instrumentRemovals + settingDefaults + journalRemovals + ruleSimplifications
      + listRemovals
  }

  private func removals<Element>(_ path: WritableKeyPath<Scenario, [Element]>) -> [Simplification] {
    self[keyPath: path].indices.map { index in
      { scenario in
        var copy = scenario
        if copy[keyPath: path].indices.contains(index) { copy[keyPath: path].remove(at: index) }
        return copy
      }
    }
  }

  private var listRemovals: [Simplification] {
    removals(\.rulebook.rules) + removals(\.rulebook.limits) + removals(\.items) + removals(\.acts)
      + removals(\.account.positions) + removals(\.account.cash) + removals(\.journal.trades)
      + removals(\.corporateActions) + keyRemovals(\.history)
      + account.positions.indices.map { index in
        changed { scenario in
          if scenario.account.positions.indices.contains(index) {
            scenario.account.positions[index].cost = nil
          }
        }
      }
  }

  private func changed(_ change: @escaping (inout Scenario) -> Void) -> Simplification {
    { scenario in
      var copy = scenario
      change(&copy)
      return copy
    }
  }

  private func onRule(_ index: Int, _ change: @escaping (inout Rule) -> Void) -> Simplification {
    changed { scenario in
      if scenario.rulebook.rules.indices.contains(index) { change(&scenario.rulebook.rules[index]) }
    }
  }

  private func onInstrument(_ index: Int, _ change: @escaping (inout Instrument) -> Void)
    -> Simplification
  {
    changed { scenario in
      if scenario.instruments.indices.contains(index) { change(&scenario.instruments[index]) }
    }
  }

  private var ruleSimplifications: [Simplification] {
    rulebook.rules.indices.flatMap { index -> [Simplification] in
      [
        onRule(index) { $0.when = nil },
        onRule(index) { $0.exit = nil },
        onRule(index) { $0.until = nil },
        changed { scenario in
          guard scenario.rulebook.rules.indices.contains(index),
            case .build(var build) = scenario.rulebook.rules[index].action
          else { return }
          guard build.steps.count > 1 else { return }
          build.steps.removeLast()
          // Shares sum to 100%, or `check` refuses them.
          let last = build.steps.count - 1
          let before = last > 0 ? build.steps[last - 1].cumulativeShare.units : 0
          build.steps[last].share = Percent(units: Percent.scale - before)
          build.steps[last].cumulativeShare = Percent(units: Percent.scale)
          scenario.rulebook.rules[index].action = .build(build)
        },
        changed { scenario in
          guard scenario.rulebook.rules.indices.contains(index),
            case .and(let parts)? = scenario.rulebook.rules[index].when?.kind
          else { return }
          scenario.rulebook.rules[index].when = parts.first
        },
        changed { scenario in
          guard scenario.rulebook.rules.indices.contains(index),
            case .or(let parts)? = scenario.rulebook.rules[index].when?.kind
          else { return }
          scenario.rulebook.rules[index].when = parts.last
        },
      ]
    }
  }

  private func keyRemovals<Key, Value>(_ path: WritableKeyPath<Scenario, [Key: Value]>)
    -> [Simplification]
  {
    self[keyPath: path].keys.map { key in changed { $0[keyPath: path][key] = nil } }
  }

  private var journalRemovals: [Simplification] {
    keyRemovals(\.journal.steps) + keyRemovals(\.journal.putOn) + keyRemovals(\.journal.states)
      + keyRemovals(\.journal.exits) + keyRemovals(\.journal.trimBase)
      + keyRemovals(\.journal.pending)
  }

  private var settingDefaults: [Simplification] {
    let plain = Settings()
    return [
      changed { $0.rulebook.settings.pricesNoOlderThan = plain.pricesNoOlderThan },
      changed { $0.rulebook.settings.newsNoOlderThan = plain.newsNoOlderThan },
      changed { $0.rulebook.settings.minimumTrade = plain.minimumTrade },
      changed { $0.rulebook.settings.allowsFractionalShares = false },
      changed { $0.rulebook.settings.allowsShorting = false },
      changed { $0.rulebook.settings.borrow = plain.borrow },
      changed { $0.rulebook.settings.costs = nil },
    ]
  }

  /// Leaves out an instrument that nothing holds or names, and moves the places behind it.
  private var instrumentRemovals: [Simplification] {
    let source = RulebookSpelling(rulebook).source
    return instruments.indices.filter { !source.contains(instruments[$0].symbol) }.map { gone in
      changed { scenario in
        let journal = scenario.journal
        guard scenario.instruments.indices.contains(gone) else { return }
        let isUsed =
          scenario.account.positions.contains { $0.instrument == gone }
          || journal.steps.keys.contains { $0.instrument == gone }
          || journal.putOn.keys.contains { $0.instrument == gone }
          || journal.trimBase.keys.contains { $0.instrument == gone }
          || journal.pending.keys.contains(gone)
        if isUsed { return }
        func moved(_ index: Int) -> Int { index > gone ? index - 1 : index }
        scenario.instruments.remove(at: gone)
        for place in scenario.account.positions.indices {
          let index = scenario.account.positions[place].instrument
          scenario.account.positions[place].instrument = moved(index)
        }
        scenario.journal.steps = scenario.journal.steps.reduce(into: [:]) { steps, pair in
          var key = pair.key
          key.instrument = moved(key.instrument)
          steps[key] = pair.value
        }
        func moved(_ keys: [Journal.HoldingKey: Quantity]) -> [Journal.HoldingKey: Quantity] {
          keys.reduce(into: [:]) { result, pair in
            var key = pair.key
            key.instrument = moved(key.instrument)
            result[key] = pair.value
          }
        }
        scenario.journal.putOn = moved(scenario.journal.putOn)
        scenario.journal.trimBase = moved(scenario.journal.trimBase)
        scenario.journal.pending = scenario.journal.pending.reduce(into: [:]) {
          $0[moved($1.key)] = $1.value
        }
      }
    }
  }

  private var roundings: [Simplification] {
    let base = account.baseCurrency
    return instruments.indices.flatMap { index -> [Simplification] in
      [
        onInstrument(index) { $0.tags = [] },
        onInstrument(index) { $0.lot = .whole(1) },
        onInstrument(index) { $0.kind = .stock },
        onInstrument(index) { $0.leverage = .one },
        onInstrument(index) { $0.multiplier = .one },
        onInstrument(index) { $0.currency = base },
        changed { scenario in
          guard scenario.instruments.indices.contains(index) else { return }
          let symbol = scenario.instruments[index].symbol
          guard let quote = scenario.quotes[symbol] else { return }
          scenario.quotes[symbol] = Quote(
            price: .cents(10_000),
            at: quote.at,
            available: quote.available
          )
        },
      ]
    }
  }
}

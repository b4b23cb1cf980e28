internal import Quantities

/// What a rule does when it can't be decided: never an increase, and for a rule that protects, no
/// increase of what it protects either.
extension RulebookReader {
  func unknowns(of rule: Rule) -> RulebookReading.Paragraph {
    var sentences = undecided(rule) + undecidedEnd(of: rule)
    switch rule.action {
    case .build(let build): sentences += unknowns(of: build)
    case .hold:
      sentences += [
        "What has no price or exchange rate is not traded by it.",
        "What has only a stale one is not bought.",
      ]
    case .trim(let trim): sentences += unknowns(of: trim, rule)
    case .hedge(let hedge): sentences += unknowns(of: hedge, rule)
    case .freeze, .review: break
    }
    if sentences.isEmpty { sentences = ["It reads nothing that could be unknown."] }
    return RulebookReading.Paragraph(label: "If something is unknown", sentences: sentences)
  }

  // MARK: Whether it applies

  private func undecided(_ rule: Rule) -> [String] {
    let inputs = ConditionInputs([rule.when, rule.until].compactMap { $0 }, in: rulebook)
    var sentences: [String] = []
    if rule.until != nil, !inputs.isCertain {
      sentences.append(
        "If it applied before, it goes on while its condition or its end can't be decided."
      )
    }
    let lead =
      rule.until == nil
      ? "If its condition can't be decided"
      : "If it did not apply before, and whether it does now can't be decided,"
    if let causes = inputs.quietCauses {
      sentences.append("\(lead) \(causes), \(whenQuiet(rule)).")
    }
    if let causes = inputs.blindCauses {
      sentences.append("\(lead) because \(causes), \(whenBlind(rule)).")
    }
    return sentences
  }

  /// What follows when there is merely no news.
  private func whenQuiet(_ rule: Rule) -> String {
    switch rule.action {
    case .build, .hold: nothing(rule)
    case .trim, .freeze, .hedge: "\(nothing(rule)), and nothing is held back"
    case .review: nothing(rule)
    }
  }

  /// What follows when something is missing: a person is told, or increases are held back.
  private func whenBlind(_ rule: Rule) -> String {
    switch rule.action {
    case .build, .hold: "\(nothing(rule)), and the account is listed for review"
    case .trim, .freeze, .hedge:
      "\(nothing(rule)), and \(increases) of \(guarded(by: rule)) by any rule are held back"
    case .review: "the account is listed for review all the same"
    }
  }

  private func nothing(_ rule: Rule) -> String {
    switch rule.action {
    case .build(let build): build.isShort ? "it sells nothing" : "it buys nothing"
    case .hold: "it trades nothing"
    case .trim, .freeze: "it does nothing"
    case .hedge: "the hedge stays as it is"
    case .review: "nobody is asked"
    }
  }

  // MARK: Whether it exits

  private func undecidedEnd(of rule: Rule) -> [String] {
    guard let exit = rule.exit else { return [] }
    let inputs = ConditionInputs([exit], in: rulebook)
    let end = rule.until == nil ? "its end" : "the first of its ends"
    let bought =
      if case .build(let build) = rule.action, build.isShort { "sold short" } else { "bought" }
    var sentences: [String] = []
    if let causes = inputs.quietCauses {
      sentences.append("If \(end) can't be decided \(causes), it does not end.")
    }
    if let causes = inputs.blindCauses {
      let scope =
        rule.when == nil
        ? "" : " as long as something that it has \(bought) is still held or its condition holds"
      sentences.append(
        "If \(end) can't be decided because \(causes), it does not end, and \(increases) of "
          + "\(members(rule.actionSet, of: rule)) by any rule are held back\(scope)."
      )
    }
    return sentences
  }

  // MARK: One action each

  private func unknowns(of build: Build) -> [String] {
    var sentences: [String] = []
    let gates = ConditionInputs(build.steps.compactMap(\.gate.condition), in: rulebook)
    if !gates.isCertain {
      var text = "While it can't be decided what a step waits for, that step"
      text += build.steps.count > 1 ? " and all after it stay closed." : " stays closed."
      if let causes = gates.blindCauses {
        text += " If that is because \(causes), and the step is the next to open, the account is "
        text += "listed for review."
      }
      sentences.append(text)
    }
    sentences.append(
      "What has no price or exchange rate, or only a stale one, is not "
        + "\(build.isShort ? "sold short" : "bought")."
    )
    return sentences
  }

  private func unknowns(of trim: Trim, _ rule: Rule) -> [String] {
    var sentences: [String] = []
    if case .toWeight(let weight) = trim.bound, !weight.isZero {
      sentences.append(
        "If it applies and a price or an exchange rate of what is held is missing, the cut can't "
          + "be computed: nothing is cut, and \(increases) of "
          + "\(members(trim.target.set, of: rule)) are held back."
      )
    } else {
      sentences.append("It needs no price to act.")
    }
    let inputs = ConditionInputs([rule.when, rule.until].compactMap { $0 }, in: rulebook)
    if inputs.blindCauses != nil {
      sentences.append(
        "If all that it could cut are inverse funds, so that cutting would add exposure, nothing "
          + "is held back while it can't be decided, and the account is listed for review."
      )
    }
    return sentences
  }

  private func unknowns(of hedge: Hedge, _ rule: Rule) -> [String] {
    let betas =
      hedge.basis == .beta ? "a price, an exchange rate or a beta" : "a price or an exchange rate"
    return [
      "If it applies and \(betas) of \(hedge.instrument) or of a hedged holding is missing, the "
        + "hedge stays as it is, and \(increases) of \(members(hedge.set, of: rule)) are held back.",
      "While the price of \(hedge.instrument) is stale, the hedge is not enlarged.",
    ]
  }

  // MARK: Words

  /// Whose increases an undecided rule holds back.
  private func guarded(by rule: Rule) -> String {
    let instruments = members(rule.actionSet, of: rule)
    guard case .freeze(let freeze) = rule.action, freeze.set.reachesAll,
      !names.hedgeInstruments.isEmpty
    else { return instruments }
    return "\(instruments), other than by a hedge,"
  }

  var increases: String {
    rulebook.settings.allowsShorting ? "purchases and short sales" : "purchases"
  }
}

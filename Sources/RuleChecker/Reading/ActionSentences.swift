internal import Quantities

/// What a rule does, one function for each action.
extension RulebookReader {
  func action(of rule: Rule) -> [RulebookReading.Paragraph] {
    let label = "Action"
    switch rule.action {
    case .build(let build): return paragraphs(of: build, label)
    case .hold(let hold): return [RulebookReading.Paragraph(sentences(of: hold), label: label)]
    case .trim(let trim): return [RulebookReading.Paragraph(sentences(of: trim), label: label)]
    case .freeze(let freeze):
      return [RulebookReading.Paragraph(sentences(of: freeze), label: label)]
    case .hedge(let hedge): return paragraphs(of: hedge, rule, label)
    case .review(let set):
      let text = "A person is asked to look at \(phrase(set)). It trades nothing."
      return [RulebookReading.Paragraph(text, label: label)]
    }
  }

  // MARK: Hold

  private func sentences(of hold: Hold) -> String {
    let set = hold.target.set
    let share = "\(hold.weight) of NAV"
    let band = hold.band.isZero ? "" : ", give or take \(hold.band) of NAV"
    if case .basket = set.kind, !hold.target.isEach {
      let edge = hold.band.isZero ? "that share" : "the nearer edge of that band"
      return "Keeps each member of \(detailedPhrase(set)) at its part of \(share)\(band). A "
        + "member below is bought up to \(edge), one above is sold down to it, whoever bought it."
    }
    let subject = hold.target.isEach ? eachTarget(set) : phrase(set)
    guard
      !hold.band.isZero, let high = try? hold.weight.adding(hold.band),
      let low = try? hold.weight.subtracting(hold.band)
    else {
      return "Keeps \(subject) at \(share)\(band). What is missing is bought and what is above "
        + "is sold, whoever bought it."
    }
    let below =
      low > .zero ? "Below \(low) it is bought up to \(low), above" : "It is never bought; above"
    return "Keeps \(subject) at \(share)\(band). \(below) \(high) it is sold down to \(high), "
      + "whoever bought it, and in between nothing is traded."
  }

  // MARK: Trim

  private func sentences(of trim: Trim) -> String {
    let set = trim.target.set
    let isApart = trim.target.isEach || isSingle(set)
    let subject = trim.target.isEach ? eachPhrase(set) : phrase(set)
    let ceiling = "It never adds, and while it applies no rule may raise"
    switch trim.bound {
    case .toWeight(let weight) where weight.isZero:
      return "Closes the whole position in \(subject), whoever opened it. While it applies, no "
        + "rule may open it again."
    case .toWeight(let weight) where isApart:
      return "Cuts \(subject) to at most \(weight) of NAV, whoever bought it. \(ceiling) it "
        + "above that."
    case .toWeight(let weight):
      return "Cuts \(subject), taken together, to at most \(weight) of NAV: each holding by the "
        + "same proportion, whoever bought it. It never adds."
    case .by(let share):
      let holding = isApart ? subject : "each holding in \(subject)"
      return "Cuts \(holding) by \(share) of the quantity that was held when the rule first "
        + "applied. \(ceiling) it above what is then left."
    }
  }

  // MARK: Freeze

  private func sentences(of freeze: Freeze) -> String {
    let nothing = nothing(of: freeze.set)
    let rest = "It goes before every rule that asks otherwise."
    let text =
      switch freeze.side {
      case .both: "While it applies, \(nothing) is bought or sold. \(rest)"
      case .buys:
        "While it applies, \(nothing) is bought, not even to close a short position. "
          + rest
      case .sells:
        "While it applies, \(nothing) is sold, not even by a trim or an exit. \(rest)"
      }
    return text + hedgeExemption(from: freeze.set)
  }

  /// `nothing of NVDA`
  func nothing(of set: InstrumentSet) -> String {
    if case .all = set.kind { return "nothing at all" }
    return "nothing of \(phrase(set, .everything))"
  }

  /// A freeze or a ban reaches a hedge instrument only by its symbol or through `all`.
  func hedgeExemption(from set: InstrumentSet) -> String {
    guard !names.hedgeInstruments.isEmpty, set.canHoldUnnamed, !set.reachesAll else { return "" }
    return " Hedge instruments (\(listed(names.hedgeInstruments))) are exempt unless it names them."
  }
}

extension RulebookReader {
  /// `each` of a build or hold: of a tag only what is held counts.
  func eachTarget(_ set: InstrumentSet) -> String {
    if case .tag = set.kind { return "each held \(eachPhrase(set).dropFirst(5))" }
    return eachPhrase(set)
  }
}

extension InstrumentSet {
  /// Whether the portfolio file decides what is in it.
  var canHoldUnnamed: Bool {
    switch kind {
    case .tag, .all: true
    case .held(let inner), .except(let inner, _): inner.canHoldUnnamed
    case .symbol, .basket, .member: false
    }
  }

  /// `all`, perhaps less something.
  var reachesAll: Bool {
    switch kind {
    case .all: true
    case .held(let inner), .except(let inner, _): inner.reachesAll
    case .symbol, .basket, .tag, .member: false
    }
  }
}

internal import Quantities

/// A hedge: what it offsets, how that is measured, and what it leaves alone.
extension RulebookReader {
  func paragraphs(
    of hedge: Hedge,
    _ rule: Rule,
    _ label: String
  ) -> [RulebookReading.Paragraph] {
    let head =
      "Holds a position in \(hedge.instrument) that offsets \(hedge.ratio) of the exposure to "
      + "\(detailedPhrase(hedge.set)). \(basis(of: hedge))"
    return [
      RulebookReading.Paragraph(head, label: label),
      RulebookReading.Paragraph(sizing(of: hedge, rule).joined(separator: " ")),
    ]
  }

  private func basis(of hedge: Hedge) -> String {
    let byBeta =
      "Each holding counts by its exposure times its beta, and \(hedge.instrument) likewise."
    switch hedge.basis {
    case .value: return "Each holding counts by its exposure, whatever its beta."
    case .beta: return byBeta
    case .betaOtherwiseValue:
      return "\(byBeta) If one of the betas is missing, all of them are left out and everything "
        + "counts by its exposure."
    }
  }

  private func sizing(of hedge: Hedge, _ rule: Rule) -> [String] {
    let symbol = hedge.instrument
    var sentences = [
      """
      The exposure is that of what the other proposed changes leave; hedge instruments do not \
      count. Orders are rounded down to whole lots, so that none takes the hedge above \
      \(hedge.ratio).
      """
    ]
    if !hedge.tolerance.isZero {
      sentences.append(
        "The hedge is enlarged only when more than \(hedge.tolerance) of its size is missing."
      )
    }
    sentences.append(
      "Whatever is held of \(symbol) counts towards the hedge, but only what rules have put on "
        + "is ever taken off."
    )
    let others = sharers(of: hedge, than: rule)
    if !others.isEmpty {
      sentences.append("\(symbol) also serves \(listed(others)); the hedges add up.")
    }
    if !rulebook.settings.allowsShorting {
      sentences.append(
        "If it would take a short position in \(symbol), none is taken, as short positions are "
          + "not allowed, and this is reported."
      )
    }
    return sentences
  }

  /// Other rules that hedge with the same instrument.
  func sharers(of hedge: Hedge, than rule: Rule) -> [String] {
    rulebook.rules.compactMap { other in
      guard other.name != rule.name, case .hedge(let second) = other.action else { return nil }
      return second.instrument == hedge.instrument ? "rule \(other.name)" : nil
    }
  }
}

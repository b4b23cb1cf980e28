internal import Quantities

/// A build and its steps.
extension RulebookReader {
  func paragraphs(of build: Build, _ label: String) -> [RulebookReading.Paragraph] {
    let intro = opening(of: build)
    let isPlain = build.steps.count == 1 && build.steps.allSatisfy { $0.gate.isOpen }
    guard !isPlain else {
      return [
        RulebookReading.Paragraph("\(intro), in one step. \(manner(of: build))", label: label)
      ]
    }
    let count = build.steps.count == 1 ? "one step" : "\(build.steps.count) steps"
    let steps = RulebookReading.Paragraph(
      "\(intro), in \(count):",
      label: label,
      points: build.steps.indices.map { point(of: $0, in: build) }
    )
    return [steps, RulebookReading.Paragraph(stepManner(of: build) + manner(of: build))]
  }

  private func opening(of build: Build) -> String {
    let set = build.target.set
    let size = "of up to \(build.weight) of NAV"
    let kind = build.isShort ? "short position" : "position"
    if build.target.isEach { return "Builds a \(kind) \(size) in \(eachTarget(set))" }
    if case .basket = set.kind {
      return "Builds a \(kind) \(size) in \(detailedPhrase(set)), each member to its part"
    }
    return "Builds a \(kind) \(size) in \(phrase(set))"
  }

  private func manner(of build: Build) -> String {
    let other = build.isShort ? "long" : "short"
    var text = "What is already held counts. The rule never "
    text += build.isShort ? "buys back" : "sells"
    text += " to come down to its target, and what it has completed it does not "
    text += build.isShort ? "sell again" : "buy again"
    text += " because a price moved."
    if rulebook.settings.allowsShorting {
      text += " Where a \(other) position is held, it does nothing and this is reported."
    }
    return text
  }

  // MARK: Steps

  private func stepManner(of build: Build) -> String {
    var text = build.steps.count > 1 ? "A step opens only after all steps before it. " : ""
    if build.steps.contains(where: { $0.gate.condition != nil }) {
      text +=
        "What a step waits for is read anew each time. If that no longer holds, a step that is "
        + "not complete closes again; what it has bought stays, and the account is then listed "
        + "for review. "
    }
    return text
  }

  private func point(of index: Int, in build: Build) -> RulebookReading.Point {
    let step = build.steps[index]
    let share: String
    if index == 0 {
      share = build.steps.count == 1 ? "all of it" : "\(step.share) of it"
    } else if index == build.steps.count - 1 {
      share = "the last \(step.share)"
    } else {
      share = "a further \(step.share), \(step.cumulativeShare) in all"
    }
    let head = "Step \(step.name): \(share)."
    let delay = step.gate.delay.map { delay -> String in
      let after =
        build.steps.indices.contains(delay.afterStep) ? build.steps[delay.afterStep].name : ""
      return "no earlier than \(spelled(delay.duration)) after step \(after) was complete"
    }
    guard let condition = step.gate.condition else {
      guard let delay else { return RulebookReading.Point("\(head) It opens at once.") }
      return RulebookReading.Point("\(head) It opens \(delay).")
    }
    let lead = delay.map { "\(head) It opens \($0), and only once" } ?? "\(head) It opens once"
    return statement(condition).point(lead)
  }
}

extension Gate {
  /// Whether nothing holds it back.
  fileprivate var isOpen: Bool { condition == nil && delay == nil }
}

internal import Quantities

/// What ends a rule, and what becomes of what it did.
extension RulebookReader {
  func endings(of rule: Rule) -> [RulebookReading.Paragraph] {
    var paragraphs: [RulebookReading.Paragraph] = []
    switch rule.action {
    case .build(let build): paragraphs = exits(of: rule, isShort: build.isShort)
    case .hold:
      if rule.exit != nil { paragraphs = exits(of: rule, isShort: false) }
      if rule.exit == nil || rule.until != nil {
        paragraphs += untils(of: rule, label: rule.exit == nil ? "End" : nil)
      }
    case .trim, .freeze, .hedge, .review: paragraphs = untils(of: rule, label: "End")
    }
    return paragraphs
  }

  // MARK: Exit

  private func exits(of rule: Rule, isShort: Bool) -> [RulebookReading.Paragraph] {
    let bought = isShort ? "sold short" : "bought"
    let sells = isShort ? "buys back" : "sells"
    guard let exit = rule.exit else {
      let text =
        rule.when == nil
        ? "Nothing ends it, and nothing that it has \(bought) is sold by it."
        : "When its condition no longer holds, it adds nothing more. Nothing makes it give up "
          + "what it has \(bought)."
      return [RulebookReading.Paragraph(text, label: "End")]
    }
    let first = statement(exit).paragraph(
      "It ends, and \(sells) what it has \(bought), when",
      label: "End"
    )
    var text =
      "Only what the rule itself has \(bought), and is still held, is given up; what a person "
      + "traded stays, as does what another build that applies asks for. In an account without "
      + "any recorded run nothing is given up, and the account is listed for review. After an "
      + "exit the rule stays closed for \(spelled(rule.cooldown)), and may then begin anew"
    if case .build(let build) = rule.action, build.steps.count > 1 { text += " at its first step" }
    text += "."
    if rule.when != nil, rule.until == nil {
      text += " If only its condition no longer holds, it adds nothing more and gives nothing up."
      text += " If both its condition and this end hold, it ends."
    }
    return [first, RulebookReading.Paragraph(text)]
  }

  // MARK: Until

  private func untils(of rule: Rule, label: String?) -> [RulebookReading.Paragraph] {
    let after = aftermath(of: rule)
    guard let until = rule.until else {
      let text =
        rule.when == nil
        ? "Nothing ends it." : "It ends as soon as its condition no longer holds."
      return [RulebookReading.Paragraph(rule.when == nil ? text : text + after, label: label)]
    }
    if rule.when == nil {
      return [
        statement(until).paragraph("It does not apply while", label: label),
        RulebookReading.Paragraph("It applies again as soon as that is no longer so.\(after)"),
      ]
    }
    return [
      statement(until).paragraph(
        label == nil
          ? "It also ends, and then sells nothing, when" : "Once it applies, it ends when",
        label: label
      ),
      RulebookReading.Paragraph(
        """
        Until then it goes on even if its condition no longer holds. If both its condition and \
        this end hold, it does not apply.\(after)
        """
      ),
    ]
  }

  private func aftermath(of rule: Rule) -> String {
    switch rule.action {
    case .hedge(let hedge):
      let rest =
        sharers(of: hedge, than: rule).isEmpty
        ? "" : ", as far as no other hedge that applies asks for it"
      return " When it ends, what it has put on of \(hedge.instrument) is taken off\(rest)."
    case .trim: return " When it ends, it buys nothing back."
    case .hold: return " When it ends, what is held stays, and it trades nothing more."
    case .build, .freeze, .review: return ""
    }
  }
}

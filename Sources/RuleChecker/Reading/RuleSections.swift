internal import Quantities

/// One rule, told under the same labels each time.
extension RulebookReader {
  var rulesSection: RulebookReading.Section {
    var section = RulebookReading.Section("Rules", rulebook.rules.isEmpty ? [] : [rulesPreface])
    section.sections = rulebook.rules.map {
      RulebookReading.Section(heading(of: $0), paragraphs(of: $0))
    }
    return section
  }

  /// `Rule scale_in: Tranche into the beneficiaries`
  func heading(of rule: Rule) -> String {
    names.shownTitle(rule.title).map { "Rule \(rule.name): \($0)" } ?? "Rule \(rule.name)"
  }

  func paragraphs(of rule: Rule) -> [RulebookReading.Paragraph] {
    scopeParagraphs(of: rule) + action(of: rule) + [condition(of: rule)] + endings(of: rule)
      + limitParagraphs(of: rule) + [unknowns(of: rule)] + reason(of: rule)
  }

  private var rulesPreface: RulebookReading.Paragraph {
    RulebookReading.Paragraph(
      """
      No rule goes before another, and their order changes nothing. Each rule that applies sets \
      the least or the most that may be held, and what is proposed is the smallest change that \
      meets them all. Where two of them exclude each other, the smaller position wins and both \
      rules are named; only a rule or limit that forbids trading goes before all others.
      """
    )
  }

  // MARK: Which instruments and accounts

  private func scopeParagraphs(of rule: Rule) -> [RulebookReading.Paragraph] {
    var sentences: [String] = []
    if let variable = rule.forEach {
      sentences.append(
        "The rule stands by itself for \(eachPhrase(variable.set)), below called the instrument."
      )
    }
    if let tag = rule.accounts {
      sentences.append("It applies only in accounts tagged \(self.tag(tag.dimension, tag.value)).")
    }
    if sentences.isEmpty { return [] }
    return [RulebookReading.Paragraph(sentences.joined(separator: " "), label: "Scope")]
  }

  // MARK: Condition

  private func condition(of rule: Rule) -> RulebookReading.Paragraph {
    guard let when = rule.when else {
      return RulebookReading.Paragraph(
        rule.until == nil ? "None: the rule always applies." : "None: see its end.",
        label: "Condition"
      )
    }
    var paragraph = statement(when).paragraph(lead(of: rule), label: "Condition")
    if rule.isDecidedLast, readsAccount(when) {
      let remark =
        "It is read on the account as all other proposed changes would leave it, hedge "
        + "instruments not counted."
      if paragraph.points.isEmpty {
        paragraph.text += " " + remark
      } else {
        paragraph.points.append(RulebookReading.Point(remark))
      }
    }
    return paragraph
  }

  private func lead(of rule: Rule) -> String {
    switch rule.action {
    case .build(let build): return build.isShort ? "It sells only while" : "It buys only while"
    case .hold: return rule.until == nil ? "It trades only while" : "It begins to apply when"
    case .trim, .freeze, .hedge:
      return rule.until == nil ? "It applies while" : "It begins to apply when"
    case .review: return "It asks while"
    }
  }

  /// Whether any part of a condition, lets followed, reads the account.
  func readsAccount(_ expression: Expression) -> Bool {
    var followed: Set<Int> = []
    return readsAccount(expression, &followed)
  }

  private func readsAccount(_ expression: Expression, _ followed: inout Set<Int>) -> Bool {
    switch expression.kind {
    case .holding, .account: return true
    case .reference(let index):
      guard rulebook.lets.indices.contains(index), followed.insert(index).inserted else {
        return false
      }
      return readsAccount(rulebook.lets[index].value, &followed)
    default:
      for operand in expression.operands where readsAccount(operand, &followed) { return true }
      return false
    }
  }

  // MARK: Reason

  private func reason(of rule: Rule) -> [RulebookReading.Paragraph] {
    guard let because = names.shownTitle(rule.because) else { return [] }
    let end = because.hasSuffix(".") ? "" : "."
    return [RulebookReading.Paragraph("\"\(because)\"\(end)", label: "Reason")]
  }
}

extension Rule {
  /// Whether its conditions are read after all other rules have acted.
  var isDecidedLast: Bool {
    switch action {
    case .hedge, .review: true
    case .build, .hold, .trim, .freeze: false
    }
  }
}

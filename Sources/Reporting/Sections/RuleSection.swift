internal import Evaluator
internal import Quantities

/// What each rule did, and how far each rule and step that waits is from acting.
enum RuleSection {
  /// How many rules that wait are told one by one without `--verbose`; the others are counted.
  private static let mostWaiting = 20

  static func blocks(
    _ rules: [RuleReport],
    heading: String,
    _ options: ReportOptions,
    hint: String = "`--verbose` lists them"
  ) -> [Block] {
    if rules.isEmpty { return [] }
    let shown = rules.filter { options.isVerbose || $0.isTelling }
    let waiting = shown.indices.filter { shown[$0].isWaiting }
    let left = options.isVerbose ? [] : Set(waiting.dropFirst(mostWaiting))
    var blocks: [Block] = [.heading(heading)]
    for (index, rule) in shown.enumerated() where !left.contains(index) {
      blocks += self.blocks(rule, options)
    }
    blocks += counts(rules.filter { !(options.isVerbose || $0.isTelling) }, hint)
    if !left.isEmpty { blocks.append(others(left.count, hint)) }
    return blocks
  }

  private static func others(_ count: Int, _ hint: String) -> Block {
    let what = counted(count, "more rule waits", "more rules wait")
    return .item(StyledText(what) + StyledText(" (\(hint))", .faint), level: 0)
  }

  private static func blocks(_ rule: RuleReport, _ options: ReportOptions) -> [Block] {
    var blocks: [Block] = [.item(headline(rule), level: 0)]
    for step in rule.steps { blocks.append(.item(sentence(step), level: 1)) }
    if let because = rule.because, rule.state == .fires || options.isVerbose {
      blocks.append(.item(StyledText("because: \(because)", .faint), level: 1))
    }
    return blocks
  }

  /// `scale_in waits: sentiment is 0.21, needs at least 0.25 (+0.04)`.
  static func headline(_ rule: RuleReport) -> StyledText {
    var text = StyledText(name(of: rule), .strong)
    text.append(" ")
    text.append(verb(of: rule.state), tone(of: rule.state))
    if rule.state == .exits || rule.state == .ended || rule.decidedBy == "always" {
      text.append(" (\(rule.decidedBy))", .faint)
    }
    let telling = tellingFindings(rule)
    if !telling.isEmpty { text.append(": " + telling.map(\.sentence).joined(separator: "; ")) }
    return text
  }

  /// `gcc 33% waits: gcc_support is none, needs confirmed`.
  static func sentence(_ step: StepReport) -> StyledText {
    var text = StyledText("\(step.step) ") + standing(of: step)
    let findings =
      step.state == .filled || step.state == .unlocked
      ? [] : step.findings.filter { $0.verdict != .holds }
    if !findings.isEmpty { text.append(": " + findings.map(\.sentence).joined(separator: "; ")) }
    return text
  }

  /// `33% waits`; `50% is on order: FAB 10 of 31 filled, 21 on order`.
  static func standing(of step: StepReport) -> StyledText {
    let tone: Tone =
      switch step.state {
      case .filled, .unlocked: .good
      case .waits, .quiet: .plain
      case .blind: .bad
      }
    var text = StyledText("\(NumberText.percent(step.share.ratio, minimumDigits: 0)) ")
    text.append(verb(of: step), tone)
    let open = step.progress.filter { !$0.onOrder.isZero }
    if !open.isEmpty {
      let isOne = step.progress.count == 1
      text.append(": " + open.map { progress($0, isOne: isOne) }.joined(separator: "; "))
    }
    return text
  }

  /// As the gates of later steps see it: what is on order, or was never recorded, is not filled.
  private static func verb(of step: StepReport) -> String {
    switch step.state {
    case .unlocked: "is unlocked"
    case .waits: "waits"
    case .quiet, .blind: "is undecided"
    case .filled where step.progress.contains { !$0.onOrder.isZero }: "is on order"
    case .filled where step.isRecordedAsFilled: "is filled"
    case .filled: "misses nothing, and counts as filled once an apply records it"
    }
  }

  /// `FAB 10 of 31 filled, 21 on order`: of what it comes to once the orders are filled.
  private static func progress(_ part: StepReport.Progress, isOne: Bool) -> String {
    let whole = (try? part.filled.adding(part.onOrder)) ?? part.goal
    let text =
      "\(NumberText.quantity(part.filled)) of \(NumberText.quantity(whole)) filled, "
      + "\(NumberText.quantity(part.onOrder)) on order"
    return isOne ? text : "\(part.symbol) \(text)"
  }

  /// Of a rule that acts all that it saw; of one that does not, what stands in its way.
  private static func tellingFindings(_ rule: RuleReport) -> [Finding] {
    switch rule.state {
    case .fires, .exits, .ended, .cooldown: return rule.findings
    case .waits: return nonEmpty(rule.findings.filter { $0.verdict != .holds }, rule.findings)
    case .quiet, .blind:
      let unknown = rule.findings.filter { $0.verdict == .quiet || $0.verdict == .blind }
      return nonEmpty(unknown, rule.findings)
    }
  }

  private static func nonEmpty(_ some: [Finding], _ all: [Finding]) -> [Finding] {
    some.isEmpty ? all : some
  }

  /// One line for each rule whose members are not shown singly.
  private static func counts(_ hidden: [RuleReport], _ hint: String) -> [Block] {
    var names: [String] = []
    var states: [String: [(state: RuleReport.State, count: Int)]] = [:]
    for rule in hidden {
      if states[rule.rule] == nil { names.append(rule.rule) }
      var counts = states[rule.rule] ?? []
      if let place = counts.firstIndex(where: { $0.state == rule.state }) {
        counts[place].count += 1
      } else {
        counts.append((rule.state, 1))
      }
      states[rule.rule] = counts
    }
    return names.map { name in
      let counts = (states[name] ?? []).map { "\(verb(of: $0.state)) for \($0.count)" }
      var text = StyledText(name, .strong)
      text.append(" " + counts.joined(separator: ", "))
      text.append(" (\(hint))", .faint)
      return .item(text, level: 0)
    }
  }

  private static func name(of rule: RuleReport) -> String {
    guard let member = rule.member else { return rule.rule }
    return "\(rule.rule)[\(member)]"
  }

  private static func verb(of state: RuleReport.State) -> String {
    switch state {
    case .fires: "fires"
    case .waits: "waits"
    case .exits: "exits"
    case .ended: "has ended"
    case .quiet: "is undecided (no news)"
    case .blind: "is undecided (a fact is missing)"
    case .cooldown: "is closed after an exit"
    }
  }

  private static func tone(of state: RuleReport.State) -> Tone {
    switch state {
    case .fires: .good
    case .exits, .blind: .bad
    case .ended, .cooldown: .caution
    case .waits, .quiet: .plain
    }
  }
}

extension Finding {
  /// `sentiment is 0.21, needs at least 0.25 (+0.04)`.
  var sentence: String {
    var text = "\(subject) is \(actual)"
    if !needed.isEmpty { text += ", needs \(needed)" }
    if verdict != .holds, !distance.isEmpty { text += " (\(distance))" }
    if !missing.isEmpty { text += "; missing: \(missing)" }
    return text
  }
}

extension Ledger {
  /// Gives what was recorded under one name another, as when a rule is renamed in its rulebook. Whatever
  /// was recorded under the new name before is lost.
  public mutating func rename(_ former: JournalKey, to present: JournalKey) {
    guard let rule = former.rule, let newRule = present.rule else {
      return renameRulebook(former.rulebook, to: present.rulebook)
    }
    let book = former.rulebook
    if let step = former.step, let newStep = present.step {
      books[book]?.renameStep(step, of: rule, to: newStep)
    } else {
      books[book]?.rename { $0.renamingRule(rule, to: newRule) }
    }
    for (number, sent) in open where sent.rulebook == book {
      for index in sent.order.credits.indices {
        open[number]?.order.credits[index].rename(former, to: present)
      }
    }
  }

  private mutating func renameRulebook(_ former: String, to present: String) {
    if let book = books.removeValue(forKey: former) { books[present] = book }
    for (number, sent) in open where sent.rulebook == former {
      open[number]?.rulebook = present
    }
  }
}

extension Ledger.Book {
  mutating func renameStep(_ former: String, of rule: String, to present: String) {
    for (key, step) in steps where key.step == former && key.rule.ruleName == rule {
      steps[key] = nil
      var renamed = key
      renamed.step = present
      steps[renamed] = step
    }
  }

  /// `name` gives `rule` and `rule[SYMBOL]` alike their new spelling.
  mutating func rename(_ name: (String) -> String) {
    steps = steps.renamingKeys { $0.rule = name($0.rule) }
    for key in putOn.keys { putOn[key]?.rename(name) }
    states = states.renamingKeys { $0.rule = name($0.rule) }
    exits = exits.renamingKeys { $0.rule = name($0.rule) }
    trimBases = trimBases.renamingKeys { $0.rule = name($0.rule) }
  }
}

extension Order.Credit {
  fileprivate mutating func rename(_ former: JournalKey, to present: JournalKey) {
    guard rule.ruleName == former.rule, let newRule = present.rule else { return }
    if let step = former.step {
      if self.step == step { self.step = present.step }
    } else {
      rule = rule.renamingRule(rule.ruleName, to: newRule)
    }
  }
}

extension Dictionary {
  fileprivate func renamingKeys(_ change: (inout Key) -> Void) -> [Key: Value] {
    Dictionary(
      map { key, value in
        var renamed = key
        change(&renamed)
        return (renamed, value)
      },
      uniquingKeysWith: { first, _ in first }
    )
  }
}

extension String {
  /// `rule` of `rule[SYMBOL]`.
  fileprivate var ruleName: String { String(prefix { $0 != "[" }) }

  fileprivate func renamingRule(_ former: String, to present: String) -> String {
    ruleName == former ? present + dropFirst(former.count) : self
  }
}

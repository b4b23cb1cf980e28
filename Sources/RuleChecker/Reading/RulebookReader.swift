/// Reads a checked rulebook back in sentences. Each sentence is true of the evaluator as
/// `docs/evaluation.md` and `docs/news.md` describe it.
struct RulebookReader {
  let rulebook: CheckedRulebook
  let names: ReadingNames
  /// What the reading speaks of.
  let scope: ReadingScope
  /// Whether several rules are told, so that a section of general remarks is worth its place.
  let isWhole: Bool

  init(_ rulebook: CheckedRulebook, scope: ReadingScope, isWhole: Bool) {
    self.rulebook = rulebook
    self.scope = scope
    self.isWhole = isWhole
    names = ReadingNames(rulebook)
  }
}

extension RulebookReading {
  /// The whole of `rulebook`.
  public init(_ rulebook: CheckedRulebook) {
    let scope = ReadingScope(wholeOf: rulebook)
    let reader = RulebookReader(rulebook, scope: scope, isWhole: true)
    self.init(title: reader.rulebookTitle, sections: reader.wholeSections)
  }

  /// One rule of `rulebook` with what it depends on, and the limits that bear on it; nothing when
  /// there is no such rule.
  public init?(_ rulebook: CheckedRulebook, rule name: String) {
    guard let rule = rulebook.rules.first(where: { $0.name == name }) else { return nil }
    let scope = ReadingScope(of: rule, in: rulebook)
    let reader = RulebookReader(rulebook, scope: scope, isWhole: false)
    self.init(title: reader.heading(of: rule), sections: reader.sections(for: rule))
  }
}

extension RulebookReader {
  var rulebookTitle: String {
    names.shownTitle(rulebook.title) ?? "Rulebook \(rulebook.name)"
  }

  /// Sections of the whole document, those without content left out.
  var wholeSections: [RulebookReading.Section] {
    [aboutSection, wordsSection, unknownSection]
      .filter { !$0.paragraphs.isEmpty } + dependencySections
      + [rulesSection, limitsSection]
      .filter { !$0.paragraphs.isEmpty || !$0.sections.isEmpty } + [settingsSection]
  }

  /// Sections of one rule's document: first the rule itself.
  func sections(for rule: Rule) -> [RulebookReading.Section] {
    let about = RulebookReading.Section("About this document", aboutRule(rule))
    let own = RulebookReading.Section("The rule", paragraphs(of: rule))
    return [about, own] + dependencySections
      + [limitsSection, wordsSection, unknownSection].filter { !$0.paragraphs.isEmpty }
  }

  /// What rules are made of.
  private var dependencySections: [RulebookReading.Section] {
    [topicsSection, eventsSection, basketsSection, namedSection]
      .filter { !$0.paragraphs.isEmpty || !$0.sections.isEmpty }
  }
}

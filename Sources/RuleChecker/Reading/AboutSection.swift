/// What the document is, and where the rulebook applies.
extension RulebookReader {
  var aboutSection: RulebookReading.Section {
    RulebookReading.Section(
      "About this document",
      [
        RulebookReading.Paragraph(
          "This document says in plain words what the rulebook \(rulebook.name) asks for.\(hash)"
        ),
        RulebookReading.Paragraph(reach),
        RulebookReading.Paragraph(
          """
          The rulebook trades nothing by itself. For a given moment it is applied to what is then \
          known of the account, of prices and of the news, and what comes out is a list of \
          proposed trades with their reasons. A person decides on them.
          """
        ),
      ]
    )
  }

  func aboutRule(_ rule: Rule) -> [RulebookReading.Paragraph] {
    [
      RulebookReading.Paragraph(
        "This document says in plain words what the rule \(rule.name) of the rulebook "
          + "\(rulebook.name) asks for, and what that depends on. Other rules of the rulebook may "
          + "ask for more or less of the same instruments.\(hash)"
      ),
      RulebookReading.Paragraph(reach),
    ]
  }

  private var hash: String {
    rulebook.hash.isEmpty
      ? ""
      : " The hash of the rulebook is \(rulebook.hash). A rulebook with the same hash says the same."
  }

  private var reach: String {
    guard let tag = rulebook.accounts else {
      return "The rulebook applies to every account that it is run on."
    }
    return "The rulebook applies only to accounts tagged \(self.tag(tag.dimension, tag.value))."
  }
}

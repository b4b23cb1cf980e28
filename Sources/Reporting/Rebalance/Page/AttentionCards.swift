internal import Evaluator
internal import Quantities

/// What asks for a person, before anything else is read.
enum AttentionCards {
  static func write(_ rebalance: Rebalance, _ page: inout HTMLWriter) {
    let proposal = rebalance.proposal
    let hasAny =
      !proposal.blocked.isEmpty || !proposal.conflicts.isEmpty || !proposal.reviews.isEmpty
      || !rebalance.washSales.isEmpty
    if !hasAny { return }
    page.section("What a person must look at") { section in
      section.element("ul", ["class": "callouts"]) { list in
        for (subjects, detail) in withheld(proposal.blocked) {
          card("bad", "Withheld", subjects.joined(separator: ", "), detail, &list)
        }
        for conflict in proposal.conflicts {
          card("caution", "Conflict", conflict.symbol, conflict.detail, &list)
        }
        for review in proposal.reviews {
          card("caution", "Review", review.subject, review.detail, &list)
        }
        for wash in rebalance.washSales {
          card("caution", "Wash sale", "", wash.sentence, &list)
        }
      }
    }
  }

  /// What is withheld for one reason, together.
  private static func withheld(_ blocked: [Blocked]) -> [(subjects: [String], detail: String)] {
    var groups: [(subjects: [String], detail: String)] = []
    for one in blocked {
      if let place = groups.firstIndex(where: { $0.detail == one.detail }) {
        groups[place].subjects.append(one.subject)
      } else {
        groups.append(([one.subject], one.detail))
      }
    }
    return groups
  }

  private static func card(
    _ tone: String,
    _ kind: String,
    _ subject: String,
    _ detail: String,
    _ list: inout HTMLWriter
  ) {
    list.element("li", ["class": "callout \(tone)"]) { item in
      item.element("span", ["class": "tag"], text: kind)
      item.element("span") { words in
        if !subject.isEmpty { words.element("strong", text: "\(subject): ") }
        words.text(detail)
      }
    }
  }
}

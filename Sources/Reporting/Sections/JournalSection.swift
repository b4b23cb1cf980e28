internal import Evaluator
internal import Quantities

/// What the proposal builds on of earlier runs, and what it doesn't yet.
enum JournalSection {
  static func blocks(_ proposal: AccountProposal) -> [Block] {
    var blocks: [Block] = []
    if let applied = proposal.lastApplied {
      blocks.append(
        .paragraph(StyledText("states as of the last apply on \(applied.date)", .faint))
      )
    }
    if !proposal.unopenedSteps.isEmpty {
      let steps = proposal.unopenedSteps.joined(separator: ", ")
      blocks.append(
        .paragraph(
          StyledText(
            "not opened by an apply yet, so goals are computed anew each run: \(steps)",
            .faint
          )
        )
      )
    }
    return blocks
  }
}

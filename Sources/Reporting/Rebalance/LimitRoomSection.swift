internal import Evaluator
internal import Quantities

/// Limits with the room they leave: of each the subject with the least, and those that cut or are near.
enum LimitRoomSection {
  static func blocks(_ rebalance: Rebalance, isVerbose: Bool) -> [Block] {
    let shown = isVerbose ? rebalance.limits : rebalance.limits.telling
    if shown.isEmpty { return [] }
    var blocks: [Block] = [.heading("Limits"), .table(table(shown))]
    let hidden = rebalance.limits.count - shown.count
    if hidden > 0 {
      let more = counted(hidden, "more subject") + " with more room"
      blocks.append(.item(StyledText("\(more) (`--verbose` lists them)", .faint), level: 0))
    }
    return blocks
  }

  private static func table(_ rooms: [LimitRoom]) -> TextTable {
    TextTable(
      columns: [
        .text("limit"), .text("subject"), .number("before"), .number("after"), .number("room"),
        .text("state"), .text("bound"),
      ],
      rows: rooms.map { room in
        let limit = room.report
        return [
          StyledText(limit.limit, .strong), StyledText(limit.subject),
          figure(limit.before, of: limit), figure(limit.after, of: limit),
          figure(room.after, of: limit), LimitSection.state(of: limit), StyledText(limit.text),
        ]
      }
    )
  }

  private static func figure(_ value: Ratio?, of limit: LimitReport) -> StyledText {
    StyledText(limit.figureText(value), value?.isNegative == true ? .bad : .plain)
  }
}

extension [LimitRoom] {
  /// Those that bear on the result, and of every other limit the subject with the least room.
  var telling: [LimitRoom] {
    var least: [String: Int] = [:]
    for (index, room) in enumerated() {
      guard let after = room.after else { continue }
      guard let known = least[room.report.limit], let other = self[known].after else {
        least[room.report.limit] = index
        continue
      }
      if after < other { least[room.report.limit] = index }
    }
    return enumerated().filter { index, room in
      room.report.isTelling || least[room.report.limit] == index
    }.map(\.element)
  }
}

extension LimitReport {
  /// `24.1%`, or a plain number for beta.
  func figureText(_ value: Ratio?) -> String {
    isPercent ? NumberText.percent(value) : NumberText.number(value)
  }
}

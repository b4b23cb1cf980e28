internal import Portfolio
internal import Quantities

/// Reads what persons did to catalysts.
enum ActReader {
  /// - Parameter last: the number of the last act that counts; nothing for all.
  static func acts(
    _ connection: Connection,
    upTo last: Int64? = nil,
    asOf: Instant
  ) throws -> [CatalystAct] {
    let rows = try Statement(
      connection,
      table: "catalyst_act",
      keyColumns: 1,
      """
      SELECT id, catalyst, member, kind, outcome, at, recorded, who, evidence, note
      FROM catalyst_act WHERE max(at, recorded) <= ?1 AND id <= ?2
      ORDER BY recorded, id
      """
    )
    try rows.bind(asOf.secondsSinceEpoch, at: 1)
    try rows.bind(last ?? .max, at: 2)
    var acts: [CatalystAct] = []
    while try rows.step() {
      acts.append(
        CatalystAct(
          catalyst: try rows.text(1),
          member: try rows.optionalText(2),
          kind: try kind(rows),
          at: try rows.instant(5),
          recorded: try rows.instant(6),
          who: try rows.text(7),
          evidence: try rows.text(8),
          note: try rows.text(9)
        )
      )
    }
    return acts
  }

  private static func kind(_ row: Statement) throws -> CatalystAct.Kind {
    switch try row.text(3) {
    case "rumour": return .rumour
    case "report": return .report
    case "corroborate": return .corroborate
    case "confirm": return .confirm
    case "deny": return .deny
    case "retract": return .retract
    case "outcome": return .outcome(try row.text(4))
    default: throw row.badRow("`kind` is not a known word")
    }
  }
}

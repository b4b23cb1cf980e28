internal import GRDB
public import Portfolio
internal import Quantities

extension PortfolioFile {
  /// Writes down what a person did to a catalyst; what is there is never changed.
  ///
  /// - Parameter path: the portfolio file.
  /// - Returns: false, with nothing written, when the last act on the catalyst says the same already: then a
  ///   command was given twice.
  /// - Throws: `PortfolioFileError`; `JournalRefusal` for an act that no file holds.
  public static func record(_ act: CatalystAct, in path: String) throws -> Bool {
    let (kind, outcome) = try words(act.kind)
    return try WriteTransaction.run(on: path) { database, _ in
      let last = try Row.fetchOne(
        database,
        sql: """
          SELECT kind, outcome, who, evidence, note, at FROM catalyst_act
          WHERE catalyst = ? AND member IS ? ORDER BY id DESC LIMIT 1
          """,
        arguments: [act.catalyst, act.member]
      )
      if let last, last[0] == kind, last[1] == outcome, last[2] == act.who,
        last[3] == act.evidence, last[4] == act.note,
        // Without a moment of its own an act means now, whenever the command is given again.
        act.at == act.recorded || last[5] == act.at.secondsSinceEpoch
      {
        return false
      }
      try database.execute(
        sql: """
          INSERT INTO catalyst_act
            (catalyst, member, kind, outcome, at, recorded, who, evidence, note)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          act.catalyst, act.member, kind, outcome, act.at.secondsSinceEpoch,
          act.recorded.secondsSinceEpoch, act.who, act.evidence, act.note,
        ]
      )
      return true
    }
  }

  private static func words(_ kind: CatalystAct.Kind) throws -> (kind: String, outcome: String?) {
    switch kind {
    case .rumour: return ("rumour", nil)
    case .report: return ("report", nil)
    case .corroborate: return ("corroborate", nil)
    case .confirm: return ("confirm", nil)
    case .deny: return ("deny", nil)
    case .retract: return ("retract", nil)
    case .outcome(let name): return ("outcome", name)
    case .state:
      throw JournalRefusal(
        "no portfolio file puts a catalyst in a state",
        help: "confirm it, deny it, retract it or give its outcome"
      )
    }
  }
}

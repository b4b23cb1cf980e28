internal import GRDB
internal import Portfolio

/// The rulebooks, rules and steps that the journal knows by now, after all that was renamed.
struct RecordedNames {
  let journal: JournalWriter

  /// Refuses a renaming that would find nothing, or run two histories into one.
  func check(_ former: JournalKey, _ present: JournalKey) throws {
    guard former.canBecome(present) else {
      throw JournalRefusal(
        "`\(former)` can't become `\(present)`",
        help: "rename a rulebook, a rule within its rulebook, or a step within its rule, such as "
          + "`house.scale_in.first house.scale_in.foothold`"
      )
    }
    let names = try names()
    guard names.contains(former.description) else {
      let near = nearestName(to: former.description, among: names).map { "did you mean `\($0)`?" }
      throw JournalRefusal(
        "the journal knows no `\(former)`",
        help: near ?? "look at its runs with `tranche journal \(journal.path)`"
      )
    }
    if names.contains(present.description) {
      throw JournalRefusal(
        "the journal knows a `\(present)` already",
        help: "two histories are never run into one: choose another name"
      )
    }
  }

  private func names() throws -> Set<String> {
    let rows = try Row.fetchAll(
      journal.database,
      sql: """
        SELECT r.rulebook, k.rule, k.step FROM run AS r LEFT JOIN (
          SELECT run, rule, '' AS step FROM rule_state
          UNION SELECT run, rule, step FROM run_step
          UNION SELECT run, rule, '' FROM run_trim
          UNION SELECT c.run, x.rule, x.step FROM change_cause AS x
            JOIN change AS c ON c.account = x.account AND c.id = x.change
        ) AS k ON k.run = r.id
        WHERE NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.undoes = r.id)
        """
    )
    var names: Set<String> = []
    for row in rows {
      let book: String = row[0] ?? ""
      names.insert(book)
      guard let rule: String = row[1] else { continue }
      let plain = rule.prefix { $0 != "[" }
      names.insert("\(book).\(plain)")
      if let step: String = row[2], !step.isEmpty { names.insert("\(book).\(plain).\(step)") }
    }
    return try renamed(names)
  }

  private func renamed(_ names: Set<String>) throws -> Set<String> {
    let renames = try Row.fetchAll(
      journal.database,
      sql: """
        SELECT former, present FROM renamed_key AS k
        WHERE NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.undoes = k.entry) ORDER BY entry
        """
    )
    var names = names
    for row in renames {
      let (former, present): (String, String) = (row[0] ?? "", row[1] ?? "")
      names = Set(
        names.map { name in
          name == former || name.hasPrefix(former + ".")
            ? present + name.dropFirst(former.count) : name
        }
      )
    }
    return names
  }
}

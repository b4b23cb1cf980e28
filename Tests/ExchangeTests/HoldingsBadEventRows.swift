/// Wrong rows of the files of corporate actions and dated events.
extension HoldingsBadRowTests {
  static let eventRows: [BadRow] = [
    BadRow(
      "corporate_actions.csv",
      "NVDA,2021-07-20,split,4,,",
      "corporate_actions.csv:3: units_before: the field is empty"
    ),
    BadRow(
      "corporate_actions.csv",
      "NVDA,2021-07-20,split,1.5,1,",
      "corporate_actions.csv:3: units_after: the units of a split are whole numbers from 1 to 1000000"
        + " | a split of 3 for 2 has 3 units after and 2 before"
    ),
    BadRow(
      "corporate_actions.csv",
      "NVDA,2021-07-20,split,2,2,",
      "corporate_actions.csv:3: units_before: as many units before as after: nothing is split"
    ),
    BadRow(
      "corporate_actions.csv",
      "NVDA,2021-07-20,split,2,1,NVD",
      "corporate_actions.csv:3: former_symbol: it has no meaning for a `split` | leave it empty"
    ),
    BadRow(
      "corporate_actions.csv",
      "NVDA,2021-07-20,symbol_change,,,",
      "corporate_actions.csv:3: former_symbol: the field is empty"
    ),
    BadRow(
      "corporate_actions.csv",
      "NVDA,2021-07-20,,2,1,",
      "corporate_actions.csv:3: kind: the field is empty"
    ),
    BadRow(
      "corporate_actions.csv",
      "NVDA,2024-06-10,split,4,1,",
      "corporate_actions.csv:3: a split of `NVDA` at 2024-06-10T00:00:00Z is already in row 2"
    ),
    BadRow(
      "calendar.csv",
      "NVDA,earnings,2025-11-19,,,",
      "calendar.csv:3: known_since: the field is empty"
    ),
    BadRow(
      "calendar.csv",
      "NVDA,earnings,2026-02-25,2025-11-20,beat,",
      "calendar.csv:3: outcome_known: the field is empty, and `outcome` is not"
        + " | say when the outcome could be known, so that no rule acts on it earlier"
    ),
    BadRow(
      "calendar.csv",
      "NVDA,earnings,2026-02-25,2025-11-20,,2026-02-26",
      "calendar.csv:3: outcome: the field is empty, and `outcome_known` is not"
    ),
    BadRow(
      "calendar.csv",
      "NVDA,earnings,2026-02-25,soon,,",
      "calendar.csv:3: known_since: `soon` is not a date | " + momentHelp
    ),
    BadRow(
      "calendar.csv",
      "NVDA,earnings,2025-11-19,2025-10-01,miss,2025-11-20",
      "calendar.csv:3: `earnings` of `NVDA` at 2025-11-19T00:00:00Z, known since "
        + "2025-10-02T00:00:00Z, is already in row 2"
    ),
  ]
}

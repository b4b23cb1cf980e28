public import Portfolio

/// What was read from holdings files: every good row, and a problem for every other one.
public struct HoldingsReading: Sendable {
  public var set: HoldingsSet
  /// In the order of files as `HoldingsText.fileNames` lists them, then of rows.
  public var problems: [HoldingsProblem]
}

/// Reads the canonical set of comma-separated holdings files; `docs/portfolio-file.md` describes
/// the columns.
public enum HoldingsText {
  /// The files of a set; each may be left out.
  public static let fileNames = [
    AccountsFile.name, InstrumentsFile.name, TagsFile.name, PositionsFile.name, LotsFile.name,
    CashFile.name, PricesFile.name, RatesFile.name, CorporateActionsFile.name, CalendarFile.name,
  ]

  /// Reads the contents of files by name.
  ///
  /// A row that is wrong is left out and named; the others are taken. A file whose header is wrong
  /// is left out whole. The order of rows makes no difference, but for which of two rows with one
  /// key is called the second.
  ///
  /// - Parameters:
  ///   - files: bytes by file name; names that are no part of a set are problems.
  ///   - knownAccounts: accounts that rows may name besides those of `accounts.csv`.
  ///   - knownSymbols: instruments that rows may name besides those of `instruments.csv`.
  public static func read(
    _ files: [String: [UInt8]],
    knownAccounts: [String] = [],
    knownSymbols: [String] = []
  ) -> HoldingsReading {
    var context = HoldingsContext(
      accounts: Set(knownAccounts),
      symbols: Set(knownSymbols)
    )
    var set = HoldingsSet()
    set.accounts = context.rows(of: AccountsFile.self, in: files)
    set.instruments = context.rows(of: InstrumentsFile.self, in: files)
    context.learn(from: set)
    set.tags = context.rows(of: TagsFile.self, in: files)
    set.positions = context.rows(of: PositionsFile.self, in: files)
    set.lots = context.rows(of: LotsFile.self, in: files)
      .map { context.lotsThatSum($0, positions: set.positions) }
    set.cash = context.rows(of: CashFile.self, in: files)
    set.prices = context.rows(of: PricesFile.self, in: files)
    let rates = context.rows(of: RatesFile.self, in: files)
      .map { context.ratesToOneNumeraire($0) }
    set.rates = rates?.rows
    set.numeraire = rates?.numeraire
    set.corporateActions = context.rows(of: CorporateActionsFile.self, in: files)
    set.calendar = context.rows(of: CalendarFile.self, in: files)
    for name in files.keys.sorted() where !fileNames.contains(name) {
      context.problems.append(strangeFile(name))
    }
    return HoldingsReading(set: set, problems: ordered(context.problems))
  }

  private static func strangeFile(_ name: String) -> HoldingsProblem {
    let near = nearestName(to: name, among: fileNames)
    let list = "the files of a set are \(fileNames.map { "`\($0)`" }.joined(separator: ", "))"
    return HoldingsProblem(
      file: name,
      message: "the file is no part of a holdings set",
      help: near.map { "did you mean `\($0)`? \(list)" } ?? list
    )
  }

  private static func ordered(_ problems: [HoldingsProblem]) -> [HoldingsProblem] {
    func place(_ problem: HoldingsProblem) -> (Int, Int) {
      (fileNames.firstIndex(of: problem.file) ?? fileNames.count, problem.row ?? 0)
    }
    return problems.enumerated().sorted { left, right in
      (place(left.element), left.offset) < (place(right.element), right.offset)
    }
    .map(\.element)
  }
}

private func < (left: ((Int, Int), Int), right: ((Int, Int), Int)) -> Bool {
  left.0 != right.0 ? left.0 < right.0 : left.1 < right.1
}

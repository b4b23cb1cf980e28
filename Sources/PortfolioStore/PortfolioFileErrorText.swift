extension PortfolioFileError: CustomStringConvertible {
  /// What is wrong, in one line without a full stop.
  public var message: String {
    switch self {
    case .noSuchFile(let path): "there is no file `\(path)`"
    case .isFolder(let path): "`\(path)` is a folder, not a portfolio file"
    case .noPermission(let path): "`\(path)` may not be read or written by this user"
    case .alreadyExists(let path): "`\(path)` already exists"
    case .noFolder(let path): "`\(path)` can't be made because its folder does not exist"
    case .empty(let path): "`\(path)` is empty"
    case .notADatabase(let path): "`\(path)` is not a portfolio file: it is no SQLite database"
    case .anotherProgram(let path, let application):
      "`\(path)` belongs to another program"
        + (application == 0 ? "" : " (application id \(application))")
    case .newerSchema(let path, let found, let supported):
      "`\(path)` has schema version \(found), and this tranche reads up to \(supported)"
    case .interruptedWrite(let path):
      "`\(path)` was being written when that program was interrupted: `\(path)-journal` holds what "
        + "must be undone first"
    case .writeAheadLog(let path): "`\(path)` is in write-ahead-log mode"
    case .truncated(let path, let expected, let found):
      "`\(path)` is cut short: it has \(found) of \(expected) bytes"
    case .damaged(let path, let detail): "`\(path)` is damaged: \(detail)"
    case .locked(let path): "`\(path)` is locked by another process"
    case .badRow(let path, let table, let row, let problem):
      "`\(path)` is damaged: table `\(table)`, row \(row): \(problem)"
    case .notSupported(let path, let what): "`\(path)` can't be read yet: \(what)"
    case .unknownAccount(let name, _, _): "there is no account `\(name)`"
    case .refusedRow(let path, let table, let row, let problem):
      "nothing was written to `\(path)`: table `\(table)`, row \(row): \(problem)"
    case .changedMeanwhile(let path):
      "nothing was written to `\(path)`: another process changed it meanwhile"
    case .diskFull(let path, let detail): "nothing was written to `\(path)`: \(detail)"
    case .otherNumeraire(let path, let inFile, let inSet):
      "nothing was written to `\(path)`: its rates are in \(inFile), and the new ones are in "
        + inSet
    case .readingOrWritingFailed(let path, let detail):
      "reading or writing `\(path)` failed: \(detail)"
    }
  }

  /// What to do next, in one line without a full stop.
  public var help: String {
    switch self {
    case .noSuchFile(let path):
      "check the path, or make a portfolio with `tranche portfolio new \(path)`"
    case .isFolder: "name the `.sqlite` file inside it"
    case .noPermission: "change the permissions of the file and of its folder, or copy it"
    case .alreadyExists: "choose another name, or remove the file first"
    case .noFolder: "make the folder first"
    case .empty: "remove it, then make a portfolio with `tranche portfolio new`"
    case .notADatabase, .anotherProgram:
      "name a file made by `tranche portfolio new` or `tranche portfolio import`"
    case .newerSchema: "install a newer tranche; older ones never change a newer file"
    case .interruptedWrite(let path):
      "keep both files together, and open `\(path)` once as a user who may write it and its folder: "
        + "that restores the last complete state"
    case .writeAheadLog(let path):
      "run `sqlite3 \(path) 'PRAGMA journal_mode = DELETE'` once, so that reading leaves no file "
        + "beside it"
    case .truncated, .damaged, .badRow:
      "restore a backup, or import the holdings into a new file with `tranche portfolio import`"
    case .notSupported: "use a version of tranche that supports it"
    case .locked:
      "it was in use for more than \(Int(Opening.usualPatience)) seconds: wait until the other program "
        + "is done, then try again"
    case .unknownAccount(_, let nearest, let known):
      PortfolioFileError.accountHelp(nearest: nearest, known: known)
    case .changedMeanwhile: "look at what changed with `tranche journal`, then evaluate again"
    case .refusedRow: "correct that row and import again"
    case .diskFull: "make room on the disk, then try again; what the file held is still in it"
    case .otherNumeraire: "quote the new rates in the file's currency, or import into a new file"
    case .readingOrWritingFailed: "check the disk and the permissions of the file and its folder"
    }
  }

  public var description: String { message }

  private static func accountHelp(nearest: String?, known: [String]) -> String {
    if known.isEmpty { return "the file has no accounts yet" }
    // As many as a line has room for: a book may have a hundred thousand.
    let most = known.count > 5 ? 4 : 5
    let shown = known.prefix(most).map { "`\($0)`" }.joined(separator: ", ")
    let more = known.count > most ? " and \(known.count - most) more" : ""
    let list = "the accounts are \(shown)\(more)"
    return nearest.map { "did you mean `\($0)`? \(list)" } ?? list
  }
}

internal import RuleSyntax

extension Check {
  static let noHeader = Check(
    code: "no-header",
    finds: "a rulebook none of whose files begins with `language 1 rulebook NAME`",
    matters: "the header names the rulebook in every proposal and pins what its words mean",
    example: """
      // this file begins without a header
      rule look { review NVDA }
      """,
    instead: """
      language 1
      rulebook steady "Steady exposure"
      rule look { review NVDA }
      """
  )

  static let twoHeaders = Check(
    code: "two-headers",
    finds: "a second header in the files of one rulebook",
    matters: """
      a rulebook has one name; a file that is `use`d belongs to the one that uses it, and all files of \
      a folder belong together when the folder is named. While there are several headers, what two \
      of the files say differently is not reported: most likely they are rulebooks of their own
      """,
    example: """
      language 1
      rulebook steady
      // next file
      language 1
      rulebook other
      """,
    instead: """
      language 1
      rulebook steady
      """
  )
}

extension Diagnostic {
  static func noHeader(at span: Span) -> Diagnostic {
    Diagnostic(
      code: "no-header",
      span: span,
      message: "no file of this rulebook has a header",
      help: "begin one file with `language 1` and `rulebook NAME`"
    )
  }

  /// One finding however many files have a header.
  ///
  /// - Parameters:
  ///   - files: the paths of all files with a header.
  ///   - areUsed: whether another file names one of them in a `use`; otherwise a folder was named.
  static func twoHeaders(
    at span: Span,
    first: Span,
    files: [String],
    areUsed: Bool
  ) -> Diagnostic {
    Diagnostic(
      code: "two-headers",
      span: span,
      message: files.count == 2
        ? "the rulebook has a second header" : "the rulebook has \(files.count) headers",
      help: help(files, areUsed: areUsed),
      notes: [Note(span: first, message: "the first one is here")]
    )
  }

  /// What to do: a `use` that is too much, or a folder that is not one rulebook.
  private static func help(_ files: [String], areUsed: Bool) -> String {
    if areUsed { return "keep one; a file that is named in a `use` has none" }
    let folders = Set(
      files.map { file in file.lastIndex(of: "/").map { String(file[...$0]) } ?? "" }
    )
    let help = "a folder is one rulebook: keep one header, or name the files instead"
    // What a shell would read otherwise is not shown as a command.
    guard folders.allSatisfy({ $0.utf8.allSatisfy { plain.contains($0) } }) else { return help }
    let patterns = folders.sorted().map { $0 + "*.tranche" }.joined(separator: " ")
    return help + ": `tranche check \(patterns)`"
  }

  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./".utf8
  )
}

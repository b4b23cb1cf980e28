internal import RuleSyntax

extension Check {
  static let useOutsideFolder = Check(
    code: "use-outside-folder",
    finds: "a `use` of a file that is not a rules file inside the rulebook's own folder",
    matters: "a rulebook that reaches outside its folder can't be moved or reviewed as a whole",
    example: """
      use "../shared/house-limits.tranche"
      """,
    instead: """
      use "house-limits.tranche"
      """
  )
}

extension Diagnostic {
  static func useOutsideFolder(_ file: UsedFile, problem: String) -> Diagnostic {
    Diagnostic(
      code: "use-outside-folder",
      span: file.span,
      message: "`\(file.path)` can't be used: \(problem)",
      help: "name a `.tranche` file beside this one or in a folder below it"
    )
  }
}

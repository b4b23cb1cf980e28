internal import RuleSyntax

extension Check {
  static let useCycle = Check(
    code: "use-cycle",
    finds: "files that `use` each other in a circle, or a file that uses itself",
    matters: """
      every file is read once, so nothing goes wrong today; but who depends on whom can't be said, and \
      none of the files can be taken over by another rulebook by itself
      """,
    example: """
      language 1
      rulebook steady
      use "1.tranche"
      // next file
      use "0.tranche"
      """,
    instead: """
      language 1
      rulebook steady
      use "1.tranche"
      // next file
      limit single weight of each instrument <= 10%
      """,
    run: { draft in draft.useCycles }
  )
}

extension Draft {
  fileprivate var useCycles: [Diagnostic] {
    let places = Dictionary(
      trees.enumerated().map { (normalized($0.element.file.path), $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    let uses = trees.map { tree in
      RulebookChecker.usedFiles(in: tree).compactMap { used -> (target: Int, span: Span)? in
        guard used.problem == nil else { return nil }
        let folder = tree.file.path.split(separator: "/", omittingEmptySubsequences: false)
          .dropLast()
        let path = (folder + [Substring(used.path)]).joined(separator: "/")
        return places[normalized(path)].map { ($0, used.span) }
      }
    }
    guard uses.contains(where: { !$0.isEmpty }) else { return [] }
    return DependencyOrder(uses.map { $0.map(\.target) }).cycles.compactMap { cycle in
      guard let first = cycle.first, let last = cycle.last else { return nil }
      let next = cycle.count > 1 ? cycle[1] : first
      let back = uses[last].first { $0.target == first }
      guard let use = uses[first].first(where: { $0.target == next }) else { return nil }
      return .useCycle(cycle.map { trees[$0].file.path }, at: use.span, back: back?.span)
    }
  }

  /// The path without parts that say nothing.
  private func normalized(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: true).filter { $0 != "." }
      .joined(separator: "/")
  }
}

extension Diagnostic {
  /// - Parameter files: paths in the order in which each uses the next, not empty.
  static func useCycle(_ files: [String], at span: Span, back: Span?) -> Diagnostic {
    let names = files.prefix(8).map { "`\($0)`" }
    let path = (names + (files.count > 8 ? ["…"] : []) + names.prefix(1)).joined(separator: " → ")
    var notes: [Note] = []
    if let back, back != span { notes = [Note(span: back, message: "the circle closes here")] }
    return Diagnostic(
      code: "use-cycle",
      span: span,
      message: files.count == 1
        ? "\(names.first ?? "this file") uses itself" : "these files use each other: \(path)",
      help: "put what they share into a file of its own",
      notes: notes
    )
  }
}

import RuleSyntax

/// The rulebooks that a user's paths stand for.
enum RulebookSelection {
  /// Each path's files, read and parsed. A path whose file another path uses is no rulebook of its
  /// own: it is checked where it belongs.
  static func read(_ paths: [String]) throws -> [RulebookFiles] {
    let read = try paths.map { try RulebookFiles($0) }
    return read.enumerated().filter { place, files in
      !read.enumerated().contains { other, others in
        other != place && others.holds(files) && (!files.holds(others) || other < place)
      }
    }.map(\.element)
  }
}

extension RulebookFiles {
  /// Whether all files of `other` are among these.
  fileprivate func holds(_ other: RulebookFiles) -> Bool {
    other.resolvedPaths.allSatisfy { resolvedPaths.contains($0) }
  }
}

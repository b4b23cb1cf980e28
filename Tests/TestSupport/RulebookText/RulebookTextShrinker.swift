extension RulebookText {
  /// The smallest rulebook found, by leaving out one thing after another, that `fails` still: files,
  /// declarations, entries, and then stretches of tokens.
  public func shrunk(while fails: (RulebookText) -> Bool) -> RulebookText {
    var best = self
    var attempts = 0
    var hasShrunk = true
    while hasShrunk {
      hasShrunk = false
      for candidate in best.smaller {
        attempts += 1
        if attempts > 3000 { return best }
        guard fails(candidate) else { continue }
        best = candidate
        hasShrunk = true
        break
      }
    }
    return best
  }

  /// Everything that one step leaves, the smallest first.
  private var smaller: [RulebookText] {
    withoutFiles + withoutDeclarations + withoutEntries + withoutTokens
  }

  private func changed(_ change: (inout RulebookText) -> Void) -> RulebookText {
    var copy = self
    change(&copy)
    return copy
  }

  private var withoutFiles: [RulebookText] {
    files.count < 2 ? [] : files.indices.map { index in changed { $0.files.remove(at: index) } }
  }

  private var withoutDeclarations: [RulebookText] {
    files.indices.flatMap { file in
      files[file].declarations.indices.map { index in
        changed { $0.files[file].declarations.remove(at: index) }
      }
    }
  }

  private var withoutEntries: [RulebookText] {
    files.indices.flatMap { file in
      files[file].declarations.indices.flatMap { declaration in
        (files[file].declarations[declaration].entries ?? []).indices.map { entry in
          changed { $0.files[file].declarations[declaration].entries?.remove(at: entry) }
        }
      }
    }
  }

  private var withoutTokens: [RulebookText] {
    files.indices.flatMap { file -> [RulebookText] in
      let header = RulebookText.without(files[file].header).map { tokens in
        changed { $0.files[file].header = tokens }
      }
      return header
        + files[file].declarations.indices.flatMap { index -> [RulebookText] in
          let declaration = files[file].declarations[index]
          let heads = RulebookText.without(declaration.head).map { tokens in
            changed { $0.files[file].declarations[index].head = tokens }
          }
          let entries = (declaration.entries ?? []).enumerated().flatMap { place, entry in
            RulebookText.without(entry).map { tokens in
              changed { $0.files[file].declarations[index].entries?[place] = tokens }
            }
          }
          return heads + entries
        }
    }
  }

  /// The tokens without a stretch of 8, 4, 2 or 1 behind the first.
  private static func without(_ tokens: [String]) -> [[String]] {
    [8, 4, 2, 1].flatMap { length in
      guard tokens.count > length else { return [[String]]() }
      return (1...(tokens.count - length)).map { start in
        Array(tokens[..<start] + tokens[(start + length)...])
      }
    }
  }
}

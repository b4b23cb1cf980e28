internal import RuleSyntax

/// How declarations are called in sentences: by their titles, where those name them without doubt.
struct ReadingNames {
  /// By index: `"Rust for Linux"`, or `the topic kernel_rust`.
  let topics: [String]
  /// `the event "Official GCC support"`, or `the event gcc_support`.
  let events: [String]
  /// `the basket "Chip makers"`, or `the basket chips`.
  let baskets: [String]
  /// The condition or value `thesis`.
  let lets: [String]
  /// Symbols that any rule hedges with, ascending.
  let hedgeInstruments: [String]

  init(_ rulebook: CheckedRulebook) {
    topics = Self.called(rulebook.topics.map { ($0.name, $0.title) }) { name, title in
      title ?? "the topic \(name)"
    }
    events = Self.called(rulebook.catalysts.map { ($0.name, $0.title) }) { name, title in
      "the event \(title ?? name)"
    }
    baskets = Self.called(rulebook.baskets.map { ($0.name, $0.title) }) { name, title in
      "the basket \(title ?? name)"
    }
    lets = rulebook.lets.map { binding in
      binding.value.type == .boolean
        ? "the condition \(binding.name)" : "the value \(binding.name)"
    }
    var symbols: Set<String> = []
    for rule in rulebook.rules {
      if case .hedge(let hedge) = rule.action { symbols.insert(hedge.instrument) }
    }
    hedgeInstruments = symbols.sorted()
  }

  /// Calls each declaration by its title in quotes; one that shares its title with another is
  /// called by both title and name, one without a title by its name.
  private static func called(
    _ declarations: [(name: String, title: String?)],
    _ phrase: (String, String?) -> String
  ) -> [String] {
    var counts: [String: Int] = [:]
    for declaration in declarations { counts[declaration.title ?? "", default: 0] += 1 }
    return declarations.map { name, title in
      guard let title, isShown(title) else { return phrase(name, nil) }
      let quoted = "\"\(title)\""
      return phrase(name, counts[title] == 1 ? quoted : "\(quoted) (\(name))")
    }
  }

  /// `title`, when a reader would see anything of it.
  func shownTitle(_ title: String?) -> String? {
    title.flatMap { Self.isShown($0) ? $0 : nil }
  }

  private static func isShown(_ title: String) -> Bool {
    title.unicodeScalars.contains {
      !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint
    }
  }

  /// `Tranche into the beneficiaries (scale_in)` for a heading.
  func heading(_ name: String, _ title: String?) -> String {
    guard let title = shownTitle(title) else { return name }
    return "\(title) (\(name))"
  }
}

/// `A`, `A and B`, `A, B and C`.
func listed(_ parts: [String], _ word: String = "and") -> String {
  guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
  return "\(parts.dropLast().joined(separator: ", ")) \(word) \(last)"
}

/// `text` with a capital at its beginning.
func capitalized(_ text: String) -> String {
  guard let first = text.unicodeScalars.first, first.isASCII else { return text }
  return first.properties.uppercaseMapping + String(text.dropFirst())
}

/// Texts of the rulebook, each in quotes.
func quoted(_ texts: [String], _ word: String = "and") -> String {
  listed(texts.map { "\"\($0)\"" }, word)
}

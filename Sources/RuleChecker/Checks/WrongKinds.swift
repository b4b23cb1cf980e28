internal import RuleSyntax

extension Check {
  static let wrongKind = Check(
    code: "wrong-kind",
    finds: "a name or a set where something of another kind is wanted",
    matters: "a topic, a basket, a catalyst and a rule each answer other questions",
    example: """
      topic kernel_rust { mentions "Rust for Linux" }
      rule look { when kernel_rust is confirmed review NVDA }
      """,
    instead: """
      topic kernel_rust { mentions "Rust for Linux" }
      rule look { when sentiment(kernel_rust, over: 7d) > 0.2 review NVDA }
      """
  )
}

extension Diagnostic {
  private static func wrongKind(
    _ message: String,
    at span: Span,
    help: String,
    notes: [Note] = []
  ) -> Diagnostic {
    Diagnostic(code: "wrong-kind", span: span, message: message, help: help, notes: notes)
  }

  static func wrongKind(
    _ name: String,
    _ entry: NameTable.Entry,
    at span: Span,
    wanted: String
  ) -> Diagnostic {
    let help =
      switch entry.kind {
      case .topic where wanted == "a set of instruments":
        "declare a basket of the topic's instruments, with their weights"
      case .topic: "ask about its news: `sentiment(\(name), over: 30d)`"
      case .catalyst: "ask for its state: `\(name) is confirmed`"
      case .basket:
        "a basket stands where instruments do: `weight(\(name))`, `for each x in \(name)`"
      case .let: "a `let` stands where a value does"
      case .rule: "a rule is named only in tests"
      }
    return wrongKind(
      "`\(name)` is \(entry.kind.described), not \(wanted)",
      at: span,
      help: help,
      notes: [Note(span: entry.span, message: "`\(name)` is declared here")]
    )
  }

  static func setWanted(at span: Span) -> Diagnostic {
    wrongKind(
      "this is not a set of instruments",
      at: span,
      help: "name a symbol, a basket, `tag DIMENSION:VALUE` or `all`"
    )
  }

  static func oneInstrumentWanted(_ reader: String, at span: Span) -> Diagnostic {
    wrongKind(
      "`\(reader)` is about one instrument",
      at: span,
      help: "name a symbol, or make the rule `for each x in …` and write `\(reader)(x)`"
    )
  }

  static func newsSubjectWanted(_ function: FunctionDescriptor, at span: Span) -> Diagnostic {
    wrongKind(
      "`\(function.name)` is about a topic or one instrument",
      at: span,
      help: "name a topic or a symbol, or make the rule `for each x in …`"
    )
  }

  static func catalystWanted(at span: Span) -> Diagnostic {
    wrongKind(
      "this is not a catalyst",
      at: span,
      help: "name a catalyst, or one of an instrument, as in `earnings(NVDA)`"
    )
  }

  static func functionWithoutArguments(
    _ function: FunctionDescriptor,
    at span: Span
  ) -> Diagnostic {
    wrongKind(
      "`\(function.name)` needs \(function.subject.rawValue)",
      at: span,
      help:
        "write `\(function.form.isNews ? "\(function.name)(…, over: 30d)" : "\(function.name)(…)")`"
    )
  }

  /// `nav` where the name of something declared is wanted, as in `weight(nav)`.
  static func figureIsNo(
    _ function: FunctionDescriptor,
    at span: Span,
    wanted: String
  ) -> Diagnostic {
    let article = "aeiou".contains(wanted.prefix(1)) ? "an" : "a"
    return wrongKind(
      "`\(function.name)` is a figure, not \(article) \(wanted)",
      at: span,
      help: function.subject == .nothing
        ? "compare it with something: `\(function.name) > …`"
        : "ask it of something and compare: `\(function.name)(…) > …`"
    )
  }

  static func functionTakesNothing(_ name: String, at span: Span) -> Diagnostic {
    wrongKind(
      "`\(name)` is about the whole account and takes nothing",
      at: span,
      help: "write `\(name)` alone"
    )
  }

  static func noStep(_ word: String, at span: Span) -> Diagnostic {
    wrongKind(
      "`is at least` compares steps, and `\(word)` is none",
      at: span,
      help: "write `is \(word)`"
    )
  }
}

extension FunctionDescriptor.Form {
  fileprivate var isNews: Bool {
    if case .news = self { return true }
    return false
  }
}

internal import RuleSyntax

extension SyntaxPages {
  /// Pages of what does not follow the grammar.
  static let ofGrammar: [CheckPage] = [
    page(
      .chainedComparison,
      finds: "comparisons that follow one another, as in `1 < x < 2`",
      matters: "a comparison gives true or false, which has no order; say both bounds",
      example: """
        rule look { when 2% < weight(NVDA) < 5% review NVDA }
        """,
      instead: """
        rule look { when 2% < weight(NVDA) and weight(NVDA) < 5% review NVDA }
        """
    ),
    page(
      .deepNesting,
      finds: "parentheses or operators inside each other beyond 256 levels",
      matters: "nobody can read them; give parts a name with `let`",
      example: """
        let deep = \(String(repeating: "(", count: 300))gross
        rule look { when deep > 90% review NVDA }
        """,
      instead: """
        let deep = (gross)
        rule look { when deep > 90% review NVDA }
        """
    ),
    page(
      .misplacedHeader,
      finds: "a `language` line that is not the first of its file",
      matters: """
        the header says in which language and for which rulebook everything below it is written
        """,
      example: """
        language 1
        rulebook steady
        rule look { when gross > 90% review NVDA }
        language 1
        rulebook other
        """,
      instead: """
        language 1
        rulebook steady
        rule look { when gross > 90% review NVDA }
        """
    ),
    page(
      .misplacedPredicate,
      finds: "`is` or `changed` after something that is not the name of a catalyst",
      matters: "only a catalyst has states; a figure is compared with `=`, `<` and their like",
      example: """
        rule look { when (gross) is confirmed review NVDA }
        """,
      instead: """
        catalyst launch { official "example.com" }
        rule look { when launch is confirmed review NVDA }
        """
    ),
    page(
      .mixedQuantifier,
      finds: "a state that is asked of a list which holds more than names of catalysts",
      matters: """
        one question behind the parentheses is asked of each name; a condition has its answer \
        already
        """,
      example: """
        catalyst launch { official "example.com" }
        rule look { when any of (launch, gross > 90%) is confirmed review NVDA }
        """,
      instead: """
        catalyst launch { official "example.com" }
        rule look { when any of (launch is confirmed, gross > 90%) review NVDA }
        """
    ),
    page(
      .unexpectedText,
      finds: "something other than what the grammar asks for at this place",
      matters: """
        the message names what may stand there; reading goes on at the next clause, so that \
        other mistakes are found in the same run
        """,
      example: """
        rule look { when gross > review NVDA }
        """,
      instead: """
        rule look { when gross > 90% review NVDA }
        """
    ),
  ]
}

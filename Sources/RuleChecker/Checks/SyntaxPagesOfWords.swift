internal import RuleSyntax

extension SyntaxPages {
  /// Pages of what can be wrong with words and names.
  static let ofWords: [CheckPage] = [
    page(
      .malformedName,
      finds: """
        a name that is not spelled in small letters, digits and `_`, or a symbol with other \
        signs outside quotes
        """,
      matters: """
        `rust-for-linux` would be a subtraction; one spelling keeps names apart from symbols
        """,
      example: """
        topic rust-for-linux { mentions "Rust" }
        rule look { when impact(rust_for_linux, over: 7d) > 0.2 review NVDA }
        """,
      instead: """
        topic rust_for_linux { mentions "Rust" }
        rule look { when impact(rust_for_linux, over: 7d) > 0.2 review NVDA }
        """
    ),
    page(
      .malformedWord,
      finds: """
        a word that mixes small letters and capitals, and so is neither a name nor a symbol
        """,
      matters: """
        names are small and symbols are capitals, so that `gross` and `GROSS` can never be \
        mistaken for each other
        """,
      example: """
        rule look { when weight(Nvda) > 5% review NVDA }
        """,
      instead: """
        rule look { when weight(NVDA) > 5% review NVDA }
        """
    ),
    page(
      .reservedName,
      finds: "a word of the language used as a name",
      matters: "a rule called `hold` could not be told from the action of that name",
      example: """
        rule hold { when gross > 90% review NVDA }
        """,
      instead: """
        rule hold_back { when gross > 90% review NVDA }
        """
    ),
    page(
      .unknownLanguage,
      finds: "a version of the language that this program does not read",
      matters: """
        the number pins what the words mean; a newer rulebook may mean something else by the \
        same text
        """,
      example: """
        language 2
        rulebook steady
        rule look { when gross > 90% review NVDA }
        """,
      instead: """
        language 1
        rulebook steady
        rule look { when gross > 90% review NVDA }
        """
    ),
    page(
      .unknownWord,
      finds: """
        a word that begins nothing in its block, mostly a misspelt clause, setting or declaration
        """,
      matters: """
        it is read as the word that was probably meant, so that the rest is still checked, and \
        nothing is left out quietly
        """,
      example: """
        rule look { whem gross > 90% review NVDA }
        """,
      instead: """
        rule look { when gross > 90% review NVDA }
        """
    ),
  ]
}

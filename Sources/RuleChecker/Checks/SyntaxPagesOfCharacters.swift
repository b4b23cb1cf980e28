internal import RuleSyntax

extension SyntaxPages {
  /// Pages of what can be wrong with single characters and with a file as a whole.
  static let ofCharacters: [CheckPage] = [
    page(
      .controlCharacter,
      finds: "a control character other than a tab or a line end",
      matters: """
        it shows nothing, so two readers can see two texts; most come from copying out of a \
        terminal
        """,
      example: """
        rule look { when gross >\u{1} 90% review NVDA }
        """,
      instead: """
        rule look { when gross > 90% review NVDA }
        """
    ),
    page(
      .foreignComment,
      finds: "a comment that does not begin with `//`",
      matters: """
        comments of other languages are not skipped here, so what was meant as a remark would be \
        read as a rule
        """,
      example: """
        rule look { when gross > 90% review NVDA }  # a safety rule
        """,
      instead: """
        rule look { when gross > 90% review NVDA }  // a safety rule
        """
    ),
    page(
      .foreignOperator,
      finds: "an operator of another language, such as `==`, `&&` or `!`",
      matters: """
        the language has one spelling for each operator: `=`, `!=`, `and`, `or`, `not`
        """,
      example: """
        rule look { when gross > 90% && net > 80% review NVDA }
        """,
      instead: """
        rule look { when gross > 90% and net > 80% review NVDA }
        """
    ),
    page(
      .foreignQuotes,
      finds: "text in quotes other than the double ones",
      matters: """
        word processors put curly quotes in by themselves; only straight double quotes hold text \
        here
        """,
      example: """
        rule look { when gross > 90% review NVDA because 'too much' }
        """,
      instead: """
        rule look { when gross > 90% review NVDA because "too much" }
        """
    ),
    page(
      .hiddenCharacter,
      finds: """
        a character that shows nothing, or that changes how its line is shown, even in a comment
        """,
      matters: "a reviewer would approve another text than the program reads",
      example: """
        rule look { when gross > 90%\u{200B} review NVDA }
        """,
      instead: """
        rule look { when gross > 90% review NVDA }
        """
    ),
    page(
      .malformedText,
      finds: "bytes that are not UTF-8",
      matters: """
        what they stand for depends on the program that shows them; save the file as UTF-8
        """,
      example: """
        // bytes of another encoding, such as Latin-1, where an accented letter should be
        """,
      instead: """
        rule look { when gross > 90% review NVDA }
        """
    ),
    page(
      .notText,
      finds: "a file that is not text",
      matters: """
        a picture, an archive or a database that ends in `.tranche` holds no rules; nothing in \
        it is described
        """,
      example: """
        // a file that holds a zero byte
        """,
      instead: """
        rule look { when gross > 90% review NVDA }
        """
    ),
    page(
      .strayBrace,
      finds: "a `}` that closes nothing",
      matters: """
        it is left over from an edit, or the `{` that it belongs to was closed too early
        """,
      example: """
        rule look { when gross > 90% review NVDA }
        }
        """,
      instead: """
        rule look { when gross > 90% review NVDA }
        """
    ),
    page(
      .tooManyMistakes,
      finds: "more than 1,000 mistakes, of which the rest is not described",
      matters: "so many mostly follow from a few early ones: mend the first and check again",
      example: """
        // more than 1,000 mistakes in one file
        """,
      instead: """
        rule look { when gross > 90% review NVDA }
        """
    ),
    page(
      .unclosedBrace,
      finds: "a `{` without its `}`",
      matters: """
        a declaration at the margin ends every block before it, so that one forgotten brace is \
        one mistake and not one for each line below
        """,
      example: """
        rule look {
          when gross > 90%
          review NVDA
        rule other { review AMD }
        """,
      instead: """
        rule look {
          when gross > 90%
          review NVDA
        }
        rule other { review AMD }
        """
    ),
    page(
      .unclosedParenthesis,
      finds: "a `(` without its `)`",
      matters: """
        where the group should end decides what the condition says, so it is not guessed
        """,
      example: """
        rule look { when (gross > 90% or net > 80% review NVDA }
        """,
      instead: """
        rule look { when (gross > 90% or net > 80%) review NVDA }
        """
    ),
    page(
      .unclosedString,
      finds: "a string without its closing quote on the same line",
      matters: """
        text ends with its line, so that a forgotten quote does not swallow the rules below it
        """,
      example: """
        rule look {
          when gross > 90% review NVDA
          because "too much
        }
        """,
      instead: """
        rule look {
          when gross > 90% review NVDA
          because "too much"
        }
        """
    ),
    page(
      .unknownCharacter,
      finds: "a character that begins nothing in the language",
      matters: """
        outside text and comments only words, numbers and a few signs have a meaning; money is \
        written with its currency behind it
        """,
      example: """
        rule look { when cash > $500 review NVDA }
        """,
      instead: """
        rule look { when cash > 500 USD review NVDA }
        """
    ),
  ]
}

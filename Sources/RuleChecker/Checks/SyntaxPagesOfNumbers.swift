internal import RuleSyntax

extension SyntaxPages {
  /// Pages of what can be wrong with numbers, units and dates.
  static let ofNumbers: [CheckPage] = [
    page(
      .detachedUnit,
      finds: "a blank between a number and its unit, as in `30 d`",
      matters: "a unit is part of its number; a word that stands by itself is something else",
      example: """
        rule look { when impact(NVDA, over: 30 d) > 0.2 review NVDA }
        """,
      instead: """
        rule look { when impact(NVDA, over: 30d) > 0.2 review NVDA }
        """
    ),
    page(
      .impossibleDate,
      finds: "a date that is in no calendar, as in `2025-02-30`",
      matters: "moving it to a neighbouring day would be a guess about money",
      example: """
        catalyst launch { official "example.com" expected on 2025-02-30 }
        rule look { when launch is confirmed review NVDA }
        """,
      instead: """
        catalyst launch { official "example.com" expected on 2025-02-28 }
        rule look { when launch is confirmed review NVDA }
        """
    ),
    page(
      .malformedDate,
      finds: """
        a date or a time that is not spelled as in `2025-12-20` or `2025-12-20T14:00Z`
        """,
      matters: """
        `1/5/2025` is January in one country and May in another, and a time without its zone is \
        any of 24 hours
        """,
      example: """
        catalyst launch { official "example.com" expected on 2025-1-5 }
        rule look { when launch is confirmed review NVDA }
        """,
      instead: """
        catalyst launch { official "example.com" expected on 2025-01-05 }
        rule look { when launch is confirmed review NVDA }
        """
    ),
    page(
      .malformedNumber,
      finds: """
        a number with a mistake in its spelling, such as a comma, an exponent or a point without \
        a digit behind it
        """,
      matters: """
        `1,5` is one and a half in one country and two numbers in another; digits may be grouped \
        with `_`
        """,
      example: """
        rule look { when cash > 1.5.2 USD review NVDA }
        """,
      instead: """
        rule look { when cash > 1.52 USD review NVDA }
        """
    ),
    page(
      .tooManyDecimals,
      finds: """
        a number with more decimals than are kept: 4 for percentages and basis points, 8 for \
        others
        """,
      matters: """
        numbers are exact; one that had to be rounded would not be the one that was written
        """,
      example: """
        rule look { when gross > 90.12345% review NVDA }
        """,
      instead: """
        rule look { when gross > 90.1234% review NVDA }
        """
    ),
    page(
      .unknownUnit,
      finds: "a number joined to letters that are no unit, such as `6m` or `1y`",
      matters: """
        months and years differ in length, and `m` may be minutes: write `min`, `h`, `d`, `w` or \
        `bd`
        """,
      example: """
        rule look { when impact(NVDA, over: 6m) > 0.2 review NVDA }
        """,
      instead: """
        rule look { when impact(NVDA, over: 180d) > 0.2 review NVDA }
        """
    ),
  ]
}

/// The words that the document uses in a sense of their own; only those that occur.
extension RulebookReader {
  var wordsSection: RulebookReading.Section {
    RulebookReading.Section(
      "Words",
      accountWords + instrumentWords + newsWords + timeWords
    )
  }

  private func word(_ label: String, _ text: String) -> RulebookReading.Paragraph {
    RulebookReading.Paragraph(text, label: label)
  }

  private var accountWords: [RulebookReading.Paragraph] {
    var words = [
      word(
        "NAV",
        "The net asset value of the account: all its holdings and cash, less what it owes, in its "
          + "base currency. A future counts with its exposure and not in NAV."
      ),
      word(
        "Exposure",
        "Quantity times price, times the multiplier of a contract and the leverage of a fund, in "
          + "the base currency. It is negative for a short position, and for a fund that rises "
          + "when the market falls (an inverse fund)."
      ),
      word("Weight", "Exposure divided by NAV."),
    ]
    let limited = scope.limits.map { limit -> String in
      switch limit.subject {
      case .bound(.gross, _, _): "gross"
      case .bound(.net, _, _): "net"
      default: ""
      }
    }
    if scope.accountMeasures.contains(.gross) || limited.contains("gross") {
      words.append(
        word("Gross exposure", "The sum of all exposures, each without its sign, divided by NAV.")
      )
    }
    if scope.accountMeasures.contains(.net) || limited.contains("net") {
      words.append(
        word("Net exposure", "The sum of all exposures, each with its sign, divided by NAV.")
      )
    }
    return words
  }

  private var instrumentWords: [RulebookReading.Paragraph] {
    var words: [RulebookReading.Paragraph] = []
    let hedges =
      names.hedgeInstruments.isEmpty
      ? "" : " nor a hedge instrument (\(listed(names.hedgeInstruments)))"
    words.append(
      word(
        "Investment",
        names.hedgeInstruments.isEmpty
          ? "Any instrument of the portfolio file that is not marked there as cash-like."
          : "Any instrument of the portfolio file that is neither marked there as cash-like"
            + "\(hedges)."
      )
    )
    if usesBetas {
      words.append(
        word(
          "Beta",
          "How strongly an instrument moves with the market, as the portfolio file says. For a "
            + "leveraged or inverse fund it is that of what the fund follows."
        )
      )
    }
    words.append(
      word(
        "Held",
        "What the account holds, and what was ordered and is not yet filled, whoever ordered it."
      )
    )
    return words
  }

  private var usesBetas: Bool {
    if scope.measures.contains(.beta) { return true }
    for limit in scope.limits {
      if case .bound(.beta, _, _) = limit.subject { return true }
    }
    return scope.rules.contains { rule in
      if case .hedge(let hedge) = rule.action { hedge.basis != .value } else { false }
    }
  }

  private var newsWords: [RulebookReading.Paragraph] {
    var words: [RulebookReading.Paragraph] = []
    let functions = scope.functions
    if functions.contains(.sentiment) || functions.contains(.sentimentChange) {
      words.append(
        word(
          "Average sentiment",
          "The average of the scores that the provider gives to news items, from -1 (negative) to "
            + "1 (positive). An item counts by its relevance: fully where a phrase of the topic "
            + "stands in its title, half where only in its text, and otherwise as the provider "
            + "says."
        )
      )
    }
    if functions.contains(.impact) {
      words.append(
        word("Impact", "How much a news item may move prices, from 0 to 1, as its provider says.")
      )
    }
    if functions.contains(.sources) || scope.readsMinimumSources {
      words.append(
        word("Different sources", "Publications of one owner count as one source.")
      )
    }
    return words
  }

  private var timeWords: [RulebookReading.Paragraph] {
    guard !scope.rules.isEmpty else { return [] }
    let settings = rulebook.settings
    return [
      word(
        "Stale",
        "Said of a price or an exchange rate that is older than "
          + "\(spelled(settings.pricesNoOlderThan)), and of the news feed when no news item, on "
          + "whatever subject, arrived within \(spelled(settings.newsNoOlderThan))."
      ),
      word(
        "Days",
        "Periods are counted back from the moment that is evaluated, a day as 24 hours. Business "
          + "days are Monday to Friday; holidays of exchanges are not known. News counts from the "
          + "moment it became available."
      ),
    ]
  }
}

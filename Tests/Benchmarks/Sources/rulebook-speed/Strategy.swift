/// The text of one strategy: what it listens to, what it owns, its rules and its tests.
struct Strategy {
  let name: String
  let symbols: [String]
  private let weight: Int
  private let entry: Int
  private let window: Int

  init(name: String, symbols: [String], random: inout Random) {
    self.name = name
    self.symbols = symbols
    weight = 2 + random.below(5)
    entry = 20 + random.below(20)
    window = 14 + random.below(30)
  }

  var declarations: [String] {
    var lines = [
      "", "// Strategy \(name): bought in steps, as its milestones pass. An item belongs to the",
      "// topic when one of the phrases is in it.",
      "topic \(name) \"News about \(name)\" {",
      "  mentions \"\(name) program\", \"\(name) pilot\", (\"\(name)\" near \"approval\")", "}",
      "catalyst \(name)_approved \"The regulator approves\" {",
      "  topic        \(name)",
      "  evidence     \"is approved\", \"was approved\"",
      "  official     \"regulator.example\"",
      "  corroborated by 2 sources",
      "  expires      after 730d",
      "}",
      "catalyst \(name)_funded  \"The money is there\"     { topic \(name) }",
      "catalyst \(name)_shipped \"The first unit is sold\" { topic \(name) }", "",
      "basket \(name)_makers \"Who builds it\" {",
    ]
    let share = 100 / symbols.count
    for (index, symbol) in symbols.enumerated() {
      let own = index == 0 ? 100 - share * (symbols.count - 1) : share
      lines.append("  \(symbol) \(own)%")
    }
    lines.append("}")
    lines.append("// Sentiment goes from -1 to 1, impact from 0 to 1.")
    lines.append(
      "let \(name)_thesis = sentiment(\(name), over: \(window)d) >= 0.\(entry) "
        + "and impact(\(name), over: \(window)d) >= 0.20"
    )
    lines.append("limit \(name)_cap weight of \(name)_makers <= \(weight + 2)%")
    return lines
  }

  var rules: [String] { [scaleIn, hedge, trim, hold, review].flatMap { $0 } }

  private var scaleIn: [String] {
    [
      "", "rule \(name)_scale_in \"Buy the makers in three steps\" {",
      "  when    \(name)_thesis",
      "  build   \(name)_makers to \(weight)% of nav in tranches {",
      "    foothold 34% at once",
      "    approved 33% once \(name)_approved is confirmed",
      "    funded   33% once \(name)_funded is confirmed, at least 20d after approved",
      "  }",
      "  exit    when sentiment(\(name), over: 14d) < -0.25 or \(name)_approved is denied",
      "  because \"Staged until the product is sold.\"",
      "}",
    ]
  }

  private var hedge: [String] {
    [
      "", "// Offset a part of the market risk while the makers are held.",
      "rule \(name)_hedge \"Hedge the market risk\" {",
      "  when  weight(\(name)_makers) > 1%",
      "  hedge 40% of \(name)_makers by beta otherwise by value with PSQ",
      "  until \(name)_shipped is confirmed",
      "}",
    ]
  }

  private var trim: [String] {
    [
      "", "rule \(name)_bad_news for each stock in \(name)_makers {",
      "  when  sentiment(stock, over: 3d, half_life: 12h, sources: 3) < -0.40",
      "  trim  stock to \(weight)% of nav",
      "  until sentiment(stock, over: 3d) > -0.10 or age(stock) > 10d",
      "}",
    ]
  }

  private var hold: [String] {
    [
      "rule \(name)_freeze {",
      "  when  (sources(\(name), over: 7d) >= 4 or articles(\(name), over: 7d) > 12)",
      "        and sentiment_change(\(name), over: 7d) < -0.3",
      "  freeze buys of \(name)_makers except \(symbols[0])",
      "  until sentiment(\(name), over: 7d) > 0",
      "}",
    ]
  }

  private var review: [String] {
    [
      "rule \(name)_reassess {",
      "  when    any of (\(name)_approved, \(name)_funded) changed within 7d",
      "          or not not_stretched",
      "  review  \(name)_makers",
      "  because \"A milestone was reached: look again.\"",
      "}",
    ]
  }

  var tests: [String] {
    var lines = [
      "", "test \"\(name): the second step waits for the approval\" {", "  account {",
      "    cash  100_000 USD",
    ]
    for (index, symbol) in symbols.enumerated() {
      lines.append(
        "    price \(symbol) \(40 + 13 * index).50 USD   beta \(symbol) 1.\(index)   "
          + "tag \(symbol) sector:technology"
      )
    }
    lines += [
      "    price PSQ 38 USD  beta PSQ 1.2  leverage PSQ -1  kind PSQ inverse_fund",
      "  }",
      "  signal \(name) sentiment 0.\(entry + 10) impact 0.28 at 2025-12-13",
      "  as of 2025-12-15 {",
      "    expect \(name)_scale_in reaches foothold",
      "    expect buy \(symbols[0]) 4          // the first share of the target, whole units",
      "    expect no trade for approved",
      "  }",
      "  fill 100%",
      "  catalyst \(name)_approved confirmed at 2025-12-21",
      "  as of 2025-12-22 { expect \(name)_scale_in reaches approved  expect \(name)_hedge fires }",
      "}",
    ]
    return lines
  }
}

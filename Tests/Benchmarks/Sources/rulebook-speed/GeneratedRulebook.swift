/// A made-up rulebook of about a given number of lines, the same for the same number: strategies
/// like those of `rules/rust-for-linux.tranche`, each with its own names, numbers and instruments.
struct GeneratedRulebook {
  private(set) var text = ""
  /// How many lines are written.
  private(set) var lines = 0
  private var random = Random(state: 0x7C0F_FEE1)
  private var symbols = 0

  init(lines wanted: Int) {
    head()
    var number = 0
    while lines < wanted {
      strategy(number)
      number += 1
    }
  }

  private mutating func line(_ text: String = "") {
    self.text += text
    self.text += "\n"
    lines += 1
  }

  /// What stands once in a rulebook.
  private mutating func head() {
    line("// Made by the benchmark; every number is invented.")
    line("language 1")
    line("rulebook measured \"A rulebook to measure with\"")
    line()
    line("dimension sector")
    line("settings { news no older than 7d  shares whole  costs 2 USD per order plus 3bp }")
    line("limit single_name weight of each instrument <= 10%")
    line("limit sectors     weight of each sector     <= 25%")
    line("limit cash_floor  cash                      >= 2%")
    line("limit churn       turnover over 1d          <= 15%")
    line("let not_stretched = gross <= 120% and net > -20%")
  }

  private mutating func strategy(_ number: Int) {
    let strategy = Strategy(
      name: "\(Self.words[random.below(Self.words.count)])_\(number)",
      symbols: (0..<(3 + random.below(3))).map { _ in nextSymbol() },
      random: &random
    )
    for text in strategy.declarations + strategy.rules + strategy.tests { line(text) }
  }

  /// A, B, … in base 26 from four letters on, so that no word of the language is met.
  private mutating func nextSymbol() -> String {
    var rest = symbols
    symbols += 1
    var letters: [Character] = []
    for _ in 0..<4 {
      letters.append(Character(Unicode.Scalar(UInt8(65 + rest % 26))))
      rest /= 26
    }
    return "X" + String(letters.reversed())
  }

  private static let words = [
    "kernel_rust", "heat_pumps", "grid_storage", "satellite_links", "gene_editing", "rare_earths",
    "chip_packaging", "desalination", "rail_freight", "open_models", "small_reactors", "payments",
  ]
}

/// SplitMix64: the same numbers on every machine.
struct Random {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}

/// Every word that the grammar knows. Most are contextual: only `isReserved` ones are refused as
/// names.
enum Keyword: String, CaseIterable, Sendable {
  /// A word that the grammar does not know, or no word at all.
  case other = ""

  // MARK: Declarations
  case use, dimension, topic, catalyst, basket, `let`, rule, limit, settings, test

  // MARK: Clauses and actions of a rule
  case when, exit, until, cooldown, because
  case build, hold, trim, freeze, hedge, review

  // MARK: Reserved small words
  case all, each, held, `in`, except, instrument, cash, nav, gross, net, `is`, of, any, known
  case and, or, not, otherwise

  // MARK: Contextual words
  case language, rulebook, `for`, accounts, tag
  case mentions, themes, symbols, near
  case evidence, unless, official, corroborated, confirmed, expires, expected, outcomes
  case by, on, from, calendar, after, sources
  case short, to, tranches, at, within, buys, sells, value, beta, with, once, least
  case weight, turnover, over, trade, no, adv, enforced, advisory
  case prices, news, older, than, minimum, shares, whole, fractional, shorting, allowed
  case borrow, up, costs, per, order, plus
  case changed
  case `as`, expect, account, holds, price, leverage, multiplier, lot, kind, rate, portfolio
  case stale, signal, signals, sentiment, impact, source, times, every
  case apply, fill, left, open, cancel, buy, sell, hand, split
  case fires, waits, exits, unknown, blocked, reaches, cover, cuts, conflict, ready

  /// Begins a declaration; at column 0 it also ends whatever is open.
  var isDeclaration: Bool {
    switch self {
    case .use, .dimension, .topic, .catalyst, .basket, .let, .rule, .limit, .settings, .test: true
    default: false
    }
  }

  /// Begins a clause of a rule.
  var isClause: Bool {
    switch self {
    case .when, .exit, .until, .cooldown, .because: true
    case .build, .hold, .trim, .freeze, .hedge, .review: true
    default: false
    }
  }

  /// Never a name: the words that say where a clause, a declaration or an operand begins or ends.
  var isReserved: Bool {
    switch self {
    case .all, .each, .held, .in, .except, .instrument, .cash, .nav, .gross, .net: true
    case .is, .of, .any, .known, .and, .or, .not, .otherwise: true
    // An outcome's name may be the last word of an expectation, and the next begins with `expect`.
    case .expect: true
    default: isDeclaration || isClause
    }
  }
}

/// A word of at most 16 bytes as two integers, so that words compare without a loop.
struct PackedWord: Hashable {
  var low: UInt64 = 0
  var high: UInt64 = 0
  var count = 0

  mutating func append(_ byte: UInt8) {
    if count < 8 {
      low |= UInt64(byte) << UInt64(count * 8)
    } else if count < 16 {
      high |= UInt64(byte) << UInt64((count - 8) * 8)
    }
    count += 1
  }

  /// Spread over the upper bits, where the table takes its slot from.
  var hash: UInt64 {
    (low ^ (high &* 0xC2B2_AE3D_27D4_EB4F)) &* 0x9E37_79B9_7F4A_7C15
  }
}

/// An open-addressed table from packed words to keywords.
struct KeywordTable: Sendable {
  private struct Slot {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var keyword = Keyword.other
  }

  static let shared = KeywordTable()
  private static let bits = 9
  private let slots: [Slot]
  /// The length of the longest keyword: a longer word is none.
  let longest: Int

  private init() {
    var slots = Array(repeating: Slot(), count: 1 << KeywordTable.bits)
    for keyword in Keyword.allCases where keyword != .other {
      var word = PackedWord()
      for byte in keyword.rawValue.utf8 { word.append(byte) }
      var index = KeywordTable.index(word)
      while slots[index].keyword != .other { index = KeywordTable.next(index) }
      slots[index] = Slot(low: word.low, high: word.high, keyword: keyword)
    }
    self.slots = slots
    longest = Keyword.allCases.map(\.rawValue.utf8.count).max() ?? 0
  }

  func keyword(_ word: PackedWord) -> Keyword {
    guard word.count <= 16 else { return .other }
    var index = KeywordTable.index(word)
    while true {
      let slot = slots[index]
      if slot.keyword == .other { return .other }
      if slot.low == word.low, slot.high == word.high { return slot.keyword }
      index = KeywordTable.next(index)
    }
  }

  private static func index(_ word: PackedWord) -> Int { Int(word.hash >> UInt64(64 - bits)) }
  private static func next(_ index: Int) -> Int { (index + 1) & ((1 << bits) - 1) }
}

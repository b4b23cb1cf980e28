/// Limits and settings.
extension Parser {
  private static let measures: [Keyword] = [
    .weight, .gross, .net, .beta, .cash, .turnover, .trade, .no,
  ]
  private static let settingsBlock = Block(
    entry: "a setting",
    words: [.prices, .news, .minimum, .shares, .shorting, .borrow, .costs]
  )

  /// "limit" name (measure ("<="|">=") limitBound | noTrade) ["enforced"|"advisory"] [forAccounts]
  mutating func limit() {
    let mark = mark()
    advance()
    name("the limit's name", declares: true)
    if keyword == .no {
      noTrade()
    } else {
      measure()
      bound()
    }
    if keyword == .enforced || keyword == .advisory { advance() }
    forAccounts()
    if isSameLine(position), kind != .endOfFile, !keyword.isDeclaration {
      let forces: [Keyword] = [.enforced, .advisory]
      failExpecting("\(alternatives(forces)) or the end of the line", help: nearestHelp(forces))
    }
    finish(.limit, mark)
  }

  /// "no" ("trade"|"buys"|"sells") "of" set
  private mutating func noTrade() {
    let mark = mark()
    advance()
    expect(oneOf: [.trade, .buys, .sells])
    expect(.of)
    set()
    finish(.noTrade, mark)
  }

  private mutating func measure() {
    let mark = mark()
    switch keyword {
    case .weight: weight(mark)
    case .gross, .net, .beta, .cash:
      advance()
      finish(.accountMeasure, mark)
    case .turnover:
      advance()
      expect(.over)
      duration()
      finish(.turnoverMeasure, mark)
    case .trade:
      advance()
      expect(.of)
      expect(.each)
      expect(.instrument)
      finish(.tradeMeasure, mark)
    default:
      if kind == .string {
        return fail(
          .unexpectedText,
          "a limit has no title",
          help: "remove it; a comment can say more"
        )
      }
      failExpecting(
        "what the limit bounds",
        help: nearestHelp(Parser.measures) ?? "expected " + alternatives(Parser.measures)
      )
    }
  }

  /// "weight" "of" ("each" "instrument" | "each" name | set)
  private mutating func weight(_ mark: Mark) {
    advance()
    expect(.of)
    guard take(.each) else {
      set()
      return finish(.weightOfSet, mark)
    }
    if take(.instrument) { return finish(.weightOfEachInstrument, mark) }
    name("`instrument` or a dimension's name")
    finish(.weightOfEachValue, mark)
  }

  /// ("<="|">=") ["-"] (PERCENT ["of" "adv"] | NUMBER)
  private mutating func bound() {
    switch kind {
    case .lessOrEqual, .greaterOrEqual: advance()
    case .less, .greater, .equal:
      let right = kind == .greater ? ">=" : "<="
      note(
        .unexpectedText,
        at: span(position),
        "a limit takes `<=` or `>=`",
        help: "write `\(right)`"
      )
      advance()
    default: failExpecting("`<=` or `>=`")
    }
    let mark = mark()
    _ = take(.minus)
    switch kind {
    case .number:
      advance()
      // `10 USD` is one mistake, which the checker names with what the limit measures.
      if kind == .capitals { advance() }
    default:
      percentage()
      if take(.of) {
        if keyword == .nav {
          fail(
            .unexpectedText,
            "a limit's percentage is of nav already",
            help: "remove `of nav`"
          )
        }
        expect(.adv)
      }
    }
    finish(.limitBound, mark)
  }

  // MARK: Settings

  /// "settings" "{" {setting} "}"
  mutating func settings() {
    let mark = mark()
    advance()
    block(Parser.settingsBlock) { $0.setting($1) }
    finish(.settings, mark)
  }

  private mutating func setting(_ word: Keyword) {
    let mark = mark()
    advance()
    switch word {
    case .prices, .news:
      expect(.no)
      expect(.older)
      expect(.than)
      duration()
      finish(word == .prices ? .pricesSetting : .newsSetting, mark)
    case .minimum:
      expect(.trade)
      if kind == .number || kind == .capitals || kind == .unknown {
        money()
      } else {
        percentageOfNav()
      }
      finish(.minimumTradeSetting, mark)
    case .shares:
      expect(oneOf: [.whole, .fractional])
      finish(.sharesSetting, mark)
    case .shorting:
      expect(.allowed)
      finish(.shortingSetting, mark)
    case .borrow:
      expect(.up)
      expect(.to)
      percentageOfNav()
      finish(.borrowSetting, mark)
    default:
      money()
      expect(.per)
      expect(.order)
      expect(.plus)
      percentageOrBasisPoints()
      finish(.costsSetting, mark)
    }
  }
}

internal import Quantities
internal import RuleSyntax

extension Lowering {
  /// An entry of a test that says how things are.
  mutating func lowerTestFact(_ node: SyntaxNode) -> TestFact.Kind? {
    let part = Production(node)
    switch node.kind {
    case .accountFact:
      return .account(
        node.children.compactMap { child in
          lowerAccountFact(Production(child)).map { AccountFact($0, span: child.span) }
        }
      )
    case .portfolioFact:
      guard let token = part.first(.string) else { return broken(node.span) }
      return .portfolio(path: part.tree.unquotedText(ofToken: token))
    case .priceFact:
      guard let price = lowerPrice(part), let at = lowerDate(part) else { return nil }
      return .price(symbol: price.symbol, price.price, price.currency, at: at)
    case .catalystFact: return lowerCatalystFact(part)
    case .newsStaleFact: return lowerDate(part).map { .newsStale(at: $0) }
    case .signalFact, .signalsFact: return lowerSignals(part).map { .signals($0) }
    default: return broken(node.span)
    }
  }

  /// "catalyst" NAME ["(" symbol ")"] STATE "at" DATE
  private mutating func lowerCatalystFact(_ part: Production) -> TestFact.Kind? {
    guard
      let name = part.child(.name)?.plainText, let entry = names[name], entry.kind == .catalyst,
      let token = part.words.first(where: { !part.isWord($0, "catalyst") })
    else { return broken(part.span) }
    guard let at = lowerDate(part) else { return nil }
    let word = part.text(of: token)
    let state = CatalystState(rawValue: word).map { CatalystTest.State.state($0) }
    let member = part.child(.symbol)?.plainText
    return .catalyst(entry.index, member: member, state ?? .outcome(word), at: at)
  }

  // MARK: Signals

  private mutating func lowerSignals(_ part: Production) -> TestSignals? {
    guard let subject = lowerSubject(part), let at = lowerDate(part) else { return nil }
    let isSeries = part.node.kind == .signalsFact
    guard
      let sentiment: Number = lowerNumber(part, after: isSeries ? "from" : "sentiment")
    else { return nil }
    var signals = TestSignals(subject: subject, sentiment: sentiment, at: at)
    signals.source = part.first(.string).map { part.tree.unquotedText(ofToken: $0) }
    guard isSeries else {
      if part.has("impact") { signals.impact = lowerNumber(part, after: "impact") }
      return signals
    }
    guard
      let step: Number = lowerNumber(part, after: "by"),
      let count = lowerCount(part, after: "times"),
      let every = lowerDuration(part, after: "every")
    else { return nil }
    (signals.step, signals.count, signals.every) = (step, count, every)
    // A first one that is no score has its own message.
    if sentiment.isScore, !signals.lastIsScore, let times = part.token(after: "times") {
      report(.seriesLeavesScores(at: part.span(of: times)))
    }
    return signals
  }

  private mutating func lowerSubject(_ part: Production) -> TestSignals.Subject? {
    if let symbol = part.child(.symbol)?.plainText { return .symbol(symbol) }
    guard let name = part.child(.name)?.plainText, let entry = names[name], entry.kind == .topic
    else { return broken(part.span) }
    return .topic(entry.index)
  }

  // MARK: Accounts

  private mutating func lowerAccountFact(_ part: Production) -> AccountFact.Kind? {
    if part.node.kind == .cashFact {
      guard let node = part.child(.money), let money = lowerMoney(node) else { return nil }
      let isNegative = part.first(.minus) != nil
      return .cash(
        Money(isNegative ? Amount(units: -money.amount.units) : money.amount, money.currency)
      )
    }
    if part.node.kind == .rateFact { return lowerRate(part) }
    if part.node.kind == .tagFact { return lowerTag(part) }
    guard let symbol = part.child(.symbol)?.plainText else { return broken(part.span) }
    switch part.node.kind {
    case .holdsFact:
      guard let quantity: Quantity = lowerNumber(part, after: "holds") else { return nil }
      return .holds(symbol: symbol, quantity, cost: lowerCost(part))
    case .priceFact:
      return lowerPrice(part).map { .price(symbol: symbol, $0.price, $0.currency) }
    case .instrumentFact: return lowerFigure(part, symbol)
    case .kindFact: return lowerKind(part, symbol)
    default: return broken(part.span)
    }
  }

  /// "tag" [symbol] NAME ":" VALUE
  private mutating func lowerTag(_ part: Production) -> AccountFact.Kind? {
    guard case (let name, let token?)? = part.aroundColon else { return broken(part.span) }
    let dimension = part.text(of: name)
    let value = part.tree.unquotedText(ofToken: token)
    guard let symbol = part.child(.symbol)?.plainText else {
      return .accountTag(dimension: dimension, value: value)
    }
    return .tag(symbol: symbol, dimension: dimension, value: value)
  }

  private mutating func lowerCost(_ part: Production) -> Price? {
    guard let money = part.child(.money).map(Production.init) else { return nil }
    guard let token = money.first(.number) else { return broken(part.span) }
    return lowerUnits(token, of: money)
  }

  /// "rate" CURRENCY CURRENCY NUM
  private mutating func lowerRate(_ part: Production) -> AccountFact.Kind? {
    let codes = part.own.filter { part.kind(of: $0) == .capitals }
    guard codes.count == 2, let token = part.first(.number) else { return broken(part.span) }
    var currencies: [Currency] = []
    for code in codes {
      guard let currency = Currency(part.text(of: code)) else {
        report(.unknownCurrency(part.text(of: code), at: part.span(of: code)))
        return nil
      }
      currencies.append(currency)
    }
    guard let rate: Number = lowerUnits(token, of: part) else { return nil }
    if rate.isZero {
      report(.aboveZeroWanted(part.text(of: token), at: part.span(of: token)))
      return nil
    }
    return .rate(currencies[0], currencies[1], rate)
  }

  private mutating func lowerFigure(_ part: Production, _ symbol: String) -> AccountFact.Kind? {
    guard let word = part.words.first,
      let figure = AccountFact.Figure(rawValue: part.text(of: word)),
      let token = part.first(.number),
      let number: Number = lowerNumber(part, after: figure.rawValue)
    else { return broken(part.span) }
    let fits =
      switch figure {
      case .beta: true
      case .leverage: !number.isZero
      case .multiplier, .lot, .adv: number > .zero
      }
    guard fits else {
      report(.aboveZeroWanted(part.text(of: token), at: part.span(of: token)))
      return nil
    }
    return .figure(figure, symbol: symbol, number)
  }

  private mutating func lowerKind(_ part: Production, _ symbol: String) -> AccountFact.Kind? {
    guard let token = part.words.first(where: { !part.isWord($0, "kind") }) else {
      return broken(part.span)
    }
    let word = part.text(of: token)
    guard AccountFact.instrumentKinds.contains(word) else {
      report(.unknownKind(word, at: part.span(of: token)))
      return nil
    }
    return .kind(symbol: symbol, word)
  }

  // MARK: Numbers

  /// symbol NUMBER CURRENCY
  private mutating func lowerPrice(
    _ part: Production
  ) -> (symbol: String, price: Price, currency: Currency)? {
    guard
      let symbol = part.child(.symbol)?.plainText,
      let money = part.child(.money).map(Production.init),
      let number = money.first(.number), let unit = money.first(.capitals)
    else { return broken(part.span) }
    guard let currency = Currency(money.text(of: unit)) else {
      report(.unknownCurrency(money.text(of: unit), at: money.span(of: unit)))
      return nil
    }
    guard let price: Price = lowerUnits(number, of: money) else { return nil }
    if price.isZero {
      report(.aboveZeroWanted(money.text(of: number), at: money.span(of: number)))
      return nil
    }
    return (symbol, price, currency)
  }

  /// The number behind `word`, with the minus before it.
  private mutating func lowerNumber<Kind: FixedPoint>(_ part: Production, after word: String)
    -> Kind?
  {
    let own = Array(part.own)
    guard
      let place = own.firstIndex(where: { part.isWord($0, word) }),
      let token = own[place...].first(where: { part.kind(of: $0) == .number }),
      let value: Kind = lowerUnits(token, of: part)
    else { return broken(part.span) }
    let isNegative = own.contains(token - 1) && part.kind(of: token - 1) == .minus
    return isNegative ? Kind(units: -value.units) : value
  }

  /// A number token as a number of some kind, exactly.
  mutating func lowerUnits<Kind: FixedPoint>(_ token: Int, of part: Production) -> Kind? {
    let text = part.text(of: token)
    do throws(DecimalText.Failure) {
      return try Kind(parsing: text, allowsUnderscores: true)
    } catch {
      report(.numberOutOfRange(text, at: part.span(of: token), failure: error))
      return nil
    }
  }
}

extension TestSignals {
  /// Whether the last sentiment of the series is a score; a straight line, so those between are too.
  fileprivate var lastIsScore: Bool {
    let (way, isTooFar) = step.units.multipliedReportingOverflow(by: Int64(count - 1))
    let (last, isTooLarge) = sentiment.units.addingReportingOverflow(way)
    return !isTooFar && !isTooLarge && Number(units: last).isScore
  }
}

extension Diagnostic {
  static func aboveZeroWanted(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "number-out-of-range",
      span: span,
      message: "`\(text)` is out of range here",
      help: "write a number above 0"
    )
  }

  static func seriesLeavesScores(at span: Span) -> Diagnostic {
    Diagnostic(
      code: "score-out-of-range",
      span: span,
      message: "before so many are over, the sentiment leaves the scores, which go from -1 to 1",
      help: "write a smaller count, or a smaller number behind `by`"
    )
  }

  static func unknownKind(_ word: String, at span: Span) -> Diagnostic {
    let kinds = AccountFact.instrumentKinds
    let nearest = NearestMatch.of(word, in: kinds)
    return Diagnostic(
      code: "unknown-name",
      span: span,
      message: "no instrument is a `\(word)`",
      help: nearest.map { "did you mean `\($0)`?" }
        ?? "the kinds are \(kinds.map { "`\($0)`" }.joined(separator: ", "))",
      fix: nearest.map { .nearest($0, at: span) }
    )
  }
}

internal import RuleSyntax

extension Expression {
  /// The same without its places in the text, so that equal words are equal values.
  var placeless: Expression {
    let kind: Kind
    switch self.kind {
    case .number, .money, .duration, .date, .reference, .catalyst, .days, .news, .account:
      kind = self.kind
    case .holding(let measure, let set): kind = .holding(measure, set.placeless)
    case .comparison(let sign, let left, let right):
      kind = .comparison(sign, left.placeless, right.placeless)
    case .arithmetic(let sign, let left, let right):
      kind = .arithmetic(sign, left.placeless, right.placeless)
    case .otherwise(let left, let right): kind = .otherwise(left.placeless, right.placeless)
    case .and(let parts): kind = .and(parts.map(\.placeless))
    case .or(let parts): kind = .or(parts.map(\.placeless))
    case .atLeast(let count, let parts): kind = .atLeast(count, parts.map(\.placeless))
    case .not(let part): kind = .not(part.placeless)
    case .negated(let part): kind = .negated(part.placeless)
    case .known(let part): kind = .known(part.placeless)
    }
    return Expression(kind, type: type, span: .nowhere)
  }
}

extension InstrumentSet {
  /// The same without its places in the text.
  var placeless: InstrumentSet {
    switch kind {
    case .symbol, .basket, .tag, .all, .member: InstrumentSet(kind, span: .nowhere)
    case .held(let inner): InstrumentSet(.held(inner.placeless), span: .nowhere)
    case .except(let inner, let taken):
      InstrumentSet(.except(inner.placeless, taken.placeless), span: .nowhere)
    }
  }
}

extension Span {
  fileprivate static let nowhere = Span(file: 0, start: 0, end: 0)
}

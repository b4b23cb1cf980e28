internal import Quantities
internal import RuleSyntax

/// What a `number` or `quantity` token says.
enum LiteralValue {
  case number(Number)
  case percent(Percent)
  case duration(Duration)
}

extension Lowering {
  /// A `number` or `quantity` token, exactly; reports what does not fit.
  mutating func lowerQuantity(_ token: Int, of part: Production) -> LiteralValue? {
    let text = part.text(of: token)
    let span = part.span(of: token)
    let digits = text.utf8.prefix { isNumeral($0) }
    let unit = String(text.dropFirst(digits.count))
    let number = String(text.prefix(digits.count))
    do throws(DecimalText.Failure) {
      switch unit {
      case "": return .number(try Number(parsing: number, allowsUnderscores: true))
      case "%": return .percent(Percent(units: try units(number, 6)))
      case "bp": return .percent(Percent(units: try units(number, 4)))
      default: return lowerDuration(number, unit, at: span)
      }
    } catch {
      report(.numberOutOfRange(text, at: span, failure: error))
      return nil
    }
  }

  private func units(_ text: String, _ digits: Int) throws(DecimalText.Failure) -> Int64 {
    try DecimalText.units(of: text, fractionDigits: digits, allowsUnderscores: true)
  }

  private mutating func lowerDuration(
    _ number: String,
    _ unit: String,
    at span: Span
  ) -> LiteralValue? {
    guard let unit = Duration.Unit(rawValue: unit) else { return broken(span) }
    let digits = number.filter { $0 != "_" }
    guard let count = Int(digits), let duration = Duration(count, unit) else {
      report(.durationOutOfRange(number + unit.rawValue, at: span))
      return nil
    }
    return .duration(duration)
  }

  /// The percentage in the own token after `word`, between the two bounds.
  mutating func lowerPercent(
    _ part: Production,
    after word: String,
    from lowest: PercentRange = .aboveZero
  ) -> Percent? {
    lowerPercent(part.token(after: word), of: part, from: lowest)
  }

  mutating func lowerPercent(
    _ token: Int?,
    of part: Production,
    from range: PercentRange
  ) -> Percent? {
    guard let token, part.kind(of: token) == .quantity || part.kind(of: token) == .number else {
      return broken(part.span)
    }
    guard let literal = lowerQuantity(token, of: part) else { return nil }
    let span = part.span(of: token)
    guard case .percent(let percent) = literal else {
      report(.percentWanted(part.text(of: token), at: span))
      return nil
    }
    guard range.contains(percent) else {
      report(.percentOutOfRange(part.text(of: token), at: span, range: range))
      return nil
    }
    return percent
  }

  /// The duration in the own token after `word`, above zero.
  mutating func lowerDuration(_ part: Production, after word: String) -> Duration? {
    guard let token = part.token(after: word), part.kind(of: token) == .quantity else {
      return broken(part.span)
    }
    guard let literal = lowerQuantity(token, of: part) else { return nil }
    guard case .duration(let duration) = literal, duration.count > 0 else {
      report(.durationWanted(part.text(of: token), at: part.span(of: token)))
      return nil
    }
    return duration
  }

  /// A whole number from 1 on in the own token after `word`.
  mutating func lowerCount(_ part: Production, after word: String) -> Int? {
    guard let token = part.token(after: word), part.kind(of: token) == .number else {
      return broken(part.span)
    }
    let text = part.text(of: token)
    guard let count = Int(text.filter { $0 != "_" }), (1...1_000_000).contains(count) else {
      report(.countWanted(text, at: part.span(of: token)))
      return nil
    }
    return count
  }

  /// NUMBER CAPITALS
  mutating func lowerMoney(_ node: SyntaxNode) -> Money? {
    let part = Production(node)
    guard let number = part.first(.number), let unit = part.first(.capitals) else {
      return broken(part.span)
    }
    guard let currency = Currency(part.text(of: unit)) else {
      report(.unknownCurrency(part.text(of: unit), at: part.span(of: unit)))
      return nil
    }
    let text = part.text(of: number)
    do throws(DecimalText.Failure) {
      return Money(try Amount(parsing: text, allowsUnderscores: true), currency)
    } catch {
      report(.numberOutOfRange(text, at: part.span(of: number), failure: error))
      return nil
    }
  }

  private func isNumeral(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "_")
  }
}

/// Which percentages a place takes.
enum PercentRange {
  case any
  case fromZero
  case aboveZero
  case aboveZeroToWhole
  case zeroToWhole

  func contains(_ percent: Percent) -> Bool {
    switch self {
    case .any: true
    case .fromZero: percent >= .zero
    case .aboveZero: percent > .zero
    case .aboveZeroToWhole: percent > .zero && percent <= .whole
    case .zeroToWhole: percent >= .zero && percent <= .whole
    }
  }

  var described: String {
    switch self {
    case .any: "any percentage"
    case .fromZero: "0% or more"
    case .aboveZero: "above 0%"
    case .aboveZeroToWhole: "above 0% and at most 100%"
    case .zeroToWhole: "from 0% to 100%"
    }
  }
}

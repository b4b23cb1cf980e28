internal import Portfolio
internal import Quantities
internal import RuleChecker

/// What an expression comes to.
enum ReferenceValue {
  case truth(ReferenceTruth)
  /// A number with the currency it is in, if it is money or a price.
  case number(BigRatio, Currency?)
  case unknown(ReferenceTruth)
}

/// Reads expressions at a moment: news and catalysts always, an account when `book` is there.
struct ReferenceReader {
  let world: ReferenceWorld
  var book: ReferenceBook?
  var member: String?
  var moment: Instant

  func truth(_ expression: Expression?) -> ReferenceTruth {
    guard let expression else { return .yes }
    switch value(expression) {
    case .truth(let truth): return truth
    case .unknown(let truth): return truth
    case .number: return .blind
    }
  }

  func value(_ expression: Expression) -> ReferenceValue {
    switch expression.kind {
    case .number(let number): return .number(BigRatio(number), nil)
    case .money(let money): return .number(BigRatio(money.amount), money.currency)
    case .duration(let duration):
      return .number(seconds(from: moment.subtracting(duration), to: moment), nil)
    case .date(let instant):
      return .number(BigRatio(Int(instant.secondsSinceEpoch)), nil)
    case .comparison(let comparison, let left, let right):
      return compare(comparison, value(left), value(right))
    case .and(let operands): return .truth(.and(operands.map(truth)))
    case .or(let operands): return .truth(.or(operands.map(truth)))
    case .not(let operand): return .truth(truth(operand).negated)
    case .atLeast(let count, let operands):
      return .truth(.atLeast(count, of: operands.map(truth)))
    case .arithmetic(let operation, let left, let right):
      return compute(operation, value(left), value(right))
    case .negated(let operand):
      if case .number(let number, let currency) = value(operand) {
        return .number(-number, currency)
      }
      return value(operand)
    case .otherwise(let first, let second):
      return isUnknown(value(first)) ? value(second) : value(first)
    case .known(let operand): return .truth(ReferenceTruth(!isUnknown(value(operand))))
    case .reference(let index): return value(world.rulebook.lets[index].value)
    case .catalyst(let reference, let test):
      return .truth(world.truth(reference, test, member: member, at: moment))
    case .days(let count, let reference):
      return value(world.days(count, reference, member: member, at: moment))
    case .news(let call): return value(world.news(call, member: member, at: moment))
    case .holding(let measure, let set): return holding(measure, set)
    case .account(let measure): return account(measure)
    }
  }

  private func value(_ reading: ReferenceReading) -> ReferenceValue {
    switch reading {
    case .known(let number): .number(number, nil)
    case .quiet: .unknown(.quiet)
    case .blind: .unknown(.blind)
    }
  }

  private func seconds(from start: Instant, to end: Instant) -> BigRatio {
    BigRatio(Int(end.secondsSinceEpoch - start.secondsSinceEpoch))
  }

  private func isUnknown(_ value: ReferenceValue) -> Bool {
    switch value {
    case .unknown: true
    case .truth(let truth): truth.isUnknown
    case .number: false
    }
  }
}

// MARK: Comparison and arithmetic

extension ReferenceReader {
  /// Both sides in one currency, or why not.
  private func pair(_ left: ReferenceValue, _ right: ReferenceValue)
    -> (BigRatio, BigRatio, Currency?)?
  {
    guard case .number(let one, let first) = left, case .number(let two, let second) = right else {
      return nil
    }
    guard let first, let second, first != second else { return (one, two, first ?? second) }
    guard let book, let left = book.fx(first), let right = book.fx(second) else { return nil }
    return (one * left, two * right, book.base)
  }

  private func reason(_ left: ReferenceValue, _ right: ReferenceValue) -> ReferenceTruth {
    var reasons: [ReferenceTruth] = []
    for case .unknown(let reason) in [left, right] { reasons.append(reason) }
    return reasons.isEmpty ? .blind : .unknown(reasons)
  }

  private func compare(
    _ comparison: Expression.Comparison,
    _ left: ReferenceValue,
    _ right: ReferenceValue
  ) -> ReferenceValue {
    guard let (left, right, _) = pair(left, right) else { return .unknown(reason(left, right)) }
    let holds =
      switch comparison {
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      case .equal: left == right
      case .notEqual: left != right
      }
    return .truth(ReferenceTruth(holds))
  }

  private func compute(
    _ operation: Expression.Arithmetic,
    _ left: ReferenceValue,
    _ right: ReferenceValue
  ) -> ReferenceValue {
    guard let (one, two, currency) = pair(left, right) else {
      return .unknown(reason(left, right))
    }
    switch operation {
    case .plus: return .number(one + two, currency)
    case .minus: return .number(one - two, currency)
    case .times: return .number(one * two, currency)
    case .dividedBy:
      if two.isZero { return .unknown(.blind) }
      if case .number(_, .some) = right { return .number(one / two, nil) }
      return .number(one / two, currency)
    }
  }
}

// MARK: The account

extension ReferenceReader {
  private func holding(_ measure: HoldingMeasure, _ set: InstrumentSet) -> ReferenceValue {
    guard let book else { return .unknown(.blind) }
    let index = member.flatMap { book.market.indexBySymbol[$0] }
    let members = book.members(of: set, in: world.rulebook, member: index)
    let held = members.filter { book.isHeld($0) }
    switch measure {
    case .quantity:
      return .number(members.first.map { book.quantities[$0] } ?? .zero, nil)
    case .price:
      guard let one = members.first, let price = book.price(one), !book.isPriceStale(one) else {
        return .unknown(.blind)
      }
      return .number(price, book.market.instruments[one].currency)
    case .value:
      return known(held.map { book.value($0) }) { .number($0, book.base) }
    case .exposure:
      return known(held.map { book.exposure($0) }) { .number($0, book.base) }
    case .weight:
      guard let nav = book.nav else { return .unknown(.blind) }
      return known(held.map { book.exposure($0) }) { .number($0 / nav, nil) }
    case .beta: return beta(of: members, held: held, in: book)
    case .gain: return gain(of: members, in: book)
    case .priceChange(let window):
      return members.first.map { priceChange(of: $0, over: window, in: book) } ?? .unknown(.blind)
    }
  }

  private func beta(of members: [Int], held: [Int], in book: ReferenceBook) -> ReferenceValue {
    func own(_ index: Int) -> BigRatio? { book.market.instruments[index].beta.map { BigRatio($0) } }
    if members.count == 1 {
      return members.first.flatMap(own).map { .number($0, nil) } ?? .unknown(.blind)
    }
    guard let total = total(held.map { book.exposure($0) }), !total.isZero else {
      return .unknown(.blind)
    }
    let products = held.map { index in
      own(index).flatMap { beta in book.exposure(index).map { $0 * beta } }
    }
    return known(products) { .number($0 / total, nil) }
  }

  private func account(_ measure: AccountMeasure) -> ReferenceValue {
    guard let book else { return .unknown(.blind) }
    let exposures = book.quantities.indices.map { book.exposure($0) }
    switch measure {
    case .cash: return book.totalCash.map { .number($0, book.base) } ?? .unknown(.blind)
    case .nav: return book.nav.map { .number($0, book.base) } ?? .unknown(.blind)
    case .gross:
      guard let nav = book.nav else { return .unknown(.blind) }
      return known(exposures.map { $0?.magnitude }) { .number($0 / nav, nil) }
    case .net:
      guard let nav = book.nav else { return .unknown(.blind) }
      return known(exposures) { .number($0 / nav, nil) }
    }
  }

  private func known(_ parts: [BigRatio?], _ make: (BigRatio) -> ReferenceValue) -> ReferenceValue {
    total(parts).map(make) ?? .unknown(.blind)
  }

  private func total(_ parts: [BigRatio?]) -> BigRatio? {
    parts.contains { $0 == nil } ? nil : sum(parts.compactMap { $0 })
  }
}

// MARK: What an expression reads

extension CheckedRulebook {
  /// Whether the expression reads news and catalysts alone.
  func readsNewsAlone(_ expression: Expression?) -> Bool {
    guard let expression else { return true }
    switch expression.kind {
    case .number, .duration, .date, .catalyst, .days, .news: return true
    case .money, .holding, .account: return false
    case .comparison(_, let left, let right), .arithmetic(_, let left, let right),
      .otherwise(let left, let right):
      return readsNewsAlone(left) && readsNewsAlone(right)
    case .and(let operands), .or(let operands), .atLeast(_, let operands):
      return operands.allSatisfy(readsNewsAlone)
    case .not(let operand), .negated(let operand), .known(let operand):
      return readsNewsAlone(operand)
    case .reference(let index): return readsNewsAlone(lets[index].value)
    }
  }
}

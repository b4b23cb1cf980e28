internal import Quantities
internal import RuleSyntax

/// An expression while it is being checked, with what its type alone does not say.
struct Operand {
  /// A value that is known without any facts.
  enum Constant {
    case number(Number)
    case duration(Duration)
  }

  /// What money or a price is counted in.
  enum Denomination: Equatable {
    case baseCurrency
    case currency(Currency)
    /// The own currency of an instrument, which only the portfolio file knows.
    case instrument(InstrumentReference)
  }

  var type: ValueType
  /// Nothing for a catalyst or a set, which are no values by themselves.
  var expression: Expression?
  /// The source of the operand, parentheses included.
  var span: Span
  /// How many expressions stand inside each other, references to a `let` followed.
  var depth = 1
  var constant: Constant?
  var denomination: Denomination?
  /// Of type catalyst.
  var catalyst: CatalystReference?

  init(
    _ kind: Expression.Kind,
    type: ValueType,
    span: Span,
    depth: Int = 1,
    constant: Constant? = nil,
    denomination: Denomination? = nil
  ) {
    self.type = type
    self.span = span
    self.depth = depth
    self.constant = constant
    self.denomination = denomination
    expression = Expression(kind, type: type, span: span)
  }

  /// A catalyst without a question about it.
  init(catalyst: CatalystReference, span: Span) {
    type = .catalyst
    self.catalyst = catalyst
    self.span = span
  }

  /// Instruments where a value could stand.
  init(setAt span: Span) {
    type = .set
    self.span = span
  }
}

public import RuleSyntax

/// Instruments as a rulebook names them; which they are depends on the portfolio file, and for
/// `held in` on the account.
public struct InstrumentSet: Hashable, Sendable {
  public indirect enum Kind: Hashable, Sendable {
    case symbol(String)
    /// The index of a basket.
    case basket(Int)
    case tag(dimension: String, value: String)
    case all
    /// The instrument that the variable of `for each` stands for.
    case member
    case held(InstrumentSet)
    case except(InstrumentSet, InstrumentSet)
  }

  public var kind: Kind
  public var span: Span

  public init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// `for each NAME in SET`.
public struct MemberVariable: Hashable, Sendable {
  public var name: String
  public var set: InstrumentSet

  public init(name: String, set: InstrumentSet) {
    self.name = name
    self.set = set
  }
}

/// One instrument: by its symbol, or the one that the variable of `for each` stands for.
public enum InstrumentReference: Hashable, Sendable {
  case symbol(String)
  case member
}

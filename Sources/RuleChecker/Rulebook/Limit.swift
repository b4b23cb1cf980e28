public import Quantities
public import RuleSyntax

/// A bound that increases may not pass.
public struct Limit: Sendable {
  public enum Measure: Hashable, Sendable {
    case weightOfEachInstrument
    /// Of the members of each value of the dimension.
    case weightOfEachValue(dimension: String)
    case weightOfSet(InstrumentSet)
    case gross, net, beta, cash
    case turnover(over: Duration)
    /// Units traded of each instrument against its average daily volume.
    case tradeOfEachInstrument
  }

  public enum Side: String, Sendable {
    case atMost = "<="
    case atLeast = ">="
  }

  public enum Trade: String, Sendable { case trade, buys, sells }

  public enum Subject: Hashable, Sendable {
    /// Percentages as plain numbers: 10% is 0.1.
    case bound(Measure, Side, Number)
    case noTrade(Trade, InstrumentSet)
  }

  public enum Force: String, Sendable {
    /// Holds increases back.
    case normal
    /// Also takes off what is above it.
    case enforced
    /// Only reported.
    case advisory
  }

  public var name: String
  public var subject: Subject
  public var force: Force
  /// Only accounts with this tag.
  public var accounts: TagReference?
  public var span: Span

  public init(
    name: String,
    subject: Subject,
    force: Force = .normal,
    accounts: TagReference? = nil,
    span: Span
  ) {
    self.name = name
    self.subject = subject
    self.force = force
    self.accounts = accounts
    self.span = span
  }
}

public import Quantities

/// What the reference evaluator says of an account, in plain values that compare.
public struct ReferenceOutcome: Hashable, Sendable {
  public struct Change: Hashable, Sendable {
    public var symbol: String
    public var action: String
    public var quantity: Quantity
    /// In the base currency; nothing without a price, and for a conversion.
    public var value: Amount?

    public init(symbol: String, action: String, quantity: Quantity, value: Amount?) {
      self.symbol = symbol
      self.action = action
      self.quantity = quantity
      self.value = value
    }
  }

  /// A code with what it is about: an entry of `blocked` or `reviews`.
  public struct Mark: Comparable, Hashable, Sendable {
    public var subject: String
    public var code: String

    public init(subject: String, code: String) {
      self.subject = subject
      self.code = code
    }

    public static func < (left: Mark, right: Mark) -> Bool {
      (left.subject, left.code) < (right.subject, right.code)
    }
  }

  public struct Conflict: Hashable, Sendable {
    public var symbol: String
    /// In ascending order.
    public var rules: [String]

    public init(symbol: String, rules: [String]) {
      self.symbol = symbol
      self.rules = Set(rules).sorted()
    }
  }

  public struct RuleMark: Hashable, Sendable {
    public var rule: String
    public var member: String?
    public var state: String
    /// Of a build: the state of each step.
    public var steps: [String]

    public init(rule: String, member: String?, state: String, steps: [String]) {
      self.rule = rule
      self.member = member
      self.state = state
      self.steps = steps
    }
  }

  public var nav: Amount?
  public var navIsEstimated = false
  public var status = ""
  /// In order of execution.
  public var changes: [Change] = []
  public var conflicts: Set<Conflict> = []
  public var blocked: Set<Mark> = []
  public var reviews: Set<Mark> = []
  public var rules: Set<RuleMark> = []
  /// What cash and turnover leave of the increases, in basis points; nothing when all of them.
  public var factor: Int?
  /// By hedge instrument whose size is decided: whole lots, signed.
  public var wantedHedges: [String: Quantity] = [:]
  public var cashAfter: Amount?

  public init() {}
}

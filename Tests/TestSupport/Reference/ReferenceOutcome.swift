internal import BigInt
public import Quantities

/// What the reference evaluator says of an account, in plain values that compare.
public struct ReferenceOutcome: Hashable, Sendable {
  public struct Change: Hashable, Sendable {
    public var symbol: String
    public var action: String
    public var quantity: Quantity
    /// In the base currency; nothing without a price, and for a conversion.
    public var value: Amount?
    /// Nothing without a price, and for a conversion.
    public var price: Price?
    public var currency: Currency
    /// Signed exposure ÷ NAV before and after, shown; nothing for a conversion.
    public var weights: String?
    /// Of rules that ask for it, ascending.
    public var rules: [String] = []
    public var steps: [String] = []
    /// `limit: from → to × factor`, in the order applied.
    public var cuts: [String] = []
    public var dependsOn: [String] = []

    public init(
      symbol: String,
      action: String,
      quantity: Quantity,
      value: Amount?,
      price: Price?,
      currency: Currency
    ) {
      self.symbol = symbol
      self.action = action
      self.quantity = quantity
      self.value = value
      self.price = price
      self.currency = currency
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
    /// The clause that decided.
    public var decidedBy: String
    /// Of a build: the state of each step.
    public var steps: [String]

    public init(rule: String, member: String?, state: String, decidedBy: String, steps: [String]) {
      self.rule = rule
      self.member = member
      self.state = state
      self.decidedBy = decidedBy
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
  /// What does not change: `symbol quantity: code`.
  public var holds: Set<String> = []
  /// Where each subject of a limit that anything is held or traded of stands.
  public var limits: Set<String> = []
  /// The arithmetic of each rule that hedges.
  public var hedges: Set<String> = []
  /// Sums over the account by name.
  public var totals: [String: String] = [:]

  public init() {}
}

/// A fraction to nine decimals, half away from zero: fine enough to tell results apart, and the same
/// for one that was cut to 62 significant bits on its way.
public func nineDecimals(_ ratio: Ratio?) -> String {
  guard let ratio else { return "?" }
  let value = BigRatio(BigInt(ratio.numerator), over: BigInt(ratio.denominator))
  return nineDecimals(value)
}

func nineDecimals(_ value: BigRatio?) -> String {
  guard let value else { return "?" }
  let scale = BigInt(1_000_000_000)
  let twice = (value.magnitude * BigRatio(scale * 2, over: 1)).floor
  let units = (twice + 1) / 2
  let (whole, rest) = units.quotientAndRemainder(dividingBy: scale)
  let digits = String(rest)
  let sign = value.sign < 0 && units != 0 ? "-" : ""
  return "\(sign)\(whole).\(String(repeating: "0", count: 9 - digits.count))\(digits)"
}

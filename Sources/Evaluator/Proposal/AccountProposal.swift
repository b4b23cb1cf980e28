public import Portfolio
public import Quantities

/// What an account should do, and everything that bears on it.
public struct AccountProposal: Sendable {
  public enum Status: String, Sendable {
    /// Nothing asks for a person.
    case ready
    /// Something asks for a person.
    case review
    /// Increases are withheld for want of a fact, or a promise was found broken.
    case blocked
  }

  public var account: String
  public var baseCurrency: Currency
  /// Names what was read of the account: `AccountDigest` of its holdings, cash, tags and journal; empty
  /// for one that was not made by `Evaluation.propose`.
  public var accountHash: String
  public var status: Status
  /// Nothing when it can't be known.
  public var nav: Amount?
  /// Whether a stale price went into NAV.
  public var navIsEstimated: Bool
  /// In order of execution: sells and covers, shorts, conversions, buys; by symbol within each. What
  /// brings money in comes first, so that cash never has to wait for a later order.
  public var changes: [Change]
  /// Every holding, target and hedge instrument that does not change, in ascending order of symbol.
  public var holds: [Hold]
  public var reviews: [Review]
  public var conflicts: [Conflict]
  public var blocked: [Blocked]
  /// Every limit's every subject, in ascending order of name and subject.
  public var limits: [LimitReport]
  /// Rules whose state depends on the account, in ascending order of name and member.
  public var rules: [RuleReport]
  /// Steps of builds that the world alone decides, where the account has anything of theirs; in order of rule,
  /// then of step.
  public var steps: [StepStanding]
  public var hedges: [HedgeReport]
  /// In ascending order of currency.
  public var cash: [CashChange]
  public var totals: Totals
  /// The last apply of this rulebook: states of rules are as of then. Nothing before the first.
  public var lastApplied: Instant?
  /// `rule.step` of the unlocked steps that no applied run has opened, ascending: their goals are
  /// computed anew each run.
  public var unopenedSteps: [String]
  /// What is recorded when the proposal is applied; nothing when it could not be computed at all.
  public var run: AppliedRun?

  public init(account: String, baseCurrency: Currency) {
    self.account = account
    self.baseCurrency = baseCurrency
    accountHash = ""
    status = .ready
    nav = nil
    navIsEstimated = false
    changes = []
    holds = []
    reviews = []
    conflicts = []
    blocked = []
    limits = []
    rules = []
    steps = []
    hedges = []
    cash = []
    totals = Totals()
    lastApplied = nil
    unopenedSteps = []
    run = nil
  }
}

/// Why a holding or a target does not change.
public struct Hold: Hashable, Sendable {
  public enum Code: String, CaseIterable, Sendable {
    /// No rule in force speaks of it.
    case noRule = "no_rule"
    /// It already satisfies every rule.
    case satisfied
    /// The wanted change is under the minimum trade.
    case belowMinimumTrade = "below_minimum_trade"
    /// What is asked for, or what limits and cash leave of it, is less than one lot.
    case tooSmall = "too_small"
    /// A freeze or a no-trade limit forbids the change.
    case frozen
    /// A limit leaves no room.
    case noRoom = "no_room"
    /// The increase is withheld; the reason stands under `blocked`.
    case blocked
    /// A hedge that can't be decided stays as it is.
    case undecidedHedge = "undecided_hedge"
  }

  public var symbol: String
  public var quantity: Quantity
  public var code: Code
  /// More on the reason, in a few words; may be empty.
  public var detail: String

  public init(symbol: String, quantity: Quantity, code: Code, detail: String = "") {
    self.symbol = symbol
    self.quantity = quantity
    self.code = code
    self.detail = detail
  }
}

/// Something that a person should look at.
public struct Review: Hashable, Sendable {
  public var code: String
  /// A symbol, a rule, a limit or a catalyst.
  public var subject: String
  public var detail: String

  public init(code: String, subject: String, detail: String) {
    self.code = code
    self.subject = subject
    self.detail = detail
  }
}

/// Two rules whose bounds exclude each other.
public struct Conflict: Hashable, Sendable {
  public var symbol: String
  /// The rules that ask for more, then the rules and limits that allow less.
  public var rules: [String]
  /// `file:line` of each of them.
  public var places: [String]
  public var detail: String

  public init(symbol: String, rules: [String], places: [String] = [], detail: String) {
    self.symbol = symbol
    self.rules = rules
    self.places = places
    self.detail = detail
  }
}

/// Something that was withheld, and why.
public struct Blocked: Hashable, Sendable {
  /// A symbol, a rule, a limit, or `account`.
  public var subject: String
  /// `no_price`, `stale_price`, `undecided_limit`, …
  public var code: String
  public var detail: String

  public init(subject: String, code: String, detail: String) {
    self.subject = subject
    self.code = code
    self.detail = detail
  }
}

extension Blocked {
  /// The code of a promise that the reductions of an account break by themselves: a fault of ours.
  public static let reductionsBreakPromises = "promise_broken_by_reductions"
}

/// Where one subject of a limit stands.
public struct LimitReport: Sendable {
  public enum State: String, Sendable {
    /// Holds with more than 10% of its bound to spare.
    case held
    /// Holds, within 10% of its bound.
    case near
    /// It made an increase smaller.
    case cut
    /// Was broken before, and is not made worse.
    case breached
    /// A reduction broke it.
    case brokenByReduction = "broken_by_reduction"
    /// A hedge broke it.
    case brokenByHedge = "broken_by_hedge"
    /// A value it needs is not known.
    case undecided
  }

  public var limit: String
  /// A symbol, a dimension's value, `untagged`, a set as written, or `account`.
  public var subject: String
  /// As written: `weight of each sector <= 25%`.
  public var text: String
  public var isAdvisory: Bool
  public var bound: Ratio?
  public var before: Ratio?
  public var after: Ratio?
  /// Whether bound, before and after are shares, shown as percentages.
  public var isPercent: Bool
  public var state: State
  public var detail: String

  public init(
    limit: String,
    subject: String,
    text: String,
    isAdvisory: Bool = false,
    bound: Ratio? = nil,
    before: Ratio? = nil,
    after: Ratio? = nil,
    isPercent: Bool = true,
    state: State,
    detail: String = ""
  ) {
    self.limit = limit
    self.subject = subject
    self.text = text
    self.isAdvisory = isAdvisory
    self.bound = bound
    self.before = before
    self.after = after
    self.isPercent = isPercent
    self.state = state
    self.detail = detail
  }
}

/// Sums over the account in its base currency; nothing where a value is unknown.
public struct Totals: Sendable {
  public var cashBefore: Amount?
  public var cashAfter: Amount?
  /// Value of all buys and shorts, and of all sells and covers.
  public var increases: Amount?
  public var reductions: Amount?
  public var costs: Amount?
  public var grossBefore: Ratio?
  public var grossAfter: Ratio?
  public var netBefore: Ratio?
  public var netAfter: Ratio?
  /// ½ Σ|trade| ÷ NAV of this proposal.
  public var turnover: Ratio?

  public init() {}
}

/// One currency of the account, before and after all changes. Pending orders count as executed.
public struct CashChange: Hashable, Sendable {
  public var currency: Currency
  public var before: Amount
  public var after: Amount

  public init(currency: Currency, before: Amount, after: Amount) {
    self.currency = currency
    self.before = before
    self.after = after
  }
}

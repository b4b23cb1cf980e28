/// Something that may be wrong with a portfolio, and how it is looked for.
///
/// To add one, copy `MissingPrices.swift` and list it in `AllPortfolioChecks`.
public struct PortfolioCheck: Sendable {
  /// `missing-price`: reads well after "skip".
  public let code: String
  /// What it finds, in the words of the documentation.
  public let finds: String
  let find: @Sendable (PortfolioFacts) -> [PortfolioFinding]

  init(
    code: String,
    finds: String,
    find: @escaping @Sendable (PortfolioFacts) -> [PortfolioFinding]
  ) {
    self.code = code
    self.finds = finds
    self.find = find
  }
}

/// What a check found, with the command that mends it.
public struct PortfolioFinding: Hashable, Sendable {
  /// The code of the check.
  public var check: String
  /// Nothing when no account is concerned more than another.
  public var account: String?
  /// A symbol, a currency or a rule.
  public var subject: String
  /// Lowercase, without a full stop.
  public var message: String
  /// The command, with what only a person knows in capitals.
  public var mend: String

  public init(
    _ check: String,
    account: String? = nil,
    subject: String,
    _ message: String,
    mend: String
  ) {
    self.check = check
    self.account = account
    self.subject = subject
    self.message = message
    self.mend = mend
  }
}

/// Every check, in the order of the report: what values rest on first.
public enum AllPortfolioChecks {
  public static let list: [PortfolioCheck] = [
    .missingInstrument,
    .duplicateSymbol,
    .missingPrice,
    .stalePrice,
    .missingRate,
    .staleRate,
    .inverseRate,
    .pencePrice,
    .unappliedSplit,
    .holdingJump,
    .lotsDoNotSum,
    .negativeCash,
    .negativeBeta,
    .missingBeta,
    .missingTag,
    .orphanFill,
  ]

  /// All that is found, check by check; within a check by subject, then by account.
  public static func findings(in facts: PortfolioFacts) -> [PortfolioFinding] {
    list.flatMap { check in
      check.find(facts).sorted {
        ($0.subject, $0.account ?? "", $0.message) < ($1.subject, $1.account ?? "", $1.message)
      }
    }
  }
}

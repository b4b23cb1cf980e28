public import Evaluator
public import Quantities

/// One change that a watch tells: a line for a person, a JSON object for a program.
public struct WatchAlert: Sendable {
  public static let schema = "tranche.alert/1"

  public enum Format: String, CaseIterable, Sendable { case text, jsonl }

  /// So many accounts are named in JSON; the count says how many there are.
  static let mostAccounts = 1000

  /// The same whenever it is delivered: a receiver that knows it has had it already.
  public let id: String
  /// Counts the alerts of a rulebook in a portfolio file, from 1.
  public let number: Int64
  public let at: Instant
  /// The portfolio file, as the user called it.
  public let portfolio: String
  public let rulebook: String
  public let rulebookHash: String
  public let change: WatchChange
  /// The accounts in which it changed, ascending; none where it changed in the world.
  public let accounts: [String]
  /// Of a rule, and of the rule of a step.
  public let rule: RuleReport?
  public let catalyst: CatalystReport?

  public init(
    number: Int64,
    at: Instant,
    portfolio: String,
    rulebook: String,
    rulebookHash: String,
    change: WatchChange,
    accounts: [String] = [],
    rule: RuleReport? = nil,
    catalyst: CatalystReport? = nil
  ) {
    self.number = number
    self.at = at
    self.portfolio = portfolio
    self.rulebook = rulebook
    self.rulebookHash = rulebookHash
    self.change = change
    self.accounts = accounts
    self.rule = rule
    self.catalyst = catalyst
    var digest = ContentDigest()
    let parts = [
      WatchAlert.schema, rulebook, rulebookHash, "\(number)", at.description, change.kind.rawValue,
      change.subject, change.from ?? "", change.to ?? "",
    ]
    for part in parts + accounts { digest.update(Array(part.utf8) + [0]) }
    id = String(digest.hexadecimal().prefix(32))
  }

  public func bytes(_ format: Format, _ options: ReportOptions) -> [UInt8] {
    switch format {
    case .text: Array(WatchText(alert: self).lines(width: options.width).utf8)
    case .jsonl: json + [UInt8(ascii: "\n")]
    }
  }

  /// The alert on one line of JSON.
  public var json: [UInt8] {
    var output: [UInt8] = []
    JSONWriter.append(to: &output, isIndented: false) { $0.write(self) }
    return output
  }
}

public import Quantities

/// A proposal that was saved as JSON: what it was made with, and the whole tree of values.
public struct ProposalDocument: Sendable {
  public static let schema = "tranche.proposal/1"

  /// What is wrong with a file, and where.
  public struct Problem: Error, Sendable {
    /// Both from 1; the column counts bytes.
    public var line: Int
    public var column: Int
    /// Lowercase, without a full stop.
    public var message: String
    public var help: String
  }

  public let asOf: Instant
  /// In the words of rules.
  public let assumptions: [String]
  /// `buy-only`, `sell-only`, `invest`, or nothing.
  public let restriction: String?
  public let investment: Amount?
  /// The accounts asked for; none for all.
  public let accounts: [String]
  /// Whether every hold, limit and rule is in it.
  public let isVerbose: Bool
  public let root: JSONNode

  /// Reads what `tranche evaluate --format json` or `tranche rebalance --save` wrote.
  ///
  /// - Throws: the first problem, for a file that is damaged, cut short or something else.
  public init(_ bytes: [UInt8]) throws(Problem) {
    do throws(JSONFailure) {
      self = try ProposalDocument(JSONReader.read(bytes))
    } catch {
      throw Problem(error, in: bytes)
    }
  }

  private init(_ root: JSONNode) throws(JSONFailure) {
    self.root = root
    let reader = ProposalReader(node: root)
    let schema = try reader.text("schema")
    guard schema == Self.schema else {
      throw JSONFailure(
        offset: try reader.value("schema").offset,
        message: "this is `\(NewsText.shown(schema))` and not `\(Self.schema)`",
        help: "save a proposal with `tranche rebalance --save FILE`"
      )
    }
    asOf = try reader.instant("asOf")
    assumptions = try reader.objects("assumptions").map { (one) throws(JSONFailure) in
      try one.text("text")
    }
    let terms = try reader.object("terms")
    restriction = try terms.optionalText("restriction")
    investment = try terms.optionalAmount("investment")
    accounts = try terms.texts("accounts")
    let listed = try reader.objects("accounts")
    isVerbose = listed.first?.node.member("allHolds") != nil
  }
}

extension ProposalDocument.Problem {
  init(_ failure: JSONFailure, in bytes: [UInt8]) {
    let visible = bytes.filter { $0 > 0x20 }
    let isObject = visible.first == UInt8(ascii: "{")
    let isCut = isObject && visible.last != UInt8(ascii: "}")
    let before = bytes.prefix(isCut ? bytes.count : failure.offset)
    line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    column = 1 + before.count - start
    (message, help) = (failure.message, failure.help)
    if isCut {
      message = "the file ends before the proposal does"
      help = "it was cut short; save it again with `tranche rebalance --save FILE`"
    } else if !isObject {
      message = "this is no proposal"
      help = "name what `tranche rebalance --save FILE` wrote"
    }
  }
}

extension JSONNode {
  /// The value of a member of an object; nothing without one.
  public func member(_ name: String) -> JSONNode? { members?.first { $0.name == name }?.value }
}

/// The members of an object that must be there.
private struct ProposalReader {
  let node: JSONNode

  func value(_ name: String) throws(JSONFailure) -> JSONNode {
    guard let value = node.member(name) else {
      throw JSONFailure(
        offset: node.offset,
        message: "`\(name)` is missing",
        help: "save the proposal again with `tranche rebalance --save FILE`"
      )
    }
    return value
  }

  func text(_ name: String) throws(JSONFailure) -> String {
    let value = try value(name)
    guard case .string(let text) = value.kind else { throw wrong(name, value, "a text") }
    return text
  }

  func optionalText(_ name: String) throws(JSONFailure) -> String? {
    try value(name).kind == .null ? nil : try text(name)
  }

  func optionalAmount(_ name: String) throws(JSONFailure) -> Amount? {
    guard let text = try optionalText(name) else { return nil }
    guard let amount = try? Amount(parsing: text) else {
      throw wrong(name, try value(name), "an amount")
    }
    return amount
  }

  func instant(_ name: String) throws(JSONFailure) -> Instant {
    guard let instant = Instant(parsing: try text(name), bareDate: .end) else {
      throw wrong(name, try value(name), "a moment like `2025-12-15T14:00:00Z`")
    }
    return instant
  }

  func texts(_ name: String) throws(JSONFailure) -> [String] {
    try list(name).map { (node) throws(JSONFailure) in
      guard case .string(let text) = node.kind else { throw wrong(name, node, "a list of texts") }
      return text
    }
  }

  func object(_ name: String) throws(JSONFailure) -> ProposalReader {
    let value = try value(name)
    guard value.members != nil else { throw wrong(name, value, "an object") }
    return ProposalReader(node: value)
  }

  func objects(_ name: String) throws(JSONFailure) -> [ProposalReader] {
    try list(name).map { (node) throws(JSONFailure) in
      guard node.members != nil else { throw wrong(name, node, "a list of objects") }
      return ProposalReader(node: node)
    }
  }

  private func list(_ name: String) throws(JSONFailure) -> [JSONNode] {
    let value = try value(name)
    guard case .array(let nodes) = value.kind else { throw wrong(name, value, "a list") }
    return nodes
  }

  private func wrong(_ name: String, _ node: JSONNode, _ wanted: String) -> JSONFailure {
    JSONFailure(
      offset: node.offset,
      message: "`\(name)` is \(wanted), and this is not",
      help: "save the proposal again with `tranche rebalance --save FILE`"
    )
  }
}

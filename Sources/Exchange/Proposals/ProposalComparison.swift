/// One value in which two proposals differ.
public struct ProposalDifference: Hashable, Sendable {
  /// The account; empty for what is the same for all.
  public var account: String
  /// What the value is of: a symbol, a limit and its subject, a rule; may be empty.
  public var subject: String
  /// The names that lead to it: `changes.quantity`.
  public var field: String
  /// As saved and as recomputed; nothing where one has no such value.
  public var saved: String?
  public var now: String?
}

/// Where two proposals differ, value by value. Elements of lists are compared with those of the same
/// name, wherever they stand; a list whose order differs is a difference of its own.
public struct ProposalComparison: Sendable {
  /// What two proposals were made from, where it is not the same.
  public enum Input: Hashable, Sendable {
    case rulebook, market, news
    case account(String)
  }

  /// Where rules stand in their files: another folder or layout is the same rulebook.
  private static let places = ["place", "places"]
  /// Told apart from results: what differs there is why results differ.
  private static let digests = ["accountHash", "id", "inputs", "hash"]

  /// In the order of the proposal.
  public private(set) var differences: [ProposalDifference] = []
  public private(set) var inputs: [Input] = []

  public var isIdentical: Bool { differences.isEmpty && inputs.isEmpty }

  /// Compares what was saved with what is recomputed.
  public init(_ saved: JSONNode, _ now: JSONNode) {
    compareInputs(saved, now)
    compare(saved, now, Place())
  }

  /// Where a value stands.
  private struct Place {
    var account = ""
    var subject = ""
    var field: [String] = []
  }

  // MARK: Inputs

  private mutating func compareInputs(_ saved: JSONNode, _ now: JSONNode) {
    func differs(_ path: [String]) -> Bool {
      let values = [saved, now].map { root in
        path.reduce(Optional(root)) { $0?.member($1) }?.scalarText
      }
      return values[0] != values[1]
    }
    if differs(["rulebook", "hash"]) { inputs.append(.rulebook) }
    if differs(["inputs", "marketHash"]) { inputs.append(.market) }
    if differs(["inputs", "newsHash"]) { inputs.append(.news) }
    let others = now.member("accounts")?.elements ?? []
    for account in saved.member("accounts")?.elements ?? [] {
      let name = account.member("account")?.scalarText
      let other = others.first { $0.member("account")?.scalarText == name }
      let hashes = [account, other].map { $0?.member("accountHash")?.scalarText }
      if other != nil, hashes[0] != hashes[1] { inputs.append(.account(name ?? "")) }
    }
  }

  // MARK: Results

  private mutating func compare(_ saved: JSONNode?, _ now: JSONNode?, _ place: Place) {
    guard let saved, let now else {
      note(saved?.summary, now?.summary, place)
      return
    }
    switch (saved.kind, now.kind) {
    case (.object(let old), .object(let new)): compare(old, new, place)
    case (.array(let old), .array(let new)): compare(old, new, place)
    default:
      if saved.summary != now.summary { note(saved.summary, now.summary, place) }
    }
  }

  private mutating func compare(
    _ saved: [JSONNode.Member],
    _ now: [JSONNode.Member],
    _ place: Place
  ) {
    let names =
      saved.map(\.name)
      + now.map(\.name).filter { name in
        !saved.contains { $0.name == name }
      }
    for name in names where !Self.places.contains(name) && !isInput(name, place) {
      var inner = place
      inner.field.append(name)
      compare(
        saved.first { $0.name == name }?.value,
        now.first { $0.name == name }?.value,
        inner
      )
    }
  }

  /// A fact's `id` is a name; a proposal's is a digest.
  private func isInput(_ name: String, _ place: Place) -> Bool {
    guard Self.digests.contains(name) else { return false }
    return place.field.isEmpty || (place.field == ["rulebook"] && name == "hash")
      || (place.field == ["accounts"] && name == "accountHash")
  }

  private mutating func compare(_ saved: [JSONNode], _ now: [JSONNode], _ place: Place) {
    let old = Self.keys(of: saved)
    let new = Self.keys(of: now)
    for (index, key) in old.enumerated() {
      let other = new.firstIndex(of: key).map { now[$0] }
      compare(saved[index], other, self.place(of: saved[index], in: place))
    }
    for (index, key) in new.enumerated() where !old.contains(key) {
      compare(nil, now[index], self.place(of: now[index], in: place))
    }
    if old != new, Set(old) == Set(new) {
      var inner = place
      inner.field.append("order")
      let names = [saved, now].map { $0.map(\.summary).joined(separator: ", ") }
      note(names[0], names[1], inner)
    }
  }

  /// One for each element: its name, with a number where several have the same.
  private static func keys(of nodes: [JSONNode]) -> [String] {
    var seen: [String: Int] = [:]
    return nodes.map { node in
      let name = node.title ?? node.summary
      seen[name, default: 0] += 1
      return "\(name)\u{1F}\(seen[name] ?? 0)"
    }
  }

  private func place(of node: JSONNode, in place: Place) -> Place {
    var inner = place
    if place.field == ["accounts"] {
      inner.account = node.member("account")?.scalarText ?? ""
    } else if let title = node.title {
      inner.subject = place.subject.isEmpty ? title : "\(place.subject) \(title)"
    }
    return inner
  }

  private mutating func note(_ saved: String?, _ now: String?, _ place: Place) {
    let field = place.field.first == "accounts" ? Array(place.field.dropFirst()) : place.field
    differences.append(
      ProposalDifference(
        account: place.account,
        subject: place.subject,
        field: field.joined(separator: "."),
        saved: saved,
        now: now
      )
    )
  }
}

extension JSONNode {
  fileprivate var elements: [JSONNode]? {
    if case .array(let nodes) = kind { nodes } else { nil }
  }

  fileprivate var scalarText: String? {
    switch kind {
    case .string(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  /// What names an object among others: `buy NVDA`, `single_name AAPL`.
  fileprivate var title: String? {
    guard members != nil else { return nil }
    let names = [
      "account", "action", "symbol", "limit", "rule", "member", "step", "subject", "code", "name",
      "id", "fact", "by", "instrument", "item",
    ]
    let parts = names.compactMap { member($0)?.scalarText }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// A value in a few words.
  fileprivate var summary: String {
    switch kind {
    case .null: "null"
    case .object: title ?? "an object"
    case .array(let nodes):
      nodes.isEmpty ? "none" : nodes.map(\.summary).joined(separator: ", ")
    case .bool, .number, .string: scalarText ?? ""
    }
  }
}

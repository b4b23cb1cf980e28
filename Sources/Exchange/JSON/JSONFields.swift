internal import Portfolio

/// The members of an object whose fields are known: each is asked for by name and type, and a name
/// that is not known is an error with the nearest one that is.
struct JSONFields {
  private let values: [String: JSONNode]
  private let offset: Int

  /// - Throws: when `node` is no object or has a field that is not among `known`.
  init(_ node: JSONNode, known: [String], of owner: String) throws(JSONFailure) {
    guard let members = node.members else {
      throw JSONFailure(
        offset: node.offset,
        message: "\(owner) is an object, and this is \(node.kindName)",
        help: "write `{\"name\": value, …}`"
      )
    }
    var values: [String: JSONNode] = [:]
    for member in members {
      guard known.contains(member.name) else {
        let nearest = nearestName(to: member.name, among: known)
        throw JSONFailure(
          offset: member.offset,
          message: "\(owner) has no field `\(NewsText.shown(member.name))`",
          help: nearest.map { "did you mean `\($0)`?" }
            ?? "the fields are \(known.map { "`\($0)`" }.joined(separator: ", "))"
        )
      }
      values[member.name] = member.value
    }
    self.values = values
    offset = node.offset
  }

  /// A failure at the field's value.
  func failure(_ name: String, _ message: String, _ help: String) -> JSONFailure {
    JSONFailure(offset: values[name]?.offset ?? offset, message: message, help: help)
  }

  /// A text that must be there and not be blank.
  func required(_ name: String, _ help: String) throws(JSONFailure) -> String {
    guard let text = try text(name) else { throw failure(name, "`\(name)` is missing", help) }
    if text.allSatisfy(\.isWhitespace) { throw failure(name, "`\(name)` is empty", help) }
    return text
  }

  func text(_ name: String) throws(JSONFailure) -> String? {
    guard let node = present(name) else { return nil }
    if case .string(let text) = node.kind { return text }
    throw wrong(name, node, "a text")
  }

  func bool(_ name: String) throws(JSONFailure) -> Bool? {
    guard let node = present(name) else { return nil }
    if case .bool(let value) = node.kind { return value }
    throw wrong(name, node, "`true` or `false`")
  }

  /// A number as written.
  func number(_ name: String) throws(JSONFailure) -> String? {
    guard let node = present(name) else { return nil }
    if case .number(let text) = node.kind { return text }
    throw wrong(name, node, "a number")
  }

  func numberOrText(_ name: String) throws(JSONFailure) -> String? {
    guard let node = present(name) else { return nil }
    switch node.kind {
    case .number(let text), .string(let text): return text
    default: throw wrong(name, node, "a number")
    }
  }

  func list(_ name: String) throws(JSONFailure) -> [JSONNode]? {
    guard let node = present(name) else { return nil }
    if case .array(let nodes) = node.kind { return nodes }
    throw wrong(name, node, "a list")
  }

  /// `null` says "not known", as leaving the field out does.
  private func present(_ name: String) -> JSONNode? {
    guard let node = values[name], node.kind != .null else { return nil }
    return node
  }

  private func wrong(_ name: String, _ node: JSONNode, _ wanted: String) -> JSONFailure {
    failure(name, "`\(name)` is \(wanted), and this is \(node.kindName)", "write \(wanted)")
  }
}

internal import Portfolio

/// The members of an object whose fields are known: each is asked for by name and type, and a name
/// that is not known is an error with the nearest one that is.
struct JSONFields {
  /// Each name once: few are found faster one by one than through a table of them.
  private let members: [JSONNode.Member]
  private let offset: Int
  /// The key path of the object with a point after it, for messages: `feed[2].`.
  private let path: String

  /// An object of somebody else's, who may add fields: those that are not asked for are passed over.
  ///
  /// - Parameter path: its key path in the document: `feed[2]`.
  /// - Throws: when `node` is no object.
  init(_ node: JSONNode, at path: String) throws(JSONFailure) {
    guard let members = node.members else {
      throw JSONFailure(
        offset: node.offset,
        message: "`\(path)` is an object, and this is \(node.kindName)",
        help: "ask the provider for the items again"
      )
    }
    self.members = members
    offset = node.offset
    self.path = path + "."
  }

  /// - Throws: when `node` is no object or has a field that is not among `known`.
  init(_ node: JSONNode, known: [String], of owner: String) throws(JSONFailure) {
    guard let members = node.members else {
      throw JSONFailure(
        offset: node.offset,
        message: "\(owner) is an object, and this is \(node.kindName)",
        help: "write `{\"name\": value, …}`"
      )
    }
    for member in members {
      guard known.contains(where: { isSame($0, member.name) }) else {
        let nearest = nearestName(to: member.name, among: known)
        throw JSONFailure(
          offset: member.offset,
          message: "\(owner) has no field `\(NewsText.shown(member.name))`",
          help: nearest.map { "did you mean `\($0)`?" }
            ?? "the fields are \(known.map { "`\($0)`" }.joined(separator: ", "))"
        )
      }
    }
    self.members = members
    offset = node.offset
    path = ""
  }

  /// The key path of a field: `feed[2].title`.
  func keyPath(_ name: String) -> String { path + name }

  /// A failure at the field's value.
  func failure(_ name: String, _ message: String, _ help: String) -> JSONFailure {
    JSONFailure(offset: value(name)?.offset ?? offset, message: message, help: help)
  }

  /// A text that must be there and not be blank.
  func required(_ name: String, _ help: String) throws(JSONFailure) -> String {
    guard let text = try text(name) else {
      throw failure(name, "`\(path)\(name)` is missing", help)
    }
    if text.allSatisfy(\.isWhitespace) { throw failure(name, "`\(path)\(name)` is empty", help) }
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

  /// The first text that is there and not empty.
  func firstText(_ names: String...) throws(JSONFailure) -> String? {
    for name in names {
      if let text = try text(name), !text.isEmpty { return text }
    }
    return nil
  }

  /// A text, or a number as written: ids are one or the other.
  func textOrNumber(_ name: String) throws(JSONFailure) -> String? {
    guard let node = present(name) else { return nil }
    switch node.kind {
    case .number(let text), .string(let text): return text
    default: throw wrong(name, node, "a text")
    }
  }

  /// The objects of a list, each with its fields.
  func objects(_ name: String) throws(JSONFailure) -> [JSONFields] {
    var objects: [JSONFields] = []
    for (index, node) in (try list(name) ?? []).enumerated() {
      objects.append(try JSONFields(node, at: "\(path)\(name)[\(index)]"))
    }
    return objects
  }

  /// The texts of a list.
  func texts(_ name: String) throws(JSONFailure) -> [String] {
    var texts: [String] = []
    for (index, node) in (try list(name) ?? []).enumerated() {
      guard case .string(let text) = node.kind else {
        throw wrong("\(name)[\(index)]", node, "a text")
      }
      texts.append(text)
    }
    return texts
  }

  func object(_ name: String) throws(JSONFailure) -> JSONFields? {
    guard let node = present(name) else { return nil }
    return try JSONFields(node, at: path + name)
  }

  func list(_ name: String) throws(JSONFailure) -> [JSONNode]? {
    guard let node = present(name) else { return nil }
    if case .array(let nodes) = node.kind { return nodes }
    throw wrong(name, node, "a list")
  }

  /// `null` says "not known", as leaving the field out does.
  private func present(_ name: String) -> JSONNode? {
    guard let node = value(name) else { return nil }
    if case .null = node.kind { return nil }
    return node
  }

  private func value(_ name: String) -> JSONNode? {
    members.first { isSame($0.name, name) }?.value
  }

  private func wrong(_ name: String, _ node: JSONNode, _ wanted: String) -> JSONFailure {
    JSONFailure(
      offset: node.offset,
      message: "`\(path)\(name)` is \(wanted), and this is \(node.kindName)",
      help: "write \(wanted)"
    )
  }
}

/// Whether two names are the same. Most differ in length, which is seen at once.
func isSame(_ left: String, _ right: String) -> Bool {
  left.utf8.count == right.utf8.count && left == right
}

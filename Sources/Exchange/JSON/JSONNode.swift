/// A JSON value with the place it came from. Numbers keep their text, so that no digit is lost to
/// binary floating point; objects keep their order.
public struct JSONNode: Hashable, Sendable {
  public struct Member: Hashable, Sendable {
    public var name: String
    /// The offset of the name's opening quote.
    public var offset: Int
    public var value: JSONNode
  }

  public enum Kind: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As written: `-0.30`, `1e-3`.
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([Member])
  }

  public var kind: Kind
  /// The offset of its first byte.
  public var offset: Int

  /// What it is, for messages: `a number`.
  public var kindName: String {
    switch kind {
    case .null: "`null`"
    case .bool: "`true` or `false`"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// The members of an object; nothing for any other value.
  public var members: [Member]? {
    if case .object(let members) = kind { members } else { nil }
  }
}

/// Why bytes are not JSON.
public struct JSONFailure: Error, Hashable, Sendable {
  /// The offset of the byte where reading stopped making sense.
  public var offset: Int
  public var message: String
  public var help: String
}

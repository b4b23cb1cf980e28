/// What a file shows of itself at its start, for recognising its format.
struct NewsSample {
  let file: NewsFile
  /// The first 4,096 bytes as text.
  let start: String
  /// The outline of a JSON document; nothing for anything else.
  private let document: JSONNode?

  init(_ file: NewsFile) {
    self.file = file
    start = String(decoding: file.bytes.prefix(4096), as: UTF8.self)
    let isJSON = file.firstByte == UInt8(ascii: "{") || file.firstByte == UInt8(ascii: "[")
    document = isJSON ? JSONReader.readStart(file.bytes, upTo: 64 * 1024) : nil
  }

  /// Whether the document is an object with all of `keys`.
  func has(_ keys: String...) -> Bool {
    let names = Set((document?.members ?? []).map(\.name))
    return keys.allSatisfy(names.contains)
  }

  /// A member of the document's object.
  func member(_ name: String) -> JSONNode? {
    document?.members?.first { $0.name == name }?.value
  }

  /// The first value of every member of the document's object.
  var memberValues: [JSONNode] { document?.members?.map(\.value) ?? [] }

  /// Whether the first element of the list called `key` (of the document itself, without one) is an object
  /// with all of `names`.
  func listed(_ key: String? = nil, _ names: String...) -> Bool {
    guard let node = key.map({ member($0) }) ?? document, case .array(let elements) = node.kind,
      let members = elements.first?.members
    else { return false }
    let found = Set(members.map(\.name))
    return names.allSatisfy(found.contains)
  }
}

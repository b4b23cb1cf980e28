import Foundation

/// What is to be sent, and where.
struct Order {
  let address: String
  /// The value of the header; empty where the address names no user.
  let authorization: String
  /// The alert's id: the same in each attempt.
  let id: String
  let content: Data

  /// Reads the four lines; nothing where they are others.
  init?(_ input: Data) {
    let lines = input.split(
      separator: UInt8(ascii: "\n"),
      maxSplits: 3,
      omittingEmptySubsequences: false
    )
    guard lines.count == 4 else { return nil }
    address = String(decoding: lines[0], as: UTF8.self)
    authorization = String(decoding: lines[1], as: UTF8.self)
    id = String(decoding: lines[2], as: UTF8.self)
    content = Data(lines[3])
  }
}

import Foundation

/// Where alerts are sent. Users, paths and queries of such addresses hold secrets: only the scheme and the host are
/// ever shown.
struct WebhookAddress: Equatable {
  /// Without user, password and fragment.
  let address: String
  /// The value of the header `Authorization`; empty where the address names no user.
  let authorization: String
  /// `https://hooks.example.com`.
  let shown: String

  /// Reads an address with `http` or `https` and a host; nothing where it is none.
  init?(_ text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      var parts = URLComponents(string: text, encodingInvalidCharacters: false),
      let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
      let host = parts.host, !host.isEmpty
    else { return nil }
    if let user = parts.user {
      let both = "\(user):\(parts.password ?? "")"
      authorization = "Basic " + Data(both.utf8).base64EncodedString()
    } else {
      authorization = ""
    }
    parts.scheme = scheme
    parts.user = nil
    parts.password = nil
    parts.fragment = nil
    guard let address = parts.string else { return nil }
    self.address = address
    shown = "\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? "")
  }

  /// Reads what `--webhook` says: an address, or the name of a file behind `@` whose first line is one, so that it is on
  /// no command line.
  init(option: String) throws {
    let isFile = option.hasPrefix("@")
    var text = option
    if isFile {
      let bytes = try FileReader.bytes(at: String(option.dropFirst()))
      let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
      text = String(decoding: line, as: UTF8.self)
    }
    guard let address = WebhookAddress(text) else {
      throw CommandFailure(
        .wrongUsage,
        isFile
          ? "the first line of the file of `--webhook` is no address with `http` or `https`"
          : "`--webhook` is no address with `http` or `https`",
        help: "give one like `https://hooks.example.com/path`, or `@FILE` for a file that holds it"
      )
    }
    self = address
  }
}

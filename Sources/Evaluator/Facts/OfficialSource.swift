internal import Portfolio

/// Whether an item comes from a source that a catalyst calls `official`.
enum OfficialSource {
  /// By the source's name, its owner, or the host of the URL. A name with a point stands for its
  /// subdomains as well: `kernel.org` for `lore.kernel.org`, never for `kernel.org.example`.
  static func matches(_ item: Item, _ official: [String]) -> Bool {
    if official.isEmpty { return false }
    var names = [NewsRevision.folded(item.source), NewsRevision.folded(item.owner)]
    if let url = item.url, let host = host(of: url) { names.append(host) }
    return official.contains { entry in
      let wanted = NewsRevision.folded(entry)
      return !wanted.isEmpty
        && names.contains {
          $0 == wanted || (wanted.contains(".") && $0.hasSuffix("." + wanted))
        }
    }
  }

  /// The host of a URL, in lowercase, without user, port and a closing point; nothing without one.
  static func host(of url: String) -> String? {
    let bytes = Array(url.lowercased().utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      bytes[(colon + 1)...].starts(with: "//".utf8)
    else { return nil }
    // A backslash ends the authority in every browser, so it must end it here.
    let ends = Array("/\\?#".utf8)
    var authority = bytes[(colon + 3)...].prefix { !ends.contains($0) }
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
      authority = authority[(at + 1)...]
    }
    var host = authority.prefix { $0 != UInt8(ascii: ":") }
    while host.last == UInt8(ascii: ".") { host.removeLast() }
    return host.isEmpty ? nil : String(decoding: host, as: UTF8.self)
  }
}

/// One spelling for the addresses under which one article is found.
///
/// `http` and `https`, `www.` and `amp.`, letter case of the host, fragments, tracking parameters, the order of
/// the others, an `amp` ending and a closing slash make no difference.
public enum CanonicalURL {
  /// The canonical form, without its scheme: `example.com/a?id=7`. Nothing for a text that is no address, and
  /// for one that names a site as a whole: many articles stand there.
  public static func of(_ url: String) -> String? {
    guard let parts = Parts(url) else { return nil }
    let query = keptParameters(parts.query)
    var path = parts.path[...]
    while path.hasSuffix("/") { path = path.dropLast() }
    if path.lowercased().hasSuffix("/amp") { path = path.dropLast(4) }
    while path.hasSuffix("/") { path = path.dropLast() }
    if path.isEmpty && query.isEmpty { return nil }
    return bare(parts.host) + path + (query.isEmpty ? "" : "?" + query)
  }

  /// The host without `www.`, in lowercase; nothing for a text that is no address.
  public static func host(of url: String) -> String? { Parts(url).map { bare($0.host) } }

  private struct Parts {
    var host: String
    var path: String
    var query: String

    init?(_ url: String) {
      let text = url.utf8.prefix(8192).drop { $0 <= 0x20 }
      guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let scheme = String(decoding: text[..<colon], as: UTF8.self).lowercased()
      guard scheme == "http" || scheme == "https" else { return nil }
      var rest = text[text.index(after: colon)...]
      guard rest.starts(with: "//".utf8) else { return nil }
      rest = rest.dropFirst(2)
      // A backslash ends the authority in every browser.
      var authority = rest.prefix { !"/\\?#".utf8.contains($0) }
      rest = rest.dropFirst(authority.count)
      if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
        authority = authority[authority.index(after: at)...]
      }
      var host = authority.prefix { $0 != UInt8(ascii: ":") }
      while host.last == UInt8(ascii: ".") { host = host.dropLast() }
      if host.isEmpty || host.contains(where: { $0 <= 0x20 }) { return nil }
      self.host = String(decoding: host, as: UTF8.self).lowercased()
      let address = rest.prefix { $0 != UInt8(ascii: "#") && $0 > 0x20 }
      let path = address.prefix { $0 != UInt8(ascii: "?") }
      self.path = String(decoding: path, as: UTF8.self)
      query = String(decoding: address.dropFirst(path.count + 1), as: UTF8.self)
    }
  }

  private static func bare(_ host: String) -> String {
    for prefix in ["www.", "amp."] where host.hasPrefix(prefix) && host.dropFirst(4).contains(".") {
      return String(host.dropFirst(4))
    }
    return host
  }

  private static func keptParameters(_ query: String) -> String {
    if query.isEmpty { return "" }
    return query.split(separator: "&").filter { parameter in
      let name = parameter.prefix { $0 != "=" }.lowercased()
      return !name.hasPrefix("utm_") && !tracking.contains(name)
    }
    .sorted().joined(separator: "&")
  }

  /// Parameters that say where a reader came from, not what is read.
  private static let tracking: Set<String> = [
    "amp", "cmpid", "fbclid", "gclid", "guccounter", "igshid", "mc_cid", "mc_eid", "mod", "msclkid",
    "outputtype", "partner", "ref", "siteid", "smid", "src", "taid", "tsrc", "via", "yptr",
  ]
}

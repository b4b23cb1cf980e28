internal import Portfolio
internal import Quantities

/// Makes items of what all outside formats have in common.
struct NewsItemParts {
  /// What the user says of a file, where an item does not say it itself.
  let page: PageFacts

  /// The item with what all outside formats have in common. Its identifier is the provider's; else its
  /// canonical address, else a digest of title and time. Revisions are not numbered.
  func item(
    of provider: String,
    id: String? = nil,
    title: String,
    summary: String = "",
    body: String = "",
    url: String? = nil,
    source: String? = nil,
    published: NewsTime? = nil,
    received: NewsTime? = nil,
    updated: NewsTime? = nil
  ) -> Item {
    let times = Availability(
      published: published?.instant ?? page.published,
      received: received?.instant ?? page.received,
      updated: updated?.instant,
      isAssumed: [published, received, updated].contains { $0?.isAssumed == true }
    )
    let url = url.flatMap { $0.isEmpty ? nil : $0 }
    let own = [id, url.flatMap(CanonicalURL.of)].lazy.compactMap { $0 }.first { !$0.isEmpty }
    return Item(
      identifier: own ?? NewsIdentifier.digest([title, published?.instant.description ?? ""]),
      provider: provider,
      revision: Item.unnumbered,
      title: title,
      summary: summary,
      body: body,
      url: url,
      source: [source ?? "", page.source, url.flatMap(CanonicalURL.host) ?? ""].first {
        !$0.isEmpty
      }
        ?? "",
      published: times.published,
      received: times.received,
      available: times.available,
      timeQuality: times.quality
    )
  }
}

/// Identifiers for items that have none of their own.
enum NewsIdentifier {
  /// A digest of `parts`; lengths keep apart what belongs to different parts.
  static func digest(_ parts: [String]) -> String {
    let content = parts.map { "\($0.utf8.count):\($0)" }.joined()
    return "digest-" + ContentDigest.hexadecimal(of: content.utf8).prefix(24)
  }
}

/// Subjects from providers' lists.
enum NewsSubjects {
  /// Each once, in their order: of one that is there twice the first stands.
  static func distinct(_ subjects: [ItemSubject]) -> [ItemSubject] {
    var seen: Set<String> = []
    return subjects.filter { seen.insert("\($0.kind) \($0.name)").inserted }
  }

  static func themes(_ names: [String]) -> [ItemSubject] {
    names.map { String(NewsText.trimmed($0[...])) }.filter { !$0.isEmpty }
      .map { ItemSubject(kind: .theme, name: $0) }
  }

  /// A symbol in the writing of portfolio files: in capitals, without `.US`; nothing for what is none, like
  /// `iff 6` or `abc|1`.
  static func symbol(_ text: String) -> String? {
    let name = NewsText.trimmed(text[...]).uppercased()
    let isSymbol =
      !name.isEmpty && name.utf8.count <= 40
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ".-:=/^&0123456789".unicodeScalars.contains($0)
      }
    guard isSymbol else { return nil }
    return name.hasSuffix(".US") && name.utf8.count > 3 ? String(name.dropLast(3)) : name
  }
}

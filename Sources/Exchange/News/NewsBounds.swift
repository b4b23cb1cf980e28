internal import Portfolio
internal import Quantities

/// What holds for every item, whatever format it came in: what a portfolio file can store, and owners of
/// sources.
enum NewsBounds {
  static let longestTitle = 2_000
  static let longestText = 1_000_000
  static let longestIdentifier = 2_000
  static let longestName = 200
  static let mostSubjects = 1_000

  /// Puts the item into the form in which it may be kept.
  ///
  /// - Returns: why it is to be left out, where it can't be told from others.
  static func settle(_ item: inout Item, _ owners: inout OwnerSearch) -> Refusal? {
    if item.identifier.utf8.count > longestIdentifier {
      return Refusal(message: "an id of \(item.identifier.utf8.count) bytes is too long")
    }
    if item.provider.isEmpty || item.provider.utf8.count > longestName {
      let name = NewsText.shown(item.provider)
      return Refusal(message: "`\(name)` is not the name of a provider")
    }
    if hasControl(item.identifier) || hasControl(item.provider) {
      let name = NewsText.shown(item.identifier)
      return Refusal(message: "the id `\(name)` holds control characters")
    }
    guard isStorable(item.published), isStorable(item.received), isStorable(item.available) else {
      return Refusal(message: "a moment is not in the years 1 to 9999")
    }
    let title = cut(&item.title, to: longestTitle, "title")
    let summary = cut(&item.summary, to: longestText, "summary")
    let body = cut(&item.body, to: longestText, "body")
    item.quarantine = item.quarantine ?? title ?? summary ?? body
    if item.source.utf8.count > longestName {
      item.source = String(item.source.unicodeScalars.prefix(longestName))
    }
    if item.owner == item.source || item.owner.isEmpty {
      item.owner = owners.owner(of: item.source)
    }
    if item.subjects.count > mostSubjects || !item.subjects.allSatisfy(isSubject) {
      item.subjects = item.subjects.prefix(mostSubjects).filter(isSubject)
    }
    return nil
  }

  private static func isSubject(_ subject: ItemSubject) -> Bool {
    !subject.name.isEmpty && subject.name.utf8.count <= longestName && !hasControl(subject.name)
  }

  private static func isStorable(_ moment: Instant?) -> Bool {
    moment.map { storable.contains($0.secondsSinceEpoch) } ?? true
  }

  /// Why an item can't be kept.
  struct Refusal { var message: String }

  /// A text of such a length is no headline or article: the item is kept with its beginning, and counts for
  /// nothing.
  private static func cut(_ text: inout String, to limit: Int, _ name: String) -> String? {
    let count = text.utf8.count
    guard count > limit else { return nil }
    // Four bytes are the most that one character takes.
    text = String(text.unicodeScalars.prefix(limit / 4))
    return "the \(name) has \(count) bytes, more than \(limit)"
  }

  private static func hasControl(_ text: String) -> Bool {
    text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
  }

  /// Of the years 1 to 9999.
  private static let storable: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
}

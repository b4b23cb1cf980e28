internal import Portfolio
internal import Quantities

/// One element of a provider's list, on its way to an item.
///
/// What can't be understood is thrown, and the item is lost. A number that is understood and can't be right
/// quarantines the item, with the reason.
struct ProviderItem {
  let fields: JSONFields
  /// Of the document that the item stands in; nothing where it is a list.
  let document: JSONFields?
  let page: PageFacts
  var parts: NewsItemParts { NewsItemParts(page: page) }
  /// Why the item is quarantined, each with its place.
  private(set) var doubts: [JSONFailure] = []
  private(set) var quarantine: String?

  init(_ fields: JSONFields, document: JSONFields?, page: PageFacts) {
    self.fields = fields
    self.document = document
    self.page = page
  }

  // MARK: Fields

  /// A number, or a text that holds one. Decimals beyond 8 are rounded half-even: providers print binary floating
  /// point.
  mutating func score(
    _ name: String,
    _ measure: NewsScore.Measure,
    in object: JSONFields? = nil
  ) throws(JSONFailure) -> Number? {
    let object = object ?? fields
    guard let text = try object.numberOrText(name) else { return nil }
    switch NewsScore.read(text, as: measure, isRounded: true) {
    case .success(let number): return number
    case .failure(let reason):
      doubt(
        object.failure(
          name,
          "`\(object.keyPath(name))`: \(reason.text): the item does not count",
          "check it at its source; a number is never guessed or cut to its range"
        ),
        reason.text
      )
      return nil
    }
  }

  /// A number as the provider wrote it; nothing where that is longer than any number that means something.
  func raw(_ name: String, in object: JSONFields) throws(JSONFailure) -> String? {
    guard let text = try object.numberOrText(name), text.utf8.count <= 64 else { return nil }
    return text
  }

  /// Keeps the item out, with the reason.
  mutating func doubt(_ failure: JSONFailure, _ reason: String) {
    quarantine = quarantine ?? reason
    doubts.append(failure)
  }

  /// - Throws: for a text that is no moment: an item at a wrong time would count too early or too late.
  func time(_ name: String) throws(JSONFailure) -> NewsTime? {
    guard let text = try fields.text(name), !text.isEmpty else { return nil }
    if let time = NewsTime(text) { return time }
    throw noMoment(name, text)
  }

  /// Seconds since 1970; 0 says that it is not known.
  func seconds(_ name: String) throws(JSONFailure) -> NewsTime? {
    guard let text = try fields.number(name), text != "0" else { return nil }
    if let time = NewsTime(seconds: text) { return time }
    throw noMoment(name, text)
  }

  private func noMoment(_ name: String, _ text: String) -> JSONFailure {
    fields.failure(
      name,
      "`\(fields.keyPath(name))`: `\(NewsText.shown(text))` is not a moment in time",
      "the item is left out; ask the provider for it again"
    )
  }
}

internal import Portfolio

/// A provider's answer: one JSON document with a list of items.
///
/// Fields that are not asked for are passed over, since providers add fields. An item with a field of the wrong
/// type is lost, with its place and key path; the others are read, also those before the point where a document
/// was cut short.
protocol JSONNewsFormat: NewsFormatReader {
  /// The provider's name, for messages.
  static var provider: String { get }

  /// The key of the list of items; nothing where the document itself is the list.
  static var list: String? { get }

  /// The items with their key paths; nothing where the document has none, such as a message about a quota.
  static func elements(of document: JSONNode) -> [(path: String, node: JSONNode)]?

  /// One item; nothing for an element that is none.
  static func item(_ part: inout ProviderItem) throws(JSONFailure) -> Item?
}

extension JSONNewsFormat {
  static func elements(of document: JSONNode) -> [(path: String, node: JSONNode)]? {
    var node = document
    if let list {
      guard let found = document.members?.first(where: { $0.name == list }) else { return nil }
      node = found.value
    }
    guard case .array(let nodes) = node.kind else { return nil }
    return nodes.enumerated().map { ("\(list ?? "")[\($0.offset)]", $0.element) }
  }

  static func read(_ file: NewsFile, page: PageFacts) -> NewsReading {
    var reading = NewsReading()
    var places = PlaceFinder(file)
    if file.bytes.count > ProviderDocument.mostBytes {
      reading.problems.append(ProviderDocument.tooLarge(file))
      return reading
    }
    let (document, failure) = JSONReader.readSoundPart(file.bytes)
    guard let document else {
      if let failure { reading.problems.append(places.problem(failure)) }
      return reading
    }
    guard let elements = elements(of: document) else {
      reading.problems.append(
        places.problem(failure ?? ProviderDocument.refusal(document, provider, list))
      )
      return reading
    }
    let top = try? JSONFields(document, at: "document")
    for (path, node) in elements {
      do throws(JSONFailure) {
        var part = ProviderItem(try JSONFields(node, at: path), document: top, page: page)
        if var item = try item(&part) {
          item.quarantine = item.quarantine ?? part.quarantine
          reading.items.append(item)
        }
        for doubt in part.doubts { reading.problems.append(places.problem(doubt)) }
      } catch {
        reading.problems.append(places.problem(error))
      }
    }
    if let failure {
      let kept = reading.items.count
      reading.problems.append(
        places.problem(
          JSONFailure(
            offset: failure.offset,
            message: "the document breaks off: \(failure.message)",
            help:
              "\(kept) \(kept == 1 ? "item" : "items") before it \(kept == 1 ? "was" : "were") read; "
              + "ask for the document again"
          )
        )
      )
    }
    return reading
  }
}

/// What holds for every provider's document.
enum ProviderDocument {
  /// A page of any provider's answer is far smaller; the whole of it is in memory while it is read.
  static let mostBytes = 64 * 1024 * 1024

  static func tooLarge(_ file: NewsFile) -> NewsProblem {
    file.problem(
      line: 0,
      column: 0,
      "the document is larger than 64 MB",
      help: "ask the provider for fewer items at a time, or write them as JSON Lines"
    )
  }

  /// Why a document has no list of items, in the provider's own words where it says so.
  static func refusal(_ document: JSONNode, _ provider: String, _ list: String?) -> JSONFailure {
    if let (words, offset) = message(in: document) {
      return JSONFailure(
        offset: offset,
        message:
          "\(provider) sent a message instead of news: `\(NewsText.shown(words, upTo: 200))`",
        help: "check the key and the query, or wait until the quota allows it, and ask again"
      )
    }
    return JSONFailure(
      offset: document.offset,
      message: "the document has no list \(list.map { "`\($0)` " } ?? "")of items",
      help: "save the whole answer of \(provider)"
    )
  }

  /// The names under which providers say what went wrong.
  static let messageKeys = [
    "Information", "Note", "Error Message", "error", "errors", "message", "detail",
  ]

  private static func message(in document: JSONNode) -> (String, Int)? {
    for member in document.members ?? [] where messageKeys.contains(member.name) {
      switch member.value.kind {
      case .string(let text): return (text, member.value.offset)
      case .object: if let found = message(in: member.value) { return found }
      case .array(let nodes):
        if case .string(let text)? = nodes.first?.kind { return (text, member.value.offset) }
      default: continue
      }
    }
    return nil
  }
}

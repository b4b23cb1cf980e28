internal import Portfolio
internal import Quantities

/// A feed in XML: items among the elements of a document.
enum XMLNewsFeed {
  /// The items of a feed. A bad one costs no other, and a feed that was cut short keeps those before.
  ///
  /// - Parameters:
  ///   - name: the element that a document of this format is.
  ///   - names: the elements that are items.
  static func read(
    _ file: NewsFile,
    root name: String,
    items names: Set<String>,
    _ item: (_ element: XMLElement, _ root: XMLElement) throws(XMLFailure) -> Item
  ) -> NewsReading {
    var reading = NewsReading()
    if file.bytes.count > ProviderDocument.mostBytes {
      reading.problems.append(ProviderDocument.tooLarge(file))
      return reading
    }
    let (root, failure) = XMLReader.read(file.bytes, whole: names)
    func report(_ failure: XMLFailure) {
      reading.problems.append(
        file.problem(
          line: failure.line,
          column: failure.column,
          failure.message,
          help: failure.help
        )
      )
    }
    if let root, root.name != name {
      report(notThis(root, name))
    } else if let root {
      for element in (root.child("channel") ?? root).children where names.contains(element.name) {
        do throws(XMLFailure) {
          reading.items.append(try item(element, root))
        } catch {
          report(error)
        }
      }
    }
    if let failure { report(failure) }
    return reading
  }

  private static func notThis(_ root: XMLElement, _ name: String) -> XMLFailure {
    XMLFailure(
      line: root.line,
      column: root.column,
      message: "the document is `<\(NewsText.shown(root.name))>`, and no `<\(name)>`",
      help: "save the feed itself, not a page that links to it"
    )
  }

  static func missing(_ name: String, _ element: XMLElement) -> XMLFailure {
    XMLFailure(
      line: element.line,
      column: element.column,
      message: "the \(element.name) has no `\(name)`",
      help: "it is left out; the others are read"
    )
  }

  /// An element on its way to an item.
  struct Part {
    let element: XMLElement
    let page: PageFacts

    var parts: NewsItemParts { NewsItemParts(page: page) }

    func time(_ child: XMLElement?) throws(XMLFailure) -> NewsTime? {
      try child.map { child throws(XMLFailure) in try time(child.text, child) } ?? nil
    }

    func time(_ text: String?, _ place: XMLElement) throws(XMLFailure) -> NewsTime? {
      let text = String(NewsText.trimmed((text ?? "")[...]))
      if text.isEmpty { return nil }
      if let time = NewsTime(text) { return time }
      throw XMLFailure(
        line: place.line,
        column: place.column,
        message: "`\(NewsText.shown(text))` is not a moment in time",
        help: "the \(element.name) is left out; the others are read"
      )
    }
  }
}

/// An element of an XML document with what stands in it.
struct XMLElement {
  /// As written, with its prefix: `dc:date`.
  var name: String
  var line: Int
  var column: Int
  var attributes: [String: String] = [:]
  /// Its own characters, entities resolved; those of elements inside it not among them.
  var text = ""
  var children: [XMLElement] = []

  func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  func children(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// The text of the first child called `name`, without blanks at its ends; nothing where it is blank.
  func text(of name: String) -> String? {
    guard let child = child(name) else { return nil }
    let text = NewsText.trimmed(child.text[...])
    return text.isEmpty ? nil : String(text)
  }

  /// All characters in it, with a blank between elements.
  var allText: String {
    let parts = [text] + children.map(\.allText)
    return parts.map { String(NewsText.trimmed($0[...])) }.filter { !$0.isEmpty }.joined(
      separator: " "
    )
  }
}

/// Why a document is not XML that is read here.
struct XMLFailure: Error, Hashable {
  /// Both from 1; the column counts Unicode scalars.
  var line: Int
  var column: Int
  var message: String
  var help: String
}

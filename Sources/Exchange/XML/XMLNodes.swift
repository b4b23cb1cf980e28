/// The elements of a document with what stands above each, to follow references of XStream: `../../security[2]`
/// by place, or a number that another element has as its `id`.
struct XMLNodes {
  struct Node {
    var element: XMLElement
    var parent: Int?
    var children: [Int]
  }

  private(set) var nodes: [Node] = []
  private var byIdentifier: [String: Int] = [:]

  /// - Parameter closed: names of elements that nothing refers into; their own elements are no nodes.
  init(_ root: XMLElement, closed: Set<String>) {
    var waiting: [(element: XMLElement, parent: Int?)] = [(root, nil)]
    while let (element, parent) = waiting.popLast() {
      let place = nodes.count
      nodes.append(Node(element: element, parent: parent, children: []))
      if let parent { nodes[parent].children.append(place) }
      if let identifier = element.attributes["id"] { byIdentifier[identifier] = place }
      if closed.contains(element.name) { continue }
      // Taken from the end, so that they get their places in order.
      for child in element.children.reversed() { waiting.append((child, place)) }
    }
    // Those of one parent were met in order, whatever stood between.
    for place in nodes.indices { nodes[place].children.sort() }
  }

  var root: Int { 0 }

  func element(_ place: Int) -> XMLElement {
    nodes.indices.contains(place) ? nodes[place].element : XMLElement(name: "", line: 1, column: 1)
  }

  /// The children called `name` of a node, references followed; those that lead nowhere left out.
  func children(_ name: String, of place: Int) -> [Int] {
    guard nodes.indices.contains(place) else { return [] }
    return nodes[place].children.filter { nodes[$0].element.name == name }.compactMap(resolved)
  }

  func child(_ name: String, of place: Int) -> Int? { children(name, of: place).first }

  /// The text of a child, without blanks at its ends; empty for none.
  func text(_ name: String, of place: Int) -> String {
    child(name, of: place).map { String(NewsText.trimmed(element($0).text[...])) } ?? ""
  }

  /// The node itself, or the one that it refers to.
  private func resolved(_ place: Int) -> Int? {
    var place = place
    for _ in 0..<10 {
      guard let reference = nodes[place].element.attributes["reference"] else { return place }
      guard let next = byIdentifier[reference] ?? target(of: reference, from: place) else {
        return nil
      }
      place = next
    }
    return nil
  }

  private func target(of path: String, from place: Int) -> Int? {
    var place = place
    for step in path.split(separator: "/") {
      if step == ".." {
        guard let parent = nodes[place].parent else { return nil }
        place = parent
        continue
      }
      let name = step.prefix { $0 != "[" }
      let digits = step.dropFirst(name.count).filter(\.isWholeNumber)
      let number = digits.isEmpty ? 1 : Int(digits) ?? 0
      let found = nodes[place].children.filter { nodes[$0].element.name == name }
      guard number >= 1, number <= found.count else { return nil }
      place = found[number - 1]
    }
    return place
  }
}

/// A rulebook as text that is not laid out yet: files of declarations, each with its tokens. What may
/// stand in any order is kept apart, so that it can be permuted, taken away, or laid out anew.
public struct RulebookText: Hashable, Sendable {
  /// One declaration: all of it in `head`, or a head, `{`, entries and `}`.
  public struct Declaration: Hashable, Sendable {
    public var head: [String]
    /// The tokens of each entry of the block; nothing for a declaration without one.
    public var entries: [[String]]?
    /// Whether the order of the entries means nothing.
    public var isFreelyOrdered: Bool

    public init(_ head: [String], entries: [[String]]? = nil, isFreelyOrdered: Bool = true) {
      self.head = head
      self.entries = entries
      self.isFreelyOrdered = isFreelyOrdered
    }

    public var tokens: [String] {
      guard let entries else { return head }
      return head + ["{"] + entries.flatMap { $0 } + ["}"]
    }
  }

  public struct File: Hashable, Sendable {
    public var path: String
    /// The header's tokens; empty for a file without one.
    public var header: [String]
    public var declarations: [Declaration]

    public init(path: String, header: [String] = [], declarations: [Declaration] = []) {
      self.path = path
      self.header = header
      self.declarations = declarations
    }

    public var tokens: [String] { header + declarations.flatMap(\.tokens) }
  }

  public var seed: UInt64
  public var files: [File]

  public init(seed: UInt64, files: [File]) {
    self.seed = seed
    self.files = files
  }

  /// The same declarations in another order, in as many files, with the entries of each block in
  /// another order as well where it means nothing. Headers and `use` stay where they are.
  public func permuted(seed: UInt64) -> RulebookText {
    var random = SeededGenerator(seed: seed)
    var copy = self
    var movable: [Declaration] = []
    for index in copy.files.indices {
      movable += copy.files[index].declarations.filter { $0.head.first != "use" }
      copy.files[index].declarations.removeAll { $0.head.first != "use" }
    }
    // Two rules that are equal token for token are one rule, and must stay equal.
    var reordered: [Declaration: Declaration] = [:]
    for original in movable.shuffled(using: &random) {
      var declaration = reordered[original] ?? original
      if declaration.isFreelyOrdered, reordered[original] == nil {
        declaration.entries?.shuffle(using: &random)
      }
      reordered[original] = declaration
      let file = random.int(0...(copy.files.count - 1))
      let place = random.int(0...copy.files[file].declarations.count)
      copy.files[file].declarations.insert(declaration, at: place)
    }
    copy.files.shuffle(using: &random)
    return copy
  }
}

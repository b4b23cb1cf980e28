public import Foundation

/// The cases of enumerations, as `Type.case`: those that a value holds, and those that source code
/// declares.
public struct EnumCases {
  public private(set) var found: Set<String> = []

  public init() {}

  /// Adds every case in `value`, however deep.
  public mutating func collect(_ value: Any) {
    let mirror = Mirror(reflecting: value)
    guard mirror.displayStyle == .enum else {
      for child in mirror.children { collect(child.value) }
      return
    }
    let type = String(reflecting: type(of: value)).split(separator: ".").dropFirst()
    let name = mirror.children.first?.label ?? String(describing: value)
    found.insert((type + [Substring(name)]).joined(separator: "."))
    for child in mirror.children { collect(child.value) }
  }

  /// The cases that the Swift files of a folder declare. A declaration stands alone on its line, two
  /// blanks further in than the type around it, as the formatter writes it.
  public static func declared(in folder: URL) throws -> Set<String> {
    var cases: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(
      at: folder,
      includingPropertiesForKeys: nil
    ) where file.pathExtension == "swift" {
      var types: [(indent: Int, name: String, isEnum: Bool)] = []
      for line in try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n") {
        let words = line.split(separator: " ").map(String.init)
        let indent = line.prefix { $0 == " " }.count
        guard !line.isEmpty, !words.isEmpty, words[0] != "///" else { continue }
        while let last = types.last, last.indent >= indent, words[0] != "}" { types.removeLast() }
        if words[0] == "case", let type = types.last, type.isEnum, type.indent + 2 == indent {
          let path = types.map(\.name).joined(separator: ".")
          for name in names(words.dropFirst().joined(separator: " ")) {
            cases.insert("\(path).\(name)")
          }
        } else if let place = words.firstIndex(where: { ["enum", "struct"].contains($0) }),
          words.indices.contains(place + 1)
        {
          let name = words[place + 1].prefix { $0.isLetter || $0.isNumber }
          types.append((indent, String(name), words[place] == "enum"))
        }
      }
    }
    return cases
  }

  /// `a, b(C, D), e = "e"` without what stands in parentheses and behind `=`.
  private static func names(_ list: String) -> [String] {
    var depth = 0
    var plain = ""
    for character in list {
      if character == "(" { depth += 1 }
      if depth == 0 { plain.append(character) }
      if character == ")" { depth -= 1 }
    }
    return plain.components(separatedBy: ",").map { part in
      part.trimmingCharacters(in: .whitespaces).prefix { $0.isLetter || $0.isNumber }
    }.map(String.init).filter { !$0.isEmpty }
  }
}

import Foundation
import TestSupport
import Testing

@testable import RuleChecker
@testable import RuleSyntax

/// The words that editors colour are the language's own: none is missing, and none is made up.
@Suite struct EditorWordsTests {
  private static let words = Set(Keyword.allCases.map(\.rawValue).filter { !$0.isEmpty })
  private static let functions = Set(Functions.all.filter { $0.subject != .nothing }.map(\.name))
  private static let scores = Set(ScoreWords.all.map(\.word))

  private func text(_ path: String) throws -> String {
    try String(
      contentsOf: repositoryRoot().appendingPathComponent("editors").appendingPathComponent(path),
      encoding: .utf8
    )
  }

  @Test func vimColoursTheLanguagesWords() throws {
    var found: [String: Set<String>] = [:]
    for line in try text("vim/syntax/tranche.vim").split(separator: "\n") {
      let parts = line.split(separator: " ").map(String.init)
      if parts.starts(with: ["syntax", "keyword"]) {
        #expect(found[parts[2], default: []].isDisjoint(with: parts.dropFirst(3)))
        found[parts[2], default: []].formUnion(parts.dropFirst(3))
      }
      if parts.starts(with: ["syntax", "match", "trancheFunction"]) {
        found["functions"] = Set(line.split { !$0.isLetter && $0 != "_" }.map(String.init))
      }
    }
    let scores = found.removeValue(forKey: "trancheScore")
    #expect(scores == Self.scores)
    let functions = found.removeValue(forKey: "functions") ?? []
    #expect(
      functions.subtracting(["syntax", "match", "trancheFunction", "v", "ze", "s"])
        == Self.functions
    )
    #expect(found.count == 5)
    #expect(found.values.reduce(Set()) { $0.union($1) } == Self.words)
    #expect(found.values.map(\.count).reduce(0, +) == Self.words.count)
    #expect(
      found["trancheDeclaration"] == Set(Keyword.allCases.filter(\.isDeclaration).map(\.rawValue))
    )
  }

  @Test func theGrammarColoursTheLanguagesWords() throws {
    struct Grammar: Decodable {
      struct Pattern: Decodable { let match: String }
      let scopeName: String
      let repository: [String: Pattern]
    }
    let grammar = try JSONDecoder().decode(
      Grammar.self,
      from: Data(text("vscode/syntaxes/tranche.tmLanguage.json").utf8)
    )
    func words(_ name: String) throws -> Set<String> {
      let match = try #require(grammar.repository[name]?.match)
      // Between `(?:` and `)`, apart by `|`.
      let start = try #require(match.firstRange(of: "(?:"))
      let list = match[start.upperBound...].prefix { $0 != ")" }
      return Set(list.split(separator: "|").map(String.init))
    }
    let groups = try ["declarations", "clauses", "operators", "reserved", "words"].map(words)
    #expect(groups.reduce(Set()) { $0.union($1) } == Self.words)
    #expect(groups.map(\.count).reduce(0, +) == Self.words.count)
    #expect(try words("functions") == Self.functions)
    #expect(try words("scores") == Self.scores)
    #expect(
      try words("declarations") == Set(Keyword.allCases.filter(\.isDeclaration).map(\.rawValue))
    )
  }

  /// What VS Code loads is where its manifest says.
  @Test func theExtensionIsWhole() throws {
    struct Manifest: Decodable {
      struct Contributions: Decodable {
        struct Language: Decodable {
          let id: String
          let extensions: [String]
          let configuration: String
        }
        struct Grammar: Decodable {
          let language: String
          let scopeName: String
          let path: String
        }
        let languages: [Language]
        let grammars: [Grammar]
      }
      let contributes: Contributions
    }
    let manifest = try JSONDecoder().decode(
      Manifest.self,
      from: Data(text("vscode/package.json").utf8)
    )
    #expect(manifest.contributes.languages.map(\.extensions) == [[".tranche"]])
    #expect(manifest.contributes.grammars.map(\.language) == ["tranche"])
    #expect(manifest.contributes.grammars.map(\.scopeName) == ["source.tranche"])
    for path in manifest.contributes.grammars.map(\.path)
      + manifest.contributes.languages.map(\.configuration)
    {
      let bytes = Data(try text("vscode/" + path.dropFirst(2)).utf8)
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: bytes) }
    }
    #expect(try text("vim/ftdetect/tranche.vim").contains("*.tranche"))
  }
}

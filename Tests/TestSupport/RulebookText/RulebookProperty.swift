internal import Foundation
public import RuleChecker
public import RuleSyntax

/// Runs a property over generated rulebooks, and makes the first that fails it small.
///
/// `TRANCHE_CASES=100000` asks for so many rulebooks instead of the usual few, `TRANCHE_SEED=7` for
/// others.
public enum RulebookProperty {
  /// How many rulebooks a property is tried with when nothing else is asked for.
  public static func seeds(_ usual: Int) -> Range<UInt64> {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["TRANCHE_CASES"].flatMap { UInt64($0) } ?? UInt64(usual)
    let first = (environment["TRANCHE_SEED"].flatMap { UInt64($0) } ?? 0) &* 1_000_000
    return first..<(first + count)
  }

  /// What the property has against the first rulebook that fails it, with the smallest text that
  /// fails it as well; nothing when all are good.
  public static func failure(
    over usual: Int,
    mode: RulebookTextGenerator.Mode = .sound,
    _ faults: (RulebookText) -> [String]
  ) -> String? {
    for seed in seeds(usual) {
      let rulebook = RulebookTextGenerator.rulebook(seed: seed, mode: mode)
      let found = Set(faults(rulebook))
      if found.isEmpty { continue }
      // What is left out must not bring in another fault in its place.
      let small = rulebook.shrunk { !found.isDisjoint(with: faults($0)) }
      let texts = small.sources().map {
        "// \($0.path)\n" + String(decoding: $0.bytes, as: UTF8.self)
      }
      return "seed \(seed): \(faults(small).joined(separator: "; "))\n\(texts.joined())"
    }
    return nil
  }
}

extension RulebookText {
  /// The files, laid out; each file's index is its place in the list.
  public func sources(_ layout: RulebookLayout = .plain) -> [SourceFile] {
    var layout = layout
    return files.enumerated().map { index, file in
      SourceFile(path: file.path, index: Int32(index), text: layout.text(of: file))
    }
  }
  /// The files parsed, and checked together.
  public func checked(_ layout: RulebookLayout = .plain) -> CheckResult {
    RulebookChecker.check(sources(layout).map { Parser.parse($0) })
  }
}

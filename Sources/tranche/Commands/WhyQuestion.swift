import Evaluator
import Reporting
import RuleSyntax

/// What `tranche why` is asked, matched against the rules of the account.
struct WhyQuestion {
  let symbol: String?
  /// `NAME`, `NAME.STEP`, `NAME[SYMBOL]` or `NAME[SYMBOL].STEP`.
  let rule: String?

  func find(in explanation: AccountExplanation) throws -> WhyReport.Question {
    guard let rule else {
      return symbol.map { .instrument($0) } ?? .overview
    }
    let head = rule.prefix { $0 != "[" && $0 != "." }
    let rest = rule.dropFirst(head.count)
    let member =
      rest.hasPrefix("[") ? String(rest.dropFirst().prefix { $0 != "]" }) : nil
    let step = rest.firstIndex(of: ".").map { String(rest[rest.index(after: $0)...]) }
    return try find(String(head), member: member, step: step, in: explanation)
  }

  private func find(
    _ name: String,
    member: String?,
    step: String?,
    in explanation: AccountExplanation
  ) throws -> WhyReport.Question {
    let found = explanation.rules.filter { $0.rule == name }
    guard let first = found.first else {
      throw unknown("no rule `\(name)` speaks of the account", name, explanation.rules.map(\.rule))
    }
    // A rule `for each` stands once for each instrument.
    let isForEach = first.member != nil
    let wanted = isForEach ? member ?? symbol : nil
    guard let standing = found.first(where: { $0.member == wanted }) else {
      let members = found.compactMap(\.member)
      guard let wanted else {
        throw CommandFailure(
          .wrongUsage,
          "rule `\(name)` stands once for each of \(members.count) instruments",
          help: "name one, as in `--rule \(name)[\(members.first ?? "SYMBOL")]`"
        )
      }
      throw unknown("rule `\(name)` has no member `\(wanted)`", wanted, members)
    }
    if let step, !standing.steps.contains(where: { $0.step == step }) {
      throw unknown("rule `\(name)` has no step `\(step)`", step, standing.steps.map(\.step))
    }
    return .rule(name, member: wanted, step: step)
  }

  private func unknown(_ message: String, _ name: String, _ names: [String]) -> CommandFailure {
    let known = Array(Set(names)).sorted()
    let nearest = NearestMatch.of(name, in: known).map { "did you mean `\($0)`?" }
    let list = known.isEmpty ? "there are none" : "there are \(WhyQuestion.list(known))"
    return CommandFailure(.badInput, message, help: nearest ?? list)
  }

  /// The first ten names.
  static func list(_ names: [String]) -> String {
    let most = 10
    let list = names.prefix(most).map { "`\($0)`" }.joined(separator: ", ")
    return list + (names.count > most ? " and \(names.count - most) more" : "")
  }
}

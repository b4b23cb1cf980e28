import Quantities
import RuleChecker

/// The names of all enum cases in `value`, as `Kind.news`; those of numbers, dates and places left
/// out.
func collectCases(of value: Any, into seen: inout Set<String>) {
  let mirror = Mirror(reflecting: value)
  if mirror.displayStyle == .enum {
    let name = mirror.children.first?.label ?? String(describing: value)
    seen.insert("\(type(of: value)).\(name)")
  }
  for child in mirror.children { collectCases(of: child.value, into: &seen) }
}

/// Every case of every enum of the checked rulebook that the language can reach today.
///
/// Left out are figures of several instruments that take one alone.
let everyCase: Set<String> =
  named("Kind", expressions) + named("Kind", sets) + named("State", ["state", "outcome"])
  + named("CatalystTest", ["isOneOf", "isAtLeast", "changedWithin"])
  + named("Subject", ["topic", "instrument", "bound", "noTrade"])
  + named("InstrumentReference", ["symbol", "member"])
  + named("Action", ["build", "hold", "trim", "freeze", "hedge", "review"])
  + named("Bound", ["toWeight", "by"]) + named("Basis", ["value", "beta", "betaOtherwiseValue"])
  + named("Measure", measures) + named("Force", ["normal", "enforced", "advisory"])
  + named("Phrase", ["literal", "near"]) + named("Schedule", ["on", "by", "calendar"])
  + named("MinimumTrade", ["money", "shareOfNav"])
  + named("Side", ["buys", "sells", "both", "atMost", "atLeast"])
  + named("Trade", ["trade", "buys", "sells"]) + all(Expression.Comparison.self)
  + all(Expression.Arithmetic.self) + all(DayCount.self) + all(NewsCall.Function.self)
  + named("HoldingMeasure", holdingMeasures) + all(AccountMeasure.self) + all(CatalystState.self)
  + all(Duration.Unit.self)

private let expressions = [
  "number", "money", "duration", "date", "comparison", "and", "or", "not", "arithmetic", "negated",
  "otherwise", "known", "atLeast", "reference", "catalyst", "days", "news", "holding", "account",
]

private let holdingMeasures = [
  "weight", "value", "quantity", "exposure", "beta", "price", "gain", "priceChange",
]

private let sets = ["symbol", "basket", "tag", "all", "member", "held", "except"]

private let measures = [
  "weightOfEachInstrument", "weightOfEachValue", "weightOfSet", "gross", "net", "beta", "cash",
  "turnover", "tradeOfEachInstrument",
]

private func named(_ type: String, _ cases: [String]) -> Set<String> {
  Set(cases.map { "\(type).\($0)" })
}

private func all<Value: CaseIterable>(_ type: Value.Type) -> Set<String> {
  Set(type.allCases.map { "\(type).\($0)" })
}

private func + (left: Set<String>, right: Set<String>) -> Set<String> { left.union(right) }

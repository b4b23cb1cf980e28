internal import Evaluator
internal import Quantities

/// Where limits stand, and how much room they leave: `single_name NVDA: 7.20% of 10.00%, 2.80 points left`.
enum WhyLimits {
  static func blocks(
    _ limits: [LimitReport],
    _ noTrades: [NoTradeReport],
    heading: String
  ) -> [Block] {
    let rows = noTrades.map { ($0.limit, sentence($0)) } + limits.map { ($0.limit, sentence($0)) }
    if rows.isEmpty { return [] }
    let ordered = rows.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
    return [.heading(heading)] + ordered.map { .item($0.element.1, level: 0) }
  }

  /// `banned: no buys of NVDA, withholds buying 12.35 NVDA`.
  private static func sentence(_ limit: NoTradeReport) -> StyledText {
    var text = StyledText(limit.limit, .strong)
    text.append(": \(limit.text), ")
    if limit.isAdvisory {
      let against = limit.against.map { change in
        "\(change.action.rawValue) \(NumberText.quantity(change.quantity)) \(change.symbol)"
      }
      let verb = against.count == 1 ? "goes" : "go"
      text.append(
        against.isEmpty
          ? "nothing goes against it" : "\(against.joined(separator: ", ")) \(verb) against it",
        against.isEmpty ? .plain : .caution
      )
      text.append(" (advisory)", .faint)
      return text
    }
    if limit.withheld.isEmpty {
      text.append("nothing asks for one")
      return text
    }
    let orders = limit.withheld.map { order in
      let size = (try? order.units.absolute()) ?? order.units
      return "\(order.units.isNegative ? "selling" : "buying") \(NumberText.number(size)) "
        + order.symbol
    }
    text.append("withholds \(orders.joined(separator: ", "))", .caution)
    return text
  }

  static func sentence(_ limit: LimitReport) -> StyledText {
    var text = StyledText(limit.limit, .strong)
    if limit.subject != "account" { text.append(" \(limit.subject)") }
    guard let bound = limit.bound, let after = limit.after else {
      text.append(" is undecided: \(limit.text)", .bad)
      return text
    }
    let isFloor = limit.text.contains(">=")
    text.append(": \(figure(after, limit)) of \(isFloor ? "at least " : "")\(figure(bound, limit))")
    text.append(", ")
    text.append(room(after, bound, isFloor: isFloor, limit))
    if limit.isAdvisory { text.append(" (advisory)", .faint) }
    return text
  }

  /// Exact: what may still be added, or by how much it is broken.
  static func room(_ limit: LimitReport) -> Ratio? {
    guard let bound = limit.bound, let after = limit.after else { return nil }
    return limit.text.contains(">=") ? try? after.subtracting(bound) : try? bound.subtracting(after)
  }

  private static func room(
    _ after: Ratio,
    _ bound: Ratio,
    isFloor: Bool,
    _ limit: LimitReport
  ) -> StyledText {
    guard let room = room(limit), let size = try? room.absolute() else { return StyledText() }
    let unit = limit.isPercent ? " points" : ""
    let amount =
      limit.isPercent ? NumberText.hundredths(size) : NumberText.number(size)
    if room.isNegative { return StyledText("broken by \(amount)\(unit)", .bad) }
    let isCut = limit.state == .cut
    var text = StyledText("\(amount)\(unit) \(isFloor ? "above it" : "left")")
    if isCut { text.append(", it cut", .caution) }
    return text
  }

  private static func figure(_ value: Ratio, _ limit: LimitReport) -> String {
    limit.isPercent ? NumberText.percent(value) : NumberText.number(value)
  }
}

internal import Quantities
internal import RuleSyntax

extension Lowering {
  /// Merges all `settings` blocks. What is set twice must be set to one value.
  mutating func lowerSettings() {
    var given: [(kind: SyntaxKind, settings: Settings, span: Span)] = []
    var merged = Settings()
    for block in declarations.settings {
      for node in block.children {
        var alone = Settings()
        guard lowerSetting(node, into: &alone) else { continue }
        if let first = given.first(where: { $0.kind == node.kind }) {
          if first.settings != alone {
            report(.settingsConflict(node, first: first.span))
          }
          continue
        }
        given.append((node.kind, alone, node.span))
        _ = lowerSetting(node, into: &merged)
      }
    }
    draft.settings = merged
  }

  /// Whether `node` is a good setting; it is then written into `settings`.
  private mutating func lowerSetting(_ node: SyntaxNode, into settings: inout Settings) -> Bool {
    let part = Production(node)
    switch node.kind {
    case .pricesSetting:
      guard let duration = lowerDuration(part, after: "than") else { return false }
      settings.pricesNoOlderThan = duration
    case .newsSetting:
      guard let duration = lowerDuration(part, after: "than") else { return false }
      settings.newsNoOlderThan = duration
    case .minimumTradeSetting:
      guard let minimum = lowerMinimumTrade(part) else { return false }
      settings.minimumTrade = minimum
    case .sharesSetting: settings.allowsFractionalShares = part.has("fractional")
    case .shortingSetting: settings.allowsShorting = true
    case .borrowSetting:
      guard let borrow = lowerPercent(part, after: "to", from: .fromZero) else { return false }
      settings.borrow = borrow
    case .costsSetting:
      guard let costs = lowerCosts(part) else { return false }
      settings.costs = costs
    default: return false
    }
    return true
  }

  private mutating func lowerMinimumTrade(_ part: Production) -> Settings.MinimumTrade? {
    if let node = part.child(.money) { return lowerMoney(node).map { .money($0) } }
    let percent = lowerPercent(part, after: "trade", from: .fromZero)
    return percent.map { .shareOfNav($0) }
  }

  private mutating func lowerCosts(_ part: Production) -> Settings.Costs? {
    guard let node = part.child(.money) else { return broken(part.span) }
    let money = lowerMoney(node)
    let share = lowerPercent(part, after: "plus", from: .fromZero)
    guard let money, let share else { return nil }
    return Settings.Costs(perOrder: money, share: share)
  }
}

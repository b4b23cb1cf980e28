internal import Quantities
internal import RuleSyntax

extension Lowering {
  mutating func lowerBasket(_ item: Declarations.Named) -> Basket {
    var basket = Basket(
      name: item.name,
      title: item.node.child(.title)?.plainText,
      members: [],
      span: item.node.span
    )
    var places: [String: Span] = [:]
    var isWhole = !faults.touch(item.node)
    for node in item.node.children where node.kind == .basketMember {
      let part = Production(node)
      guard let symbolNode = part.child(.symbol), let symbol = symbolNode.plainText else {
        markBroken(part.span)
        isWhole = false
        continue
      }
      let token = part.first(.quantity) ?? part.first(.number)
      guard let weight = lowerPercent(token, of: part, from: .aboveZeroToWhole) else {
        isWhole = false
        continue
      }
      if let first = places[symbol] {
        report(.duplicatePart("member", symbol, at: symbolNode.span, first: first))
        isWhole = false
        continue
      }
      places[symbol] = symbolNode.span
      basket.members.append(.init(symbol: symbol, weight: weight, span: part.span))
    }
    if isWhole {
      let places = basket.members.map { ($0.weight, $0.span) }
      checkShares(places, of: "basket", item.name, at: item.nameSpan)
    }
    basket.members.sort { $0.symbol < $1.symbol }
    return basket
  }

  /// Shares of one whole sum to 100% exactly.
  mutating func checkShares(
    _ shares: [(share: Percent, span: Span)],
    of kind: String,
    _ name: String,
    at span: Span
  ) {
    var sum: Int128 = 0
    for part in shares { sum += Int128(part.share.units) }
    guard sum != Int128(Percent.scale) else { return }
    report(.sharesDoNotSum(kind, name, sum: sum, at: span, last: shares.last))
  }
}

internal import Evaluator
internal import Portfolio
internal import Quantities

// The words for realised gains, the same in text and on a page.

extension RealisedGains.Part {
  /// The day of the lot, or what stands in its place.
  func openedText(gainsMethod method: LotMethod) -> String {
    if let opened { return opened.description }
    return cost != nil && method == .average ? "average" : "on order"
  }
}

extension RealisedGains.Sale {
  /// Why the gain is not known; nothing when it is.
  var unknownSentence: String? {
    let order = "\(action.rawValue) \(NumberText.quantity(quantity)) \(symbol)"
    if hasNoPrice { return "\(order): the gain is unknown, as there is no price" }
    switch unknown {
    case .noLots:
      return "\(order): the cost is unknown, as the file has no lots of \(symbol)"
    case .lotsDoNotSum:
      return "\(order): the cost is unknown, as the lots of \(symbol) do not sum to what is held"
    case .onOrder:
      return "\(order): the cost is unknown in part, as some of it is still on order"
    case nil: return nil
    }
  }

  /// What a repurchase would do; nothing without a loss.
  var repurchaseSentence: String? {
    guard let washUntil else { return nil }
    let opened = action == .sell ? "buying it again" : "selling it short again"
    return "\(symbol): \(opened) up to \(washUntil) would make its loss a wash sale"
  }
}

extension WashSale {
  var sentence: String {
    let lost = NumberText.money(try? loss.absolute())
    let list = replacements.map(\.sentence).joined(separator: ", ")
    var text =
      "\(symbol): \(NumberText.quantity(quantity)) at a loss of \(lost) \(currency), of which "
      + "\(NumberText.quantity(replaced)) are replaced by \(list)"
    if replaced < quantity { text += "; more bought up to \(until) would replace the rest" }
    return text
  }
}

extension Purchase {
  /// `20 bought on 2025-12-01 in growth`.
  fileprivate var sentence: String {
    let units = NumberText.quantity(quantity)
    switch source {
    case .lot(let opened):
      return "\(units) \(isShort ? "sold short" : "bought") on \(opened) in \(account)"
    case .openOrder: return "\(units) on order in \(account)"
    case .proposal:
      return "\(units) that this proposal \(isShort ? "shorts" : "buys") in \(account)"
    }
  }
}

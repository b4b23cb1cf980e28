public import Quantities
public import RuleSyntax

/// A fact of the world that is taken for another than it is: `sentiment(kernel_rust) = 0.5`,
/// `gcc_support is confirmed`, `price(NVDA) = 150 USD`.
public struct Assumption: Sendable {
  public enum Claim: Sendable {
    /// A function of the news. Of the arguments that the call leaves out (`over:` is nothing, say),
    /// any will do. An age is in seconds.
    case news(NewsCall, Ratio)
    /// The state or the outcome of a catalyst; its member, if any, is a symbol.
    case catalyst(CatalystReference, CatalystTest.State)
    /// In the instrument's own currency.
    case price(symbol: String, Money)
  }

  public var claim: Claim
  /// Where it is written, for messages.
  public var span: Span

  public init(_ claim: Claim, span: Span) {
    self.claim = claim
    self.span = span
  }
}

extension Assumption {
  /// Whether both speak of the same fact.
  func isAboutTheSame(as other: Assumption) -> Bool {
    switch (claim, other.claim) {
    case (.news(let one, _), .news(let two, _)): one == two
    case (.catalyst(let one, _), .catalyst(let two, _)): one == two
    case (.price(let one, _), .price(let two, _)): one == two
    default: false
    }
  }
}

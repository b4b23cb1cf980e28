internal import Quantities

/// Scores for labels, for sources that give no number. The number is always authoritative where
/// there is one.
enum LabelScale {
  /// The score in the middle of what the label means; nothing for a label that is not known.
  static func score(of label: String) -> Number? {
    let words = label.lowercased().split { !$0.isLetter }.map(String.init)
    guard let direction = words.last, words.count <= 2 else { return nil }
    let strength = words.count == 2 ? words[0] : ""
    switch direction {
    case "neutral": return words.count == 1 ? .zero : nil
    case "positive", "bullish": return tenths(strength).map { Number(units: $0) }
    case "negative", "bearish": return tenths(strength).map { Number(units: -$0) }
    default: return nil
    }
  }

  private static func tenths(_ strength: String) -> Int64? {
    switch strength {
    case "mildly", "mild", "somewhat", "slightly": 30_000_000
    case "": 50_000_000
    case "moderately", "moderate": 60_000_000
    case "strongly", "strong", "very": 90_000_000
    default: nil
    }
  }
}

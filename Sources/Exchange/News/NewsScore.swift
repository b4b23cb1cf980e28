internal import Quantities

/// Scores, impacts and relevances from text: in range, or with the reason why not. Nothing is ever
/// clamped and nothing becomes zero.
enum NewsScore {
  enum Measure: String {
    case sentiment = "sentiment"
    case impact = "impact"
    case relevance = "relevance"

    var range: String { self == .sentiment ? "from -1 to 1" : "from 0 to 1" }

    func contains(_ number: Number) -> Bool {
      self == .sentiment ? number.isScore : number.isUnitInterval
    }
  }

  /// Either the number or the reason why `text` is none.
  ///
  /// - Parameter isRounded: whether decimals beyond 8 are rounded half-even, as for providers who print
  ///   binary floating point; otherwise they are a mistake.
  static func read(
    _ text: String,
    as measure: Measure,
    isRounded: Bool = false
  ) -> Result<Number, Reason> {
    // Some pages write a minus sign where ASCII has a hyphen.
    let plain = text.hasPrefix("\u{2212}") ? "-" + text.dropFirst() : text
    // Made for a mistake only: nearly all numbers are good.
    var subject: String { "the \(measure.rawValue) `\(NewsText.shown(text))`" }
    do throws(DecimalText.Failure) {
      let number = try isRounded ? JSONNumber.rounded(plain) : JSONNumber.number(plain)
      if measure.contains(number) { return .success(number) }
      return .failure(Reason(text: "\(subject) is not \(measure.range)"))
    } catch {
      switch error {
      case .notANumber: return .failure(Reason(text: "\(subject) is not a number"))
      case .tooManyFractionDigits(let limit):
        return .failure(Reason(text: "\(subject) has more than \(limit) decimals"))
      case .outOfRange: return .failure(Reason(text: "\(subject) is not \(measure.range)"))
      }
    }
  }

  /// Why an item is quarantined.
  struct Reason: Error, Hashable {
    var text: String
  }
}

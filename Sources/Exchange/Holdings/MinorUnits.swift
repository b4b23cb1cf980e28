/// Codes of hundredths of a currency, in which some exchanges quote: taken for a currency they would make
/// everything a hundred times too large.
enum MinorUnits {
  private static let wholes = [
    "GBX": "GBP", "GBx": "GBP", "GBp": "GBP", "ILA": "ILS", "ILa": "ILS", "USX": "USD",
    "USx": "USD",
    "ZAC": "ZAR", "ZAc": "ZAR",
  ]

  /// The currency that `code` counts hundredths of; nothing for any other code.
  static func whole(of code: String) -> String? { wholes[code] }
}

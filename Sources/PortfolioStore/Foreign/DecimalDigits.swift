/// Decimal digits of binary floating-point numbers, as other programs store amounts.
enum DecimalDigits {
  /// `number` to 15 significant digits, which are all that are sure, without an exponent: 0.1 + 0.2 is `0.3`.
  /// Nothing for what is no number.
  static func spelled(_ number: Double) -> String? {
    guard number.isFinite else { return nil }
    if number == 0 { return "0" }
    // The shortest digits that mean this number; with an exponent for very small and large ones.
    let parts = "\(abs(number))".split(separator: "e")
    guard let mantissa = parts.first, abs(number) < 1e18 else { return nil }
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let halves = mantissa.split(separator: ".")
    guard let whole = halves.first else { return nil }
    var digits = (whole + (halves.count > 1 ? halves[1] : "")).compactMap(\.wholeNumberValue)
    // Where the point stands, counted from the first digit.
    var point = whole.count + exponent
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
    if round(&digits) { point += 1 }
    let text = digits.map(String.init).joined()
    if text.isEmpty { return "0" }
    let sign = number < 0 ? "-" : ""
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + text }
    if point >= digits.count {
      return sign + text + String(repeating: "0", count: point - digits.count)
    }
    return sign + text.prefix(point) + "." + text.dropFirst(point)
  }

  /// Cuts digits to 15, rounded, without zeros at the end; true when there is one more before the point now.
  private static func round(_ digits: inout [Int]) -> Bool {
    var isCarried = false
    if digits.count > 15 {
      isCarried = digits[15] >= 5
      digits = Array(digits.prefix(15))
      var place = 14
      while isCarried, place >= 0 {
        digits[place] += 1
        isCarried = digits[place] == 10
        if isCarried { digits[place] = 0 }
        place -= 1
      }
      if isCarried { digits.insert(1, at: 0) }
    }
    while digits.last == 0 { digits.removeLast() }
    return isCarried
  }
}

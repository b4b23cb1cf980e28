extension String {
  /// Below 0, 0 or above 0 as this text stands before another, has the same bytes, or stands after it: a
  /// portfolio file's order, in which spellings that Unicode takes for equal are two.
  public func byteOrder(against other: String) -> Int {
    var (left, right) = (self, other)
    return left.withUTF8 { left in right.withUTF8 { left.byteOrder(against: $0) } }
  }

  /// Whether these are its bytes.
  public func consists(of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var text = self
    return text.withUTF8 { $0.byteOrder(against: bytes) == 0 }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func byteOrder(against other: Self) -> Int {
    let common = Swift.min(count, other.count)
    var place = 0
    while place < common, self[place] == other[place] { place += 1 }
    if place == common { return count - other.count }
    return self[place] < other[place] ? -1 : 1
  }
}

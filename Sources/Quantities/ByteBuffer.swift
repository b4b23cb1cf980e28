/// Bytes that are put one behind the other, for reports and digests of large books: whoever writes asks for room
/// once, and then writes a text or a number without asking again for each byte of it.
@frozen
public struct ByteBuffer: ~Copyable {
  @usableFromInline var start: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  /// How many bytes are written.
  @usableFromInline var written: Int

  /// - Parameter room: how many bytes are likely to be written; more find room as well.
  public init(room: Int) {
    capacity = max(room, 64)
    start = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    written = 0
  }

  deinit { start.deallocate() }

  /// How many bytes are written.
  @inlinable public var count: Int { written }

  /// What is written, until the next change.
  @inlinable public var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start, count: written)
  }

  /// Where the next byte goes, with room for `most` bytes. Whoever writes there says how many there are with `advance`.
  @inlinable
  @inline(__always)
  public mutating func room(for most: Int) -> UnsafeMutableRawPointer {
    if capacity &- written < most { grow(by: most) }
    return start + written
  }

  /// Counts `count` bytes that were written where `room` said, at most as many as it was asked for.
  @inlinable
  @inline(__always)
  public mutating func advance(by count: Int) { written &+= count }

  @inlinable
  @inline(__always)
  public mutating func append(_ byte: UInt8) {
    room(for: 1).storeBytes(of: byte, as: UInt8.self)
    advance(by: 1)
  }

  @inlinable
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    var place = room(for: bytes.count)
    place.write(bytes)
    advance(by: bytes.count)
  }

  @inlinable
  public mutating func removeAll() { written = 0 }

  @usableFromInline
  @inline(never)
  mutating func grow(by most: Int) {
    let larger = max(2 * capacity, written + most)
    let copy = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    copy.copyMemory(from: start, byteCount: written)
    start.deallocate()
    (start, capacity) = (copy, larger)
  }
}

/// Writing where `ByteBuffer` has room: each call goes on behind what it wrote.
extension UnsafeMutableRawPointer {
  /// Writes one character of ASCII.
  @inlinable
  @inline(__always)
  public mutating func write(_ character: Unicode.Scalar) {
    storeBytes(of: UInt8(truncatingIfNeeded: character.value), as: UInt8.self)
    self += 1
  }

  /// Copies `bytes`: up to 16, which most words have, as two words that may overlap, as a call costs more.
  @inlinable
  @inline(__always)
  public mutating func write(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    let count = bytes.count
    if count > 16 {
      copyMemory(from: source, byteCount: count)
    } else if count >= 8 {
      copy(UInt64.self, from: source, atStartAndEndOf: count)
    } else if count >= 4 {
      copy(UInt32.self, from: source, atStartAndEndOf: count)
    } else if count >= 2 {
      copy(UInt16.self, from: source, atStartAndEndOf: count)
    } else if count == 1 {
      copy(UInt8.self, from: source, atStartAndEndOf: count)
    }
    self += count
  }

  @inlinable
  @inline(__always)
  func copy<Word: BitwiseCopyable>(
    _ type: Word.Type,
    from source: UnsafeRawPointer,
    atStartAndEndOf count: Int
  ) {
    let last = count &- MemoryLayout<Word>.size
    let (one, two) = (
      source.loadUnaligned(as: Word.self), (source + last).loadUnaligned(as: Word.self)
    )
    storeBytes(of: one, as: Word.self)
    storeBytes(of: two, toByteOffset: last, as: Word.self)
  }
}

/// A SHA-256 digest, fed piece by piece (FIPS 180-4). Names content: two texts with one digest are
/// taken for the same text.
public struct ContentDigest: Sendable {
  /// H(0): the first 32 bits of the fractions of the square roots of the first 8 primes.
  private var state = SIMD8<UInt32>(
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19
  )
  /// The bytes of a block that is not full yet: fewer than 64.
  private var pending: [UInt8] = []
  /// All bytes so far.
  private var length: UInt64 = 0

  public init() {}

  /// The digest of `bytes` alone, in hexadecimal, or its first `digits`.
  public static func hexadecimal(of bytes: some Sequence<UInt8>, digits: Int = 64) -> String {
    var digest = ContentDigest()
    digest.update(bytes)
    return digest.hexadecimal(digits: digits)
  }

  /// The digest of `bytes` alone, in hexadecimal.
  public static func hexadecimal(of bytes: UnsafeRawBufferPointer) -> String {
    var state = ContentDigest().state
    let whole = bytes.count & ~63
    mixBlocks(UnsafeRawBufferPointer(rebasing: bytes[..<whole]), into: &state)
    let rest = UnsafeRawBufferPointer(rebasing: bytes[whole...])
    finish(&state, with: rest, length: UInt64(bytes.count))
    return hexadecimal(state, digits: 64)
  }

  /// Adds `bytes` to what is digested; splitting them over several calls changes nothing.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    // Bytes that lie side by side are read as such: a generic sequence costs a call for each.
    let isDone: Void? = bytes.withContiguousStorageIfAvailable {
      update(UnsafeRawBufferPointer($0))
    }
    if isDone == nil { Array(bytes).withUnsafeBytes { update($0) } }
  }

  /// Whole blocks are read where they stand; only what begins or ends inside a block is kept.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let head = rest.prefix(64 - pending.count)
      pending.append(contentsOf: head)
      rest = rest.dropFirst(head.count)
      guard pending.count == 64 else { return }
      pending.withUnsafeBytes { mixBlocks($0, into: &state) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.prefix(rest.count & ~63)
    mixBlocks(UnsafeRawBufferPointer(rebasing: whole), into: &state)
    rest = rest.dropFirst(whole.count)
    if !rest.isEmpty { pending.append(contentsOf: rest) }
  }

  /// The digest of everything so far: 64 small hexadecimal digits, or the first `digits` of them. More may follow.
  public func hexadecimal(digits: Int = 64) -> String {
    var last = state
    pending.withUnsafeBytes { Self.finish(&last, with: $0, length: length) }
    return Self.hexadecimal(last, digits: digits)
  }

  /// Mixes in the last bytes, fewer than 64, a one bit, zeros and the length in bits, which fill the last block.
  private static func finish(
    _ state: inout SIMD8<UInt32>,
    with rest: UnsafeRawBufferPointer,
    length: UInt64
  ) {
    let count = rest.count < 56 ? 64 : 128
    withUnsafeTemporaryAllocation(byteCount: count, alignment: 16) { block in
      block.initializeMemory(as: UInt8.self, repeating: 0)
      block.copyMemory(from: rest)
      block[rest.count] = 0x80
      block.storeBytes(of: (length &* 8).bigEndian, toByteOffset: count - 8, as: UInt64.self)
      mixBlocks(UnsafeRawBufferPointer(block), into: &state)
    }
  }

  private static func hexadecimal(_ state: SIMD8<UInt32>, digits: Int) -> String {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { text in
      for index in 0..<8 {
        let digits = hexadecimalDigits(of: state[index]).littleEndian
        text.storeBytes(of: digits, toByteOffset: index * 8, as: UInt64.self)
      }
      return String(decoding: text[..<min(max(digits, 0), 64)], as: UTF8.self)
    }
  }

  /// Eight digits as bytes, the first in the lowest byte.
  private static func hexadecimalDigits(of word: UInt32) -> UInt64 {
    // Each step halves the parts, so that in the end each byte has four bits.
    var parts = UInt64(word.byteSwapped)
    parts = (parts | parts &<< 16) & 0x0000_FFFF_0000_FFFF
    parts = (parts | parts &<< 8) & 0x00FF_00FF_00FF_00FF
    parts = (parts &>> 4 | parts &<< 8) & 0x0F0F_0F0F_0F0F_0F0F
    // 6 more than a digit above 9 carries into the next four bits.
    let letters = (parts &+ 0x0606_0606_0606_0606) &>> 4 & 0x0101_0101_0101_0101
    return parts &+ 0x3030_3030_3030_3030 &+ letters &* 39
  }
}

/// Mixes whole blocks of 64 bytes into `state`.
private func mixBlocks(_ bytes: UnsafeRawBufferPointer, into state: inout SIMD8<UInt32>) {
  if bytes.isEmpty { return }
  withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
    roundConstants.withUnsafeBufferPointer { constants in
      for start in stride(from: 0, to: bytes.count, by: 64) {
        fill(schedule, from: bytes, at: start, constants)
        mix(schedule, into: &state)
      }
    }
  }
}

/// Fills the message schedule, and adds the constant of each round.
///
/// Four words at a time, but for the part in which each needs the last but one, which takes two.
private func fill(
  _ schedule: UnsafeMutableBufferPointer<UInt32>,
  from bytes: UnsafeRawBufferPointer,
  at start: Int,
  _ constants: UnsafeBufferPointer<UInt32>
) {
  for index in 0..<16 {
    let word = bytes.loadUnaligned(fromByteOffset: start &+ index &* 4, as: UInt32.self)
    schedule[index] = UInt32(bigEndian: word)
  }
  let made = UnsafeMutableRawBufferPointer(schedule)
  func four(_ index: Int) -> SIMD4<UInt32> {
    made.loadUnaligned(fromByteOffset: index &* 4, as: SIMD4<UInt32>.self)
  }
  for index in stride(from: 16, to: 64, by: 4) {
    let early = four(index &- 15)
    let rotated = SIMD4(
      lowHalf: rotate(early.lowHalf, 7, 18),
      highHalf: rotate(early.highHalf, 7, 18)
    )
    let small = rotated ^ (early &>> SIMD4(repeating: 3))
    let sum = four(index &- 16) &+ small &+ four(index &- 7)
    let first = sum.lowHalf &+ large(four(index &- 4).highHalf)
    let next = SIMD4(lowHalf: first, highHalf: sum.highHalf &+ large(first))
    made.storeBytes(of: next, toByteOffset: index &* 4, as: SIMD4<UInt32>.self)
  }
  for index in 0..<64 { schedule[index] &+= constants[index] }
}

@inline(__always)
private func large(_ late: SIMD2<UInt32>) -> SIMD2<UInt32> {
  rotate(late, 17, 19) ^ (late &>> SIMD2(repeating: 10))
}

/// The 64 rounds. Eight at a time, so that no word is moved: after eight the roles are as before.
private func mix(
  _ schedule: UnsafeMutableBufferPointer<UInt32>,
  into state: inout SIMD8<UInt32>
) {
  var (a, b, c, d) = (state[0], state[1], state[2], state[3])
  var (e, f, g, h) = (state[4], state[5], state[6], state[7])
  var both = b ^ c
  for index in stride(from: 0, to: 64, by: 8) {
    turn(a, b, &d, e, f, g, &h, &both, schedule[index])
    turn(h, a, &c, d, e, f, &g, &both, schedule[index &+ 1])
    turn(g, h, &b, c, d, e, &f, &both, schedule[index &+ 2])
    turn(f, g, &a, b, c, d, &e, &both, schedule[index &+ 3])
    turn(e, f, &h, a, b, c, &d, &both, schedule[index &+ 4])
    turn(d, e, &g, h, a, b, &c, &both, schedule[index &+ 5])
    turn(c, d, &f, g, h, a, &b, &both, schedule[index &+ 6])
    turn(b, c, &e, f, g, h, &a, &both, schedule[index &+ 7])
  }
  state &+= SIMD8(a, b, c, d, e, f, g, h)
}

/// One round, for the words in their roles of this round: `d` and `h` are what it changes.
///
/// Written for few instructions: rotations that are added up share their steps, and `both`, in which the second word
/// differs from the third, is in which the first differs from the second in the round before.
@inline(__always)
private func turn(
  _ a: UInt32,
  _ b: UInt32,
  _ d: inout UInt32,
  _ e: UInt32,
  _ f: UInt32,
  _ g: UInt32,
  _ h: inout UInt32,
  _ both: inout UInt32,
  _ word: UInt32
) {
  // By 6, 11 and 25.
  let mixed = rotate(rotate(rotate(e, 14) ^ e, 5) ^ e, 6)
  let choice = g ^ (e & (f ^ g))
  let first = h &+ mixed &+ choice &+ word
  // By 2, 13 and 22.
  let spread = rotate(rotate(rotate(a, 9) ^ a, 11) ^ a, 2)
  let differing = a ^ b
  let majority = b ^ (differing & both)
  both = differing
  d = d &+ first
  h = first &+ spread &+ majority
}

@inline(__always)
private func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
  (word &>> count) | (word &<< (32 &- count))
}

/// Two words rotated by `one` and by `other`, added up. With each word twice in a row, a shift rotates it, where a
/// rotation of several words at once would be many instructions.
@inline(__always)
private func rotate(
  _ words: SIMD2<UInt32>,
  _ one: UInt64,
  _ other: UInt64
) -> SIMD2<UInt32> {
  let twice = unsafeBitCast(
    SIMD4(words[0], words[0], words[1], words[1]),
    to: SIMD2<UInt64>.self
  )
  let both = (twice &>> SIMD2(repeating: one)) ^ (twice &>> SIMD2(repeating: other))
  return unsafeBitCast(both, to: SIMD4<UInt32>.self).evenHalf
}

/// K: the first 32 bits of the fractions of the cube roots of the first 64 primes.
private let roundConstants: [UInt32] = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
  0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
  0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
  0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
  0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
  0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
  0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
  0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
  0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
  0xc671_78f2,
]

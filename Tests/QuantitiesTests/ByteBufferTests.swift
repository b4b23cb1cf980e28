import Quantities
import Testing

@Suite struct ByteBufferTests {
  private func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
  }

  @Test func whatIsAppendedStandsBehind() {
    var buffer = ByteBuffer(room: 0)
    var expected: [UInt8] = []
    for length in 0..<70 {
      let part = bytes(length)
      part.withUnsafeBytes { buffer.append($0) }
      buffer.append(UInt8(length))
      expected += part + [UInt8(length)]
      #expect(buffer.count == expected.count)
    }
    #expect(Array(buffer.bytes) == expected)
    buffer.removeAll()
    #expect(buffer.count == 0)
    buffer.append(7)
    #expect(Array(buffer.bytes) == [7])
  }

  @Test func moreThanTwiceTheRoomIsFound() {
    var buffer = ByteBuffer(room: 64)
    buffer.append(1)
    let part = bytes(100_000)
    part.withUnsafeBytes { buffer.append($0) }
    #expect(Array(buffer.bytes) == [1] + part)
  }

  /// Copying as words that overlap changes nothing before or behind.
  @Test func wordsOfEveryLength() {
    for length in 0..<40 {
      let part = bytes(length)
      var room = [UInt8](repeating: 0xA5, count: 60)
      room.withUnsafeMutableBytes { room in
        guard let start = room.baseAddress else { return }
        var place = start + 8
        part.withUnsafeBytes { place.write($0) }
        #expect(place - start == 8 + length)
      }
      #expect(Array(room[8..<(8 + length)]) == part)
      #expect(
        room[..<8].allSatisfy { $0 == 0xA5 } && room[(8 + length)...].allSatisfy { $0 == 0xA5 }
      )
    }
  }
}

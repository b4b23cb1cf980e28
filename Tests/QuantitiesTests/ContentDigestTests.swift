import Quantities
import Testing

/// The vectors of FIPS 180-4's examples and of NIST's CAVP short messages.
@Suite struct ContentDigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func publishedVectors(text: String, digest: String) {
    #expect(ContentDigest.hexadecimal(of: text.utf8) == digest)
  }

  @Test func millionLetters() {
    let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(
      ContentDigest.hexadecimal(of: letters)
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    )
  }

  @Test func splittingChangesNothing() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let whole = ContentDigest.hexadecimal(of: bytes)
    for cut in [0, 1, 55, 56, 63, 64, 65, 128, 299, 300] {
      var digest = ContentDigest()
      digest.update(bytes[..<cut])
      _ = digest.hexadecimal()
      digest.update(bytes[cut...])
      #expect(digest.hexadecimal() == whole)
    }
  }

  /// The digests of the first 0 to 300 bytes, one behind the other, have the digest that Python's `hashlib` gives.
  @Test func everyLength() {
    var (alone, fed) = ("", "")
    for length in 0...300 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      alone += bytes.withUnsafeBytes { ContentDigest.hexadecimal(of: $0) }
      var digest = ContentDigest()
      for byte in bytes { digest.update(CollectionOfOne(byte)) }
      fed += digest.hexadecimal()
    }
    #expect(alone == fed)
    #expect(
      ContentDigest.hexadecimal(of: alone.utf8)
        == "917dfe241fcf4d27cf00582a4b7cbc1f5bb92f4298d46d8d986f7cda814596c6"
    )
  }

  @Test func digitsAreTheFirstOnes() {
    let whole = ContentDigest.hexadecimal(of: "abc".utf8)
    for digits in [-1, 0, 1, 15, 16, 32, 63, 64, 65] {
      let some = ContentDigest.hexadecimal(of: "abc".utf8, digits: digits)
      #expect(some == whole.prefix(max(0, digits)))
    }
  }
}

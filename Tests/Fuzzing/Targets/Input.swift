/// Gives an input of libFuzzer to a property and stops at the first fault, so that the input is kept.
///
/// The process traps on purpose: that is how libFuzzer learns of a finding. `swift test` reads the
/// same list of faults without trapping.
func expectNoFault(
  _ start: UnsafePointer<UInt8>?,
  _ count: Int,
  _ faults: ([UInt8]) -> [String]
) -> CInt {
  let found = faults(Array(UnsafeBufferPointer(start: start, count: count)))
  if !found.isEmpty { fatalError(found.joined(separator: "; ")) }
  return 0
}

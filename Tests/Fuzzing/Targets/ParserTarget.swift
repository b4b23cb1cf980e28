/// Any bytes through the parser: see `AnyBytes.parserFaults`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParser(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  expectNoFault(start, count, AnyBytes.parserFaults)
}

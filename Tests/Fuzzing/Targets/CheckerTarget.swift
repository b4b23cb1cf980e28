/// Any bytes through the checker: see `AnyBytes.checkerFaults`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzChecker(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  expectNoFault(start, count, AnyBytes.checkerFaults)
}

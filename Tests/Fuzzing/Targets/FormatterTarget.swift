/// Any bytes through the formatter: see `AnyBytes.formatterFaults`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFormatter(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  expectNoFault(start, count, AnyBytes.formatterFaults)
}

/// Any bytes through the lexer: see `AnyBytes.lexerFaults`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLexer(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  expectNoFault(start, count, AnyBytes.lexerFaults)
}

/// Finds lines and columns of ascending places without counting a long line's columns anew for each.
struct LineCounter {
  private var file: Int32 = -1
  private var line = 0
  private var offset = 0
  private var column = 1

  /// Line and column of `offset` in `file`, both from 1; the column counts Unicode scalars.
  mutating func location(of offset: Int32, in file: SourceFile) -> (line: Int, column: Int) {
    let place = min(max(0, Int(offset)), file.bytes.count)
    let line = file.lineNumber(of: Int32(place))
    if file.index != self.file || line != self.line || place < self.offset {
      self.file = file.index
      self.line = line
      self.offset = Int(file.lineStarts[line - 1])
      column = 1
    }
    while self.offset < place {
      // Continuation bytes of UTF-8 begin no scalar.
      if file.bytes[self.offset] & 0xC0 != 0x80 { column += 1 }
      self.offset += 1
    }
    return (line, column)
  }
}

/// The difference of two texts, as `diff -u` writes it and `patch` reads it.
public struct UnifiedDiff {
  /// Lines around a change that are shown with it.
  fileprivate static let context = 3

  private let style: TextStyle
  private var text = ""

  /// - Parameters:
  ///   - name: the file's path, for both sides.
  ///   - style: with colours, line ends other than `\n` become visible as well.
  /// - Returns: nothing for equal texts.
  public static func text(
    from old: [UInt8],
    to new: [UInt8],
    name: String,
    style: TextStyle
  ) -> String {
    if old == new { return "" }
    var diff = UnifiedDiff(style: style)
    let shown = SafeText.line(name)
    diff.add("--- \(shown)", .strong)
    diff.add("+++ \(shown)", .strong)
    let lines = Lines(from: split(old), to: split(new))
    for hunk in lines.hunks { diff.add(hunk, of: lines) }
    return diff.text
  }

  private init(style: TextStyle) { self.style = style }

  private mutating func add(_ line: String, _ tone: Tone) { text += style.paint(line, tone) + "\n" }

  // MARK: Hunks

  private mutating func add(_ hunk: Range<Int>, of lines: Lines) {
    let entries = lines.entries[hunk]
    let olds = entries.count { $0.kind != .inserted }
    let news = entries.count { $0.kind != .removed }
    let start = entries.first.map { ($0.old, $0.new) } ?? (0, 0)
    let old = UnifiedDiff.place(start.0, olds)
    let new = UnifiedDiff.place(start.1, news)
    add("@@ -\(old) +\(new) @@", .faint)
    for entry in entries {
      let line = lines.line(of: entry)
      add(entry.kind.rawValue + shown(line), entry.kind.tone)
      if line.last != UInt8(ascii: "\n") { add("\\ No newline at end of file", .faint) }
    }
  }

  /// The first line, from 1, and how many; the line before where there are none.
  private static func place(_ start: Int, _ count: Int) -> String {
    switch count {
    case 0: "\(start),0"
    case 1: "\(start + 1)"
    default: "\(start + 1),\(count)"
    }
  }

  /// A line as it is but for characters that would disturb a terminal. A `\r` before the line end
  /// stays, or shows as `␍` beside colours.
  private func shown(_ line: ArraySlice<UInt8>) -> String {
    var text = line
    if text.last == UInt8(ascii: "\n") { text.removeLast() }
    let hasReturn = text.last == UInt8(ascii: "\r")
    if hasReturn { text.removeLast() }
    var shown = ""
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\t": shown.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20: shown += "\u{FFFD}"
      case _ where SafeText.isHidden(scalar): shown += "\u{FFFD}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    let isColourful = style.paint("x", .good) != "x"
    return hasReturn ? shown + (isColourful ? "␍" : "\r") : shown
  }

  /// The lines of a text, each with its line end.
  private static func split(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? text.count
      lines.append(text[start..<end])
      start = end
    }
    return lines
  }
}

/// Both texts as one list of lines: kept, removed and inserted ones.
private struct Lines {
  enum Kind: String {
    case kept = " "
    case removed = "-"
    case inserted = "+"

    var tone: Tone {
      switch self {
      case .kept: .plain
      case .removed: .bad
      case .inserted: .good
      }
    }
  }

  /// A line, and how many old and new lines stand before it.
  struct Entry {
    let kind: Kind
    let old: Int
    let new: Int
  }

  private(set) var entries: [Entry] = []
  private let old: [ArraySlice<UInt8>]
  private let new: [ArraySlice<UInt8>]

  init(from old: [ArraySlice<UInt8>], to new: [ArraySlice<UInt8>]) {
    self.old = old
    self.new = new
    let difference = LineDifference(from: old, to: new)
    var place = (old: 0, new: 0)
    while place.old < old.count || place.new < new.count {
      if place.old < old.count, difference.isRemoved[place.old] {
        entries.append(Entry(kind: .removed, old: place.old, new: place.new))
        place.old += 1
      } else if place.new < new.count, difference.isInserted[place.new] {
        entries.append(Entry(kind: .inserted, old: place.old, new: place.new))
        place.new += 1
      } else {
        entries.append(Entry(kind: .kept, old: place.old, new: place.new))
        place.old += 1
        place.new += 1
      }
    }
  }

  func line(of entry: Entry) -> ArraySlice<UInt8> {
    entry.kind == .inserted ? new[entry.new] : old[entry.old]
  }

  /// Changes with the lines around them; those that touch become one.
  var hunks: [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (index, entry) in entries.enumerated() where entry.kind != .kept {
      let start = max(0, index - UnifiedDiff.context)
      let end = min(entries.count, index + UnifiedDiff.context + 1)
      if let last = hunks.last, last.upperBound >= start {
        hunks[hunks.count - 1] = last.lowerBound..<end
      } else {
        hunks.append(start..<end)
      }
    }
    return hunks
  }
}

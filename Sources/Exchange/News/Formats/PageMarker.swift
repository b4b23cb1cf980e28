/// The fixed lines of a terminal page, told by their text alone.
enum PageMarker: Hashable {
  case back
  case impact(value: String)
  case analysis
  case sentiment
  case label(value: String)
  case score(value: String)
  case decisions
  case button

  /// The marker that `line` is; nothing for the page's own text.
  init?(_ line: String) {
    // No marker is longer, and most lines of a page are.
    guard line.utf8.count <= 120 else { return nil }
    let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let heading = NewsText.trimmed(parts.first ?? "").lowercased()
    let value = parts.count > 1 ? String(NewsText.trimmed(parts[1])) : ""
    switch heading {
    case "market impact": self = .impact(value: value)
    case "overall sentiment": self = .label(value: value)
    case "sentiment score": self = .score(value: value)
    case "back to news" where value.isEmpty: self = .back
    case "analysis" where value.isEmpty: self = .analysis
    case "market sentiment" where value.isEmpty: self = .sentiment
    case "key decisions for investors" where value.isEmpty: self = .decisions
    case "request a demo" where value.isEmpty: self = .button
    default: return nil
    }
  }
}

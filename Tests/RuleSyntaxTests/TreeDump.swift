@testable import RuleSyntax

/// A tree as text: `kind(own tokens and children in source order)`, one declaration a line.
func dump(_ node: SyntaxNode) -> String {
  if node.kind == .file {
    return node.children.map(dump).joined(separator: "\n")
  }
  var parts: [(token: Int, text: String)] = node.ownTokens.map {
    ($0, node.tree.text(ofToken: $0))
  }
  for child in node.children { parts.append((child.tokenRange.lowerBound, dump(child))) }
  // A node without tokens stands before the token it begins at.
  parts.sort { $0.token < $1.token }
  return "\(node.kind)(\(parts.map(\.text).joined(separator: " ")))"
}

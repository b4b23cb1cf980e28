import RuleSyntax

/// Everything in `value` but places in the source: for comparing rulebooks whose files stand in
/// another order or are laid out in another way.
func shape(_ value: Any) -> String {
  var text = ""
  write(value, to: &text)
  return text
}

private func write(_ value: Any, to text: inout String) {
  if value is Span || value is SourceFile { return }
  let mirror = Mirror(reflecting: value)
  guard !mirror.children.isEmpty else {
    text += String(describing: value)
    return
  }
  text += mirror.displayStyle == .collection ? "[" : "\(type(of: value))("
  for child in mirror.children where !(child.value is Span) {
    if let label = child.label { text += label + ":" }
    write(child.value, to: &text)
    text += ","
  }
  text += ")"
}

public import RuleSyntax

extension CaseRulebook {
  /// What is expected of a case in `syntax/` or `diagnostics/`: the diagnostics as they are
  /// printed, and the text after the certain fixes where there are any.
  public func text(of diagnostics: [Diagnostic]) -> String {
    var text = DiagnosticRenderer(files: files).render(diagnostics)
    if diagnostics.contains(where: { $0.fix?.isCertain == true }) {
      text = text.trimmingTrailingNewlines() + "\n\n--- fixed\n" + self.text(fixing: diagnostics)
    }
    return text.trimmingTrailingNewlines()
  }
}

extension String {
  public func trimmingTrailingNewlines() -> String {
    var text = Substring(self)
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }
}

public import RuleSyntax

extension Tone {
  /// The tone of a piece of a diagnostic.
  public init(_ style: DiagnosticRenderer.Style) {
    switch style {
    case .error: self = .bad
    case .warning: self = .caution
    case .note, .frame: self = .faint
    case .help: self = .good
    case .strong: self = .strong
    }
  }
}

public import Evaluator

/// What a person's word did to a catalyst, in a few lines.
public struct CatalystChangeText: Sendable {
  public let lines: [String]

  public init(before: CatalystDetail, after: CatalystDetail) {
    let was = before.report.outcome ?? before.report.state
    let state = after.report.outcome ?? after.report.state
    var lines = [was == state ? "it is \(state), as before" : "it was \(was), it is \(state)"]
    for (old, new) in zip(before.readers, after.readers) where old.verdict != new.verdict {
      let clause = new.clause == .step ? "the step" : "`\(new.clause.rawValue)`"
      lines.append("\(new.name): \(clause) was \(Self.word(old)), is \(Self.word(new))")
    }
    self.lines = lines
  }

  private static func word(_ reader: CatalystDetail.Reader) -> String {
    switch reader.verdict {
    case .holds?: "true"
    case .fails?: "false"
    case .quiet?, .blind?: "unknown"
    case nil: "up to the account"
    }
  }
}

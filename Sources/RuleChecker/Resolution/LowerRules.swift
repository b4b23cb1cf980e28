internal import Quantities
internal import RuleSyntax

extension Lowering {
  /// A rule; nothing when a part of it that matters holds a mistake.
  mutating func lowerRule(_ item: Declarations.Named) -> Rule? {
    // Of two rules of one name only the first is kept; the other is the same or was reported.
    guard let entry = names[item.name], entry.kind == .rule, entry.span == item.nameSpan else {
      return nil
    }
    let part = Production(item.node)
    let (variable, scope) = lowerForEach(part)
    let accounts = lowerAccounts(part)
    let clauses = lowerClauses(part, scope)
    guard let actionNode = clauses.action else {
      if !faults.touch(item.node) { report(.noAction(item.name, at: item.nameSpan)) }
      return nil
    }
    checkPlacement(clauses, of: actionNode)
    guard let action = lowerAction(actionNode, scope) else { return nil }
    return Rule(
      name: item.name,
      title: part.child(.title)?.plainText,
      forEach: variable,
      accounts: accounts,
      when: clauses.when,
      action: action,
      exit: clauses.exit,
      until: clauses.until,
      cooldown: clauses.cooldown ?? .days(1),
      because: clauses.because,
      nameSpan: item.nameSpan,
      span: part.span
    )
  }

  /// The clauses of one rule.
  struct Clauses {
    var action: SyntaxNode?
    var when: Expression?
    var exit: Expression?
    var until: Expression?
    var cooldown: Duration?
    var because: String?
    var places: [SyntaxKind: Span] = [:]
  }

  private mutating func lowerClauses(_ rule: Production, _ scope: Scope) -> Clauses {
    var clauses = Clauses()
    for node in rule.children {
      if node.kind.isAction {
        if let first = clauses.action {
          report(.twoActions(at: node, first: first))
        } else {
          clauses.action = node
        }
        continue
      }
      guard let word = node.kind.clauseWord else { continue }
      if let first = clauses.places[node.kind] {
        report(.duplicateClause(word, at: node.span, first: first))
        continue
      }
      clauses.places[node.kind] = node.span
      let part = Production(node)
      switch node.kind {
      case .whenClause: clauses.when = lowerCondition(part.firstOperand, in: part, scope)
      case .exitClause: clauses.exit = lowerCondition(part.firstOperand, in: part, scope)
      case .untilClause: clauses.until = lowerCondition(part.firstOperand, in: part, scope)
      case .cooldownClause: clauses.cooldown = lowerDuration(part, after: "cooldown")
      default: clauses.because = part.first(.string).map { part.tree.unquotedText(ofToken: $0) }
      }
    }
    return clauses
  }

  /// `exit when` and `cooldown` go with build and hold; `until` with trim, freeze, hold and hedge.
  private mutating func checkPlacement(_ clauses: Clauses, of action: SyntaxNode) {
    let ends: [SyntaxKind] = [.exitClause, .cooldownClause]
    let puts = action.kind == .buildAction || action.kind == .holdAction
    for kind in ends {
      if let span = clauses.places[kind], !puts {
        report(.misplacedClause(kind, at: span, action: action))
      }
    }
    if let span = clauses.places[.untilClause],
      action.kind == .buildAction || action.kind == .reviewAction
    {
      report(.misplacedClause(.untilClause, at: span, action: action))
    }
  }
}

extension SyntaxKind {
  var isAction: Bool {
    switch self {
    case .buildAction, .holdAction, .trimAction, .freezeAction, .hedgeAction, .reviewAction: true
    default: false
    }
  }

  /// The words that begin a clause of a rule or an action.
  var clauseWord: String? {
    switch self {
    case .whenClause: "when"
    case .exitClause: "exit when"
    case .untilClause: "until"
    case .cooldownClause: "cooldown"
    case .becauseClause: "because"
    case .buildAction: "build"
    case .holdAction: "hold"
    case .trimAction: "trim"
    case .freezeAction: "freeze"
    case .hedgeAction: "hedge"
    case .reviewAction: "review"
    default: nil
    }
  }
}

internal import RuleSyntax

/// What is known of one `let` besides its expression.
enum LetState {
  /// Not lowered yet, or part of a mistake that has been reported.
  case unusable
  case value(Operand)
}

extension Lowering {
  /// Lowers every `let` after those it refers to.
  mutating func lowerLets() {
    let lets = declarations.lets
    letStates = Array(repeating: .unusable, count: lets.count)
    draft.lets = lets.map {
      LetBinding(name: $0.name, value: .broken($0.node.span), span: $0.node.span)
    }
    let references = lets.map { letReferences(in: $0.node) }
    let ordered = DependencyOrder(references)
    for cycle in ordered.cycles {
      report(.letCycle(cycle.map { (lets[$0].name, lets[$0].nameSpan) }))
    }
    for index in ordered.order {
      guard let node = lets[index].node.firstOperand else {
        markBroken(lets[index].node.span)
        continue
      }
      guard let operand = lower(node, Scope()) else { continue }
      guard let expression = operand.expression else {
        report(.letIsNoValue(lets[index].name, operand))
        continue
      }
      letStates[index] = .value(operand)
      draft.lets[index].value = expression
    }
  }

  /// Indices of the lets that an expression names.
  private func letReferences(in node: SyntaxNode) -> [Int] {
    var found: [Int] = []
    var open = node.children.filter(\.kind.isOperand)
    while let next = open.popLast() {
      if next.kind == .nameExpression {
        guard let name = next.plainText, let entry = names[name], entry.kind == .let else {
          continue
        }
        found.append(entry.index)
      } else {
        open.append(contentsOf: next.children)
      }
    }
    return found
  }
}

extension Expression {
  /// Stands for an expression that could not be lowered; its rulebook is never given out.
  static func broken(_ span: Span) -> Expression {
    Expression(.or([]), type: .boolean, span: span)
  }
}

/// Items in an order in which each comes after what it refers to; what refers to itself is left out.
struct DependencyOrder {
  private(set) var order: [Int] = []
  /// Each cycle once, from the item with the lowest index on.
  private(set) var cycles: [[Int]] = []

  private enum Mark { case new, open, done, cyclic }

  /// Depth first, with a stack of our own: chains may be as long as the file.
  init(_ references: [[Int]]) {
    var marks = [Mark](repeating: .new, count: references.count)
    for start in references.indices where marks[start] == .new {
      var path: [(item: Int, next: Int)] = [(start, 0)]
      marks[start] = .open
      while let top = path.last {
        guard top.next < references[top.item].count else {
          path.removeLast()
          if marks[top.item] == .open {
            marks[top.item] = .done
            order.append(top.item)
          }
          continue
        }
        path[path.count - 1].next += 1
        let target = references[top.item][top.next]
        switch marks[target] {
        case .new:
          marks[target] = .open
          path.append((target, 0))
        case .open, .cyclic:
          guard let from = path.firstIndex(where: { $0.item == target }) else { continue }
          close(path[from...].map(\.item), &marks)
        case .done: break
        }
      }
    }
  }

  /// Keeps a cycle unless one that shares an item is known: one mistake, one message.
  private mutating func close(_ items: [Int], _ marks: inout [Mark]) {
    let isKnown = items.contains { marks[$0] == .cyclic }
    for item in items { marks[item] = .cyclic }
    guard !isKnown, let lowest = items.min(), let place = items.firstIndex(of: lowest) else {
      return
    }
    cycles.append(Array(items[place...] + items[..<place]))
  }
}

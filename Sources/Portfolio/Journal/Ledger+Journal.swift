public import Quantities

extension Ledger {
  /// The figures that an evaluation of the rulebook called `rulebook` reads.
  public func journal(of rulebook: String) throws(ArithmeticFailure) -> Journal {
    var journal = Journal()
    journal.trades = traded.sorted { $0.key < $1.key }.map(\.value)
    for number in open.keys.sorted() {
      guard let sent = open[number] else { continue }
      let rest = try sent.rest()
      let signed = sent.order.quantity.isNegative ? try rest.negated() : rest
      let instrument = sent.order.instrument
      journal.pending[instrument] = try (journal.pending[instrument] ?? .zero).adding(signed)
    }
    journal.pending = journal.pending.filter { !$0.value.isZero }
    for conversion in openConversions.values {
      let (bought, sold) = (conversion.bought, conversion.sold)
      journal.pendingCash[bought.currency] =
        try (journal.pendingCash[bought.currency] ?? .zero).adding(bought.amount)
      journal.pendingCash[sold.currency] =
        try (journal.pendingCash[sold.currency] ?? .zero).subtracting(sold.amount)
    }
    guard let book = books[rulebook] else { return journal }
    journal.lastApplied = book.lastApplied
    journal.steps = book.steps.mapValues(\.figures)
    journal.states = book.states
    journal.exits = book.exits
    journal.trimBase = book.trimBases
    try countOpenOrders(of: rulebook, book.putOn, in: &journal)
    return journal
  }

  /// What is sent to steps counts as theirs, and what is sent to be taken off as gone.
  private func countOpenOrders(
    of rulebook: String,
    _ putOn: [PutOn.Key: PutOn],
    in journal: inout Journal
  ) throws(ArithmeticFailure) {
    var putOn = putOn
    for number in open.keys.sorted() {
      guard let sent = open[number], sent.rulebook == rulebook else { continue }
      var parts = try sent.order.allotment(of: try sent.order.size())
      for (index, filled) in try sent.order.allotment(of: sent.filled).enumerated() {
        parts[index] = try parts[index].subtracting(filled)
      }
      if sent.order.isIncrease {
        for (credit, part) in zip(sent.order.credits, parts) {
          try count(part, credit, of: sent, in: &journal)
        }
      } else {
        let key = PutOn.Key(instrument: sent.order.instrument, side: sent.order.side)
        try putOn[key]?.lower(sent.order.credits, parts)
      }
    }
    for (key, figures) in putOn {
      for (rule, quantity) in figures.byRule {
        let holding = Journal.HoldingKey(rule: rule, instrument: key.instrument)
        let signed = key.side == .short ? try quantity.negated() : quantity
        journal.putOn[holding] = try (journal.putOn[holding] ?? .zero).adding(signed)
      }
    }
  }

  private func count(
    _ part: Quantity,
    _ credit: Order.Credit,
    of sent: Sent,
    in journal: inout Journal
  ) throws(ArithmeticFailure) {
    guard let name = credit.step else { return }
    let key = Journal.StepKey(
      rule: credit.rule,
      step: name,
      instrument: sent.order.instrument
    )
    guard let step = books[sent.rulebook]?.steps[key], step.run <= sent.run else { return }
    let before = journal.steps[key]?.sent ?? .zero
    journal.steps[key]?.sent = try before.adding(part)
  }
}

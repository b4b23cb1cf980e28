public import Quantities

extension Ledger {
  /// Every unit of an instrument becomes `new` ÷ `old` units: holdings, open orders, goals, fills, what
  /// was put on and what trims measure.
  public mutating func split(
    _ instrument: Int,
    into new: Int,
    for old: Int
  ) throws(ArithmeticFailure) {
    let ratio = try Ratio(Int128(new), over: Int128(old))
    if let quantity = held?[instrument] { held?[instrument] = try quantity.split(by: ratio) }
    for (number, sent) in open where sent.order.instrument == instrument {
      let split = try sent.split(by: ratio)
      open[number] = try split.rest().isZero ? nil : split
    }
    for (name, book) in books { books[name] = try book.split(instrument, by: ratio) }
  }

  /// Gives instruments their places in another market, and rules and members the names they have there.
  ///
  /// - Parameters:
  ///   - place: the new place of an instrument; nothing for one that is gone.
  ///   - symbol: the new symbol of one that is renamed; any other is given back as it is.
  public mutating func move(to place: (Int) -> Int?, renaming symbol: (String) -> String) {
    held = held.map { moved($0, to: place) }
    for (number, sent) in open {
      open[number] = sent.moved(to: place, renaming: symbol)
    }
    for (name, book) in books { books[name] = book.moved(to: place, renaming: symbol) }
  }

  private func moved(
    _ quantities: [Int: Quantity],
    to place: (Int) -> Int?
  ) -> [Int: Quantity] {
    var found: [Int: Quantity] = [:]
    for (instrument, quantity) in quantities {
      if let new = place(instrument) { found[new] = quantity }
    }
    return found
  }
}

extension Ledger.Sent {
  func split(by ratio: Ratio) throws(ArithmeticFailure) -> Ledger.Sent {
    var sent = self
    sent.filled = try filled.split(by: ratio)
    sent.order.quantity = try order.quantity.split(by: ratio)
    sent.order.tolerance = max(order.lot, try order.tolerance.split(by: ratio))
    sent.order.unitCash = try order.unitCash.divided(by: ratio)
    sent.order.feePerUnit = try order.feePerUnit.divided(by: ratio)
    if let price = order.price {
      sent.order.price = try Price(try price.ratio.divided(by: ratio), rounding: .halfEven)
    }
    for index in order.credits.indices {
      guard let missing = order.credits[index].missing else { continue }
      sent.order.credits[index].missing = try missing.split(by: ratio)
    }
    return sent
  }

  func moved(to place: (Int) -> Int?, renaming symbol: (String) -> String) -> Ledger.Sent? {
    guard let instrument = place(order.instrument) else { return nil }
    var sent = self
    sent.order.instrument = instrument
    for index in order.credits.indices {
      sent.order.credits[index].rule = order.credits[index].rule.renamingMember(symbol)
    }
    return sent
  }
}

extension Ledger.Book {
  func split(_ instrument: Int, by ratio: Ratio) throws(ArithmeticFailure) -> Ledger.Book {
    var book = self
    for (key, step) in steps where key.instrument == instrument {
      book.steps[key]?.figures.goal = try step.figures.goal.split(by: ratio)
      book.steps[key]?.figures.filled = try step.figures.filled.split(by: ratio)
    }
    for (key, putOn) in putOn where key.instrument == instrument {
      try book.putOn[key]?.split(by: ratio)
      if putOn.isEmpty { book.putOn[key] = nil }
    }
    for (key, base) in trimBases where key.instrument == instrument {
      book.trimBases[key] = try base.split(by: ratio)
    }
    return book
  }

  func moved(to place: (Int) -> Int?, renaming symbol: (String) -> String) -> Ledger.Book {
    var book = Ledger.Book(lastApplied: lastApplied)
    for (key, step) in steps {
      guard let instrument = place(key.instrument) else { continue }
      let rule = key.rule.renamingMember(symbol)
      book.steps[Journal.StepKey(rule: rule, step: key.step, instrument: instrument)] = step
    }
    for (key, value) in putOn {
      guard let instrument = place(key.instrument) else { continue }
      var renamed = value
      renamed.rename { $0.renamingMember(symbol) }
      book.putOn[PutOn.Key(instrument: instrument, side: key.side)] = renamed
    }
    for (key, base) in trimBases {
      guard let instrument = place(key.instrument) else { continue }
      let rule = key.rule.renamingMember(symbol)
      book.trimBases[Journal.HoldingKey(rule: rule, instrument: instrument)] = base
    }
    for (key, state) in states { book.states[key.renamingMember(symbol)] = state }
    for (key, exit) in exits { book.exits[key.renamingMember(symbol)] = exit }
    return book
  }
}

extension Journal.StateKey {
  func renamingMember(_ symbol: (String) -> String) -> Journal.StateKey {
    Journal.StateKey(rule: rule, member: member.map(symbol))
  }
}

extension String {
  /// `rule[OLD]` becomes `rule[NEW]`; a rule without member stays.
  func renamingMember(_ symbol: (String) -> String) -> String {
    guard hasSuffix("]"), let start = firstIndex(of: "[") else { return self }
    let member = self[index(after: start)...].dropLast()
    return "\(self[..<start])[\(symbol(String(member)))]"
  }
}

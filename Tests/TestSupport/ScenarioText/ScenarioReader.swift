public import Portfolio
internal import Quantities
internal import RuleChecker
internal import RuleSyntax

/// Why a scenario's text can't be read.
public struct ScenarioTextFault: Error, CustomStringConvertible {
  public var description: String
}

extension Scenario {
  /// Reads what `text` writes. The rulebook goes through the whole checker.
  public init(reading text: String, seed: UInt64 = 0) throws {
    let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let divider = parts.firstIndex(of: Substring(Scenario.divider)) else {
      throw ScenarioTextFault(description: "no line `\(Scenario.divider)` after the rulebook")
    }
    let source = parts[..<divider].joined(separator: "\n") + "\n"
    let parsed = Parser.parse(SourceFile(path: "scenario.tranche", text: source))
    let result = RulebookChecker.check([parsed])
    guard let rulebook = result.rulebook else {
      let errors = result.diagnostics.filter { $0.severity == .error }
      throw ScenarioTextFault(description: "\(errors.map { "\($0.code): \($0.message)" })")
    }
    var reader = ScenarioRecords()
    for line in parts[(divider + 1)...] {
      guard let record = TextRecord(parsing: String(line)) else { continue }
      do { try reader.read(record) } catch {
        throw ScenarioTextFault(description: "\(error) in \(line)")
      }
    }
    self.init(
      seed: seed,
      rulebook: rulebook,
      instruments: reader.instruments,
      quotes: reader.quotes,
      numeraire: reader.numeraire,
      rates: reader.rates,
      items: reader.items,
      acts: reader.acts,
      account: reader.account,
      journal: reader.journal,
      asOf: reader.asOf,
      history: reader.history,
      corporateActions: reader.corporateActions
    )
  }
}

/// What the lines below the divider say so far. Instruments come before what names them.
struct ScenarioRecords {
  var asOf = Instant(secondsSinceEpoch: 0)
  var numeraire = WorkedExample.usd
  var instruments: [Instrument] = []
  var quotes: [String: Quote] = [:]
  var history: [String: [Quote]] = [:]
  var corporateActions: [CorporateAction] = []
  var rates: [Currency: RateQuote] = [:]
  var items: [Item] = []
  var acts: [CatalystAct] = []
  var account = Account(name: "account", baseCurrency: WorkedExample.usd)
  var journal = Journal()

  mutating func read(_ record: TextRecord) throws {
    switch record.word {
    case "as_of": asOf = try record.instant("at")
    case "numeraire": numeraire = try record.currency("currency")
    case "instrument": instruments.append(try instrument(record))
    case "price": quotes[try record.value("symbol")] = try quote(record)
    case "earlier": history[try record.value("symbol"), default: []].append(try quote(record))
    case "split":
      corporateActions.append(
        CorporateAction(
          symbol: try record.value("symbol"),
          at: try record.instant("at"),
          kind: .split(
            unitsAfter: try record.whole("after"),
            unitsBefore: try record.whole("before")
          )
        )
      )
    case "rate":
      rates[try record.currency("currency")] = RateQuote(
        rate: try record.number("rate", Number.self),
        at: try record.instant("at"),
        available: try record.instant("available")
      )
    case "item": items.append(try item(record))
    case "act": acts.append(try act(record))
    default: try readAccount(record)
    }
  }

  private mutating func readAccount(_ record: TextRecord) throws {
    switch record.word {
    case "account":
      account.name = try record.value("name")
      account.baseCurrency = try record.currency("base")
      account.kind = AccountKind(rawValue: try record.value("kind")) ?? .cash
      account.tags = record.all("tag").map(TextRecord.tag)
    case "position":
      account.positions.append(
        Position(
          instrument: try place(record),
          quantity: try record.number("quantity", Quantity.self),
          cost: try record["cost"].map(ScenarioRecords.fraction)
        )
      )
    case "cash":
      account.cash.append(
        Money(try record.number("amount", Amount.self), try record.currency("currency"))
      )
    default: try readJournal(record)
    }
  }

  private mutating func readJournal(_ record: TextRecord) throws {
    switch record.word {
    case "applied": journal.lastApplied = try record.instant("at")
    case "step":
      let key = Journal.StepKey(
        rule: try record.value("rule"),
        step: try record.value("step"),
        instrument: try place(record)
      )
      journal.steps[key] = Journal.OpenStep(
        opened: try record.instant("opened"),
        goal: try record.number("goal", Quantity.self),
        filled: try record.number("filled", Quantity.self),
        filledAt: record["filled_at"] == nil ? nil : try record.instant("filled_at")
      )
    case "put_on":
      journal.putOn[try holding(record)] = try record.number("quantity", Quantity.self)
    case "trim_base":
      journal.trimBase[try holding(record)] = try record.number("quantity", Quantity.self)
    case "state":
      journal.states[try state(record)] = Journal.RuleState(
        isActive: record["active"] == "true",
        at: try record.instant("at")
      )
    case "exit": journal.exits[try state(record)] = try record.instant("at")
    case "pending":
      journal.pending[try place(record)] = try record.number("quantity", Quantity.self)
    case "trade":
      journal.trades.append(
        Journal.Trade(
          at: try record.instant("at"),
          value: try record.number("value", Amount.self)
        )
      )
    default: throw ScenarioTextFault(description: "`\(record.word)` begins no line")
    }
  }

  // MARK: Parts

  private func quote(_ record: TextRecord) throws -> Quote {
    Quote(
      price: try record.number("price", Price.self),
      at: try record.instant("at"),
      available: try record.instant("available")
    )
  }

  /// `NUMERATOR/DENOMINATOR`.
  private static func fraction(_ text: String) throws -> Ratio {
    let parts = text.split(separator: "/").map { Int128($0) }
    guard parts.count == 2, let top = parts[0], let bottom = parts[1] else {
      throw ScenarioTextFault(description: "`\(text)` is no fraction")
    }
    return try Ratio(top, over: bottom)
  }

  private func place(_ record: TextRecord) throws -> Int {
    let symbol = try record.value("symbol")
    guard let index = instruments.firstIndex(where: { $0.symbol == symbol }) else {
      throw ScenarioTextFault(description: "no instrument `\(symbol)`")
    }
    return index
  }

  private func holding(_ record: TextRecord) throws -> Journal.HoldingKey {
    Journal.HoldingKey(rule: try record.value("rule"), instrument: try place(record))
  }

  private func state(_ record: TextRecord) throws -> Journal.StateKey {
    Journal.StateKey(rule: try record.value("rule"), member: record["member"])
  }

  private func instrument(_ record: TextRecord) throws -> Instrument {
    guard let kind = InstrumentKind(rawValue: try record.value("kind")) else {
      throw ScenarioTextFault(description: "unknown kind")
    }
    return Instrument(
      symbol: try record.value("symbol"),
      kind: kind,
      currency: try record.currency("currency"),
      multiplier: try record.optional("multiplier", Number.self) ?? .one,
      leverage: try record.optional("leverage", Number.self) ?? .one,
      beta: try record.optional("beta", Number.self),
      lot: try record.optional("lot", Quantity.self) ?? .whole(1),
      averageDailyVolume: try record.optional("adv", Quantity.self),
      tags: record.all("tag").map(TextRecord.tag)
    )
  }

  private func item(_ record: TextRecord) throws -> Item {
    let available = record["available"] == nil ? nil : try record.instant("available")
    var item = Item(
      identifier: try record.value("id"),
      provider: try record.value("provider"),
      revision: record["revision"].flatMap(Int.init) ?? 1,
      isDeleted: record["deleted"] == "true",
      title: try record.value("title"),
      summary: record["summary"] ?? "",
      body: record["body"] ?? "",
      url: record["url"],
      source: record["source"] ?? "",
      owner: record["owner"],
      published: available,
      available: available,
      sentiment: try record.optional("sentiment", Number.self),
      impact: try record.optional("impact", Number.self),
      hasContent: record["content"] != "false",
      quarantine: record["quarantine"]
    )
    for kind in ItemSubject.Kind.allCases {
      for text in record.all(kind.rawValue) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { throw ScenarioTextFault(description: "a subject's parts") }
        item.subjects.append(
          ItemSubject(
            kind: kind,
            name: parts[0],
            relevance: parts[1].isEmpty ? nil : try Number(parsing: parts[1]),
            sentiment: parts[2].isEmpty ? nil : try Number(parsing: parts[2])
          )
        )
      }
    }
    return item
  }

  private func act(_ record: TextRecord) throws -> CatalystAct {
    let words: [CatalystAct.Kind] = [.rumour, .report, .corroborate, .confirm, .deny, .retract]
    let outcome = record["outcome"].map { CatalystAct.Kind.outcome($0) }
    guard let kind = outcome ?? words.first(where: { "\($0)" == record["kind"] }) else {
      throw ScenarioTextFault(description: "unknown kind")
    }
    return CatalystAct(
      catalyst: try record.value("catalyst"),
      member: record["member"],
      kind: kind,
      at: try record.instant("at"),
      recorded: try record.instant("recorded"),
      evidence: record["evidence"] ?? ""
    )
  }
}

extension TextRecord {
  func value(_ key: String) throws -> String {
    guard let value = self[key] else { throw ScenarioTextFault(description: "no `\(key)`") }
    return value
  }

  func instant(_ key: String) throws -> Instant {
    guard let instant = Instant(parsing: try value(key), bareDate: .refused) else {
      throw ScenarioTextFault(description: "`\(key)` is no moment")
    }
    return instant
  }

  func whole(_ key: String) throws -> Int64 {
    guard let number = Int64(try value(key)) else {
      throw ScenarioTextFault(description: "`\(key)` is no whole number")
    }
    return number
  }

  func currency(_ key: String) throws -> Currency {
    guard let currency = Currency(try value(key)) else {
      throw ScenarioTextFault(description: "`\(key)` is no currency")
    }
    return currency
  }

  func number<Value: FixedPoint>(_ key: String, _ type: Value.Type) throws -> Value {
    try Value(parsing: try value(key))
  }

  func optional<Value: FixedPoint>(_ key: String, _ type: Value.Type) throws -> Value? {
    self[key] == nil ? nil : try number(key, type)
  }

  static func tag(_ text: String) -> Tag {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    return Tag(dimension: parts.first ?? "", value: parts.last ?? "")
  }
}

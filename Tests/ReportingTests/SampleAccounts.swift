import Evaluator
import Quantities

/// Accounts made by hand for the tests of every format.
enum SampleAccounts {
  static let dollar = currency("USD")

  /// Two buys, one of them cut, a sale that funds them and a hedge.
  static let ready: AccountProposal = {
    var account = AccountProposal(account: "technology", baseCurrency: dollar)
    account.nav = amount("1250000")
    account.changes = [
      change("AAPL", .sell, "12.5", "198.1234", "2476.5425", "0.2", "0.198"),
      change(
        "NVDA",
        .buy,
        "26",
        "180",
        "4680",
        "0",
        "0.003744",
        steps: ["scale_in.foothold"],
        cuts: [Cut(by: "sectors", from: ratio("41.2"), to: ratio("26"), factor: ratio("0.631"))],
        dependsOn: ["AAPL"]
      ),
      change("PSQ", .buy, "17", "38", "646", "-0.0123", "-0.012816", rules: ["hedge_toolchain"]),
    ]
    account.holds = [
      Hold(symbol: "GOOGL", quantity: quantity("0"), code: .tooSmall, detail: "0.4 of a share"),
      Hold(symbol: "IBM", quantity: quantity("1200"), code: .noRule),
      Hold(symbol: "MSFT", quantity: quantity("300"), code: .satisfied),
    ]
    account.hedges = [hedge]
    account.limits = [
      LimitReport(
        limit: "sectors",
        subject: "technology",
        text: "weight of each sector <= 25%",
        bound: ratio("0.25"),
        before: ratio("0.2462"),
        after: ratio("0.25"),
        state: .cut
      ),
      LimitReport(
        limit: "single_name",
        subject: "AAPL",
        text: "weight of each instrument <= 10%",
        bound: ratio("0.1"),
        before: ratio("0.2"),
        after: ratio("0.198"),
        state: .breached,
        detail: "broken before; no increase is allowed"
      ),
      LimitReport(
        limit: "cash_floor",
        subject: "account",
        text: "cash >= 2%",
        bound: ratio("0.02"),
        before: ratio("0.2"),
        after: ratio("0.197"),
        state: .held
      ),
    ]
    account.totals.cashBefore = amount("250000")
    account.totals.cashAfter = amount("247149.5425")
    account.totals.increases = amount("5326")
    account.totals.reductions = amount("2476.5425")
    account.totals.costs = amount("1")
    account.totals.grossBefore = ratio("0.8")
    account.totals.grossAfter = ratio("0.80241")
    account.totals.netBefore = ratio("0.7754")
    account.totals.netAfter = ratio("0.7754")
    account.totals.turnover = ratio("0.003121")
    return account
  }()

  static let hedge = HedgeReport(
    rule: "hedge_toolchain",
    instrument: "PSQ",
    state: .active,
    ratio: SampleHeaders.percent(40),
    isByBeta: true,
    lines: [
      .init(symbol: "GOOGL", exposure: amount("310"), beta: number("1.1")),
      .init(symbol: "MSFT", exposure: amount("480"), beta: number("1")),
      .init(symbol: "NVDA", exposure: amount("720"), beta: number("1.7")),
    ],
    exposureToOffset: ratio("818"),
    unitExposure: ratio("-38"),
    unitBeta: number("1.2"),
    wantedExact: ratio("17.93859649"),
    wanted: quantity("17"),
    held: quantity("0")
  )

  /// Every action, every kind of remark, every state of limits and hedges, in two currencies.
  static let everything: AccountProposal = {
    var account = AccountProposal(account: "family office & sons", baseCurrency: currency("EUR"))
    account.status = .review
    account.nav = amount("-1234567.8951")
    account.navIsEstimated = true
    account.changes = [
      change("ES=F", .sell, "3", "5123.25", "768487.5", "0.62", "-0.125", rules: ["cut_bad_news"]),
      change("TSLA", .cover, "1000000", "0.00001234", "12.34", "-0.05", "-0.049"),
      Change(
        symbol: "USD",
        action: .convert,
        quantity: quantity("5000.1234"),
        price: price("1.0843"),
        currency: currency("EUR"),
        value: amount("4611.3838"),
        amount: amount("4611.3838"),
        rules: ["scale_in"]
      ),
      change(
        "NVDA",
        .buy,
        "1234567.12345678",
        "180",
        "222222082.2222",
        nil,
        nil,
        rules: ["scale_in", "top_up"],
        steps: ["scale_in.foothold", "scale_in.default_on"],
        cuts: [
          Cut(by: "single_name", from: ratio("2000000.5"), to: ratio("1500000"), factor: nil),
          Cut(
            by: "cash",
            from: ratio("1500000"),
            to: ratio("1234567.12345678"),
            factor: ratio("0.823")
          ),
        ],
        dependsOn: ["ES=F", "USD"]
      ),
      Change(
        symbol: "GME",
        action: .short,
        quantity: quantity("7"),
        price: nil,
        currency: dollar,
        value: nil,
        rules: ["fade"]
      ),
    ]
    account.holds = Hold.Code.allCases.enumerated().flatMap { number, code in
      (0...number).map {
        Hold(symbol: "H\(number)\($0)", quantity: quantity("-\($0)"), code: code, detail: "")
      }
    }
    account.reviews = [
      Review(code: "gate_lost", subject: "scale_in", detail: "`default_build` is denied"),
      Review(code: "overdue", subject: "gcc_support", detail: ""),
    ]
    account.conflicts = [
      Conflict(
        symbol: "NVDA",
        rules: ["scale_in", "cut_bad_news"],
        detail: "at least 41 and at most 26: the smaller position wins"
      )
    ]
    account.blocked = [
      Blocked(subject: "MSFT", code: "stale_price", detail: "the price is of 2025-12-01"),
      Blocked(subject: "account", code: "undecided_limit", detail: "`cash_floor` lacks a rate"),
    ]
    account.limits = limitsInEveryState
    account.rules =
      ["AAPL", "IBM", "MSFT"].map { SampleHeaders.rule("cut_bad_news", member: $0, .quiet) }
      + [
        SampleHeaders.rule("cut_bad_news", member: "NVDA", .fires, findings: [bad]),
        SampleHeaders.rule("cut_bad_news", member: "TSLA", .waits),
        SampleHeaders.rule("hedge_toolchain", .waits, findings: [small]),
      ]
    account.hedges = hedgesInEveryState
    return account
  }()

  /// Nothing is known and nothing changes.
  static let blocked: AccountProposal = {
    var account = AccountProposal(account: "unpriced", baseCurrency: dollar)
    account.status = .blocked
    account.blocked = [
      Blocked(
        subject: "account",
        code: "unknown_nav",
        detail: "`ACME` is held and has never had a price: add one with `tranche portfolio import`"
      )
    ]
    return account
  }()

  /// Text that attacks a terminal, a spreadsheet or a page; names as long as they get.
  static let hostile: AccountProposal = {
    var account = AccountProposal(account: "=1+1\u{1B}[2J,\"x\"\u{202E}", baseCurrency: dollar)
    account.status = .review
    account.nav = amount("1")
    let long = String(repeating: "very_long_rule_name_", count: 6)
    account.changes = [
      change("@SUM(A1)", .buy, "1", "1", "1", "0", "1", rules: [long]),
      change(String(repeating: "LONG", count: 12), .sell, "1", "1", "1", "0", "1", rules: ["-a"]),
      change("株式会社", .buy, "10", "2", "20", "0", "1", rules: ["wide"]),
    ]
    account.reviews = [
      Review(code: "note", subject: "<script>|*_`[x](y)", detail: "line one\r\nline\u{200B} two\t#")
    ]
    return account
  }()

  // MARK: Parts

  private static let bad = Finding(
    subject: "sentiment(NVDA, over: 3d, sources: 3)",
    verdict: .holds,
    actual: "-0.55",
    needed: "below -0.40"
  )
  private static let small = Finding(
    subject: "weight(beneficiaries)",
    verdict: .fails,
    actual: "0.40%",
    needed: "above 1%",
    distance: "+0.60%"
  )

  private static let limitsInEveryState: [LimitReport] = [
    LimitReport(
      limit: "beta_cap",
      subject: "account",
      text: "beta <= 1.2",
      bound: ratio("1.2"),
      before: ratio("1.15"),
      after: ratio("1.1234567"),
      isPercent: false,
      state: .near
    ),
    LimitReport(
      limit: "cash_floor",
      subject: "account",
      text: "cash >= 2%",
      bound: ratio("0.02"),
      state: .undecided,
      detail: "no rate from CHF"
    ),
    LimitReport(limit: "freeze_gme", subject: "GME", text: "no buys of GME", state: .cut),
    LimitReport(
      limit: "gross_cap",
      subject: "account",
      text: "gross <= 150%",
      isAdvisory: true,
      bound: ratio("1.5"),
      before: ratio("1.49"),
      after: ratio("1.51"),
      state: .brokenByHedge
    ),
    LimitReport(
      limit: "net_floor",
      subject: "account",
      text: "net >= -10%",
      bound: ratio("-0.1"),
      before: ratio("-0.05"),
      after: ratio("-0.125"),
      state: .brokenByReduction
    ),
    LimitReport(
      limit: "sectors",
      subject: "untagged",
      text: "weight of each sector <= 25%",
      bound: ratio("0.25"),
      before: ratio("0"),
      after: ratio("0"),
      state: .held
    ),
  ]

  private static let hedgesInEveryState: [HedgeReport] = [
    HedgeReport(
      rule: "by_value",
      instrument: "SH",
      state: .active,
      ratio: SampleHeaders.percent(50),
      isByBeta: false,
      lines: [.init(symbol: "IBM", exposure: amount("-1000"), beta: number("1"))],
      exposureToOffset: ratio("-500"),
      unitExposure: ratio("-20"),
      unitBeta: nil,
      wantedExact: ratio("-25"),
      wanted: quantity("-25"),
      held: quantity("4"),
      detail: "within 10% of the wanted size"
    ),
    HedgeReport(
      rule: "gone",
      instrument: "PSQ",
      state: .ended,
      ratio: SampleHeaders.percent(40),
      isByBeta: true,
      held: quantity("12")
    ),
    HedgeReport(
      rule: "unsure",
      instrument: "PSQ",
      state: .undecided,
      ratio: SampleHeaders.percent(40),
      isByBeta: true,
      held: quantity("12"),
      detail: "NVDA has no beta"
    ),
    HedgeReport(
      rule: "unused",
      instrument: "DOG",
      state: .inactive,
      ratio: SampleHeaders.percent(10),
      isByBeta: true,
      held: quantity("0")
    ),
  ]

  static func change(
    _ symbol: String,
    _ action: Change.Action,
    _ quantity: String,
    _ price: String,
    _ value: String,
    _ before: String?,
    _ after: String?,
    rules: [String] = ["scale_in"],
    steps: [String] = [],
    cuts: [Cut] = [],
    dependsOn: [String] = []
  ) -> Change {
    Change(
      symbol: symbol,
      action: action,
      quantity: ReportingTests.quantity(quantity),
      price: ReportingTests.price(price),
      currency: dollar,
      value: amount(value),
      weightBefore: before.map { ratio($0) },
      weightAfter: after.map { ratio($0) },
      rules: rules,
      steps: steps,
      cuts: cuts,
      dependsOn: dependsOn
    )
  }

  static func currency(_ code: StaticString) -> Currency {
    guard let currency = Currency("\(code)") else { preconditionFailure("no currency: \(code)") }
    return currency
  }
}

func amount(_ text: String) -> Amount { parsed(text) }
func quantity(_ text: String) -> Quantity { parsed(text) }
func price(_ text: String) -> Price { parsed(text) }
func number(_ text: String) -> Number { parsed(text) }
func ratio(_ text: String) -> Ratio { (parsed(text) as Number).ratio }

/// The number that `text` spells; the smallest of all, which no sample holds, when it spells none.
private func parsed<Value: FixedPoint>(_ text: String) -> Value {
  (try? Value(parsing: text)) ?? Value(units: .min)
}

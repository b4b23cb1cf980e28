import Exchange
import Portfolio
import Quantities
import Testing

/// Orders as files: exact, in order, defused, or refused.
@Suite struct OrderFormatTests {
  private func order(
    _ action: OrderLine.Action = .buy,
    _ symbol: String = "NVDA",
    _ quantity: String = "41",
    kind: InstrumentKind? = .stock,
    account: String = "U1234567",
    currency: String = "USD",
    causes: [String] = ["scale_in.now"]
  ) throws -> OrderLine {
    OrderLine(
      account: account,
      action: action,
      symbol: symbol,
      kind: kind,
      quantity: try Quantity(parsing: quantity),
      price: try Price(parsing: "180.25"),
      currency: try #require(Currency(currency)),
      causes: causes
    )
  }

  private static let moment = Instant(secondsSinceEpoch: 1_765_843_199)

  private func text(_ format: OrderFormat, _ orders: [OrderLine]) throws -> String {
    String(decoding: try format.bytes(of: orders, at: Self.moment), as: UTF8.self)
  }

  private func reasons(_ orders: [OrderLine], _ format: OrderFormat = .ibBasket) -> [String] {
    do throws(OrderRefusals) {
      _ = try format.bytes(of: orders, at: Self.moment)
      return []
    } catch {
      return error.refusals.map(\.reason)
    }
  }

  @Test func ourOwnSaysEveryOrder() throws {
    let orders = [
      try order(.sell, "=cmd()", "0.00000001", account: "@a, b"),
      try order(.convert, "USD", "1000.5", kind: nil, currency: "EUR", causes: []),
      try order(.cover, "-x", "3"),
    ]
    #expect(
      try text(.csv, orders) == """
        number,account,action,symbol,quantity,price,currency,kind,rules
        1,"'@a, b",sell,'=cmd(),0.00000001,180.25,USD,stock,scale_in.now
        2,U1234567,convert,USD,1000.5,180.25,EUR,,
        3,U1234567,cover,'-x,3,180.25,USD,stock,scale_in.now

        """
    )
  }

  @Test func aBasketHasWholeSharesInOrder() throws {
    let orders = [
      try order(.sell, "AAPL", "10"), try order(.cover, "TSLA", "5"), try order(.short, "IBM", "2"),
      try order(.buy, "SPY", "41", kind: .fund, causes: []),
    ]
    #expect(
      try text(.ibBasket, orders) == """
        Action,Quantity,Symbol,SecType,Exchange,Currency,TimeInForce,OrderType,BasketTag,Account
        SELL,10,AAPL,STK,SMART,USD,DAY,MKT,scale_in.now,U1234567
        BUY,5,TSLA,STK,SMART,USD,DAY,MKT,scale_in.now,U1234567
        SELL,2,IBM,STK,SMART,USD,DAY,MKT,scale_in.now,U1234567
        BUY,41,SPY,STK,SMART,USD,DAY,MKT,tranche,U1234567

        """
    )
  }

  @Test func whatABasketCannotSayIsRefused() throws {
    #expect(
      reasons([
        try order(), try order(.buy, "NVDA", "1.5"),
        try order(.convert, "USD", "10", kind: nil), try order(kind: .future),
        try order(kind: .bond), try order(kind: .crypto), try order(kind: nil),
        try order(.buy, "=1+1"), try order(.buy, "A,B"), try order(account: "my, account"),
        try order(currency: "USDT"),
      ]) == [
        "a basket holds whole shares, and this is 1.5",
        "a basket holds no conversions: convert by hand first",
        "a basket needs a future's contract month, which the portfolio file has not",
        "a basket needs a bond's number, which the portfolio file has not",
        "a basket holds no crypto-currency",
        "its kind is not known",
        "its symbol can't stand in a basket",
        "its symbol can't stand in a basket",
        "the account `my, account` can't stand in a basket",
        "`USDT` is no currency of three letters",
      ]
    )
  }

  @Test func messagesOfFIXAreWholeAndChecked() throws {
    let orders = [
      try order(.sell, "AAPL", "10"), try order(.cover, "TSLA", "5"),
      try order(.short, "IBM", "2", causes: []), try order(.buy, "BRK.B", "0.5", kind: .fund),
    ]
    let lines = try text(.fix44, orders).split(separator: "\n")
    #expect(lines.count == 4)
    #expect(
      lines.first.map { String($0).split(separator: "\u{1}").joined(separator: "|") + "|" }
        == "8=FIX.4.4|9=169|35=D|49=TRANCHE|56=BROKER|34=1|52=20251215-23:59:59|"
        + "11=88a05a1cb7ccf6af5c4d-1|1=U1234567|55=AAPL|167=CS|54=2|60=20251215-23:59:59|38=10|40=1|"
        + "15=USD|59=0|58=scale_in.now|10=087|"
    )
    for line in lines {
      let fields = line.split(separator: "\u{1}")
      let head = fields.prefix(2).map { $0.utf8.count + 1 }.reduce(0, +)
      let tail = try #require(fields.last).utf8.count + 1
      #expect(fields[1] == "9=\(line.utf8.count - head - tail)")
      let sum = line.utf8.dropLast(tail).reduce(0) { ($0 + Int($1)) % 256 }
      #expect(Int(try #require(fields.last).dropFirst(3)) == sum)
    }
    let sides = lines.map { line in
      line.split(separator: "\u{1}").filter { $0.hasPrefix("54=") || $0.hasPrefix("77=") }
    }
    #expect(sides == [["54=2"], ["54=1", "77=C"], ["54=5", "77=O"], ["54=1"]])
  }

  /// The same file has the same names, another one others.
  @Test func namesAreTheFiles() throws {
    func names(_ orders: [OrderLine]) throws -> [Substring] {
      try text(.fix44, orders).split(separator: "\u{1}").filter { $0.hasPrefix("11=") }
    }
    let orders = [try order(.sell, "AAPL", "10"), try order(.buy, "IBM", "5")]
    let first = try names(orders)
    #expect(Set(first).count == 2)
    #expect(try names(orders) == first)
    let other = try names([orders[0], try order(.buy, "IBM", "6")])
    #expect(Set(other).isDisjoint(with: first))
    #expect(first.allSatisfy { $0.utf8.count <= 34 })
  }

  @Test func requestsToAlpacaAreJSON() throws {
    let orders = [
      try order(.sell, "AAPL", "10"), try order(.buy, "BTC/USD", "0.00012", kind: .crypto),
    ]
    #expect(
      try text(.alpaca, orders).replacing(/[0-9a-f]{20}/, with: "NAME") == """
        [
          {"symbol": "AAPL", "qty": "10", "side": "sell", "type": "market", "time_in_force": "day", "client_order_id": "NAME-1"},
          {"symbol": "BTC/USD", "qty": "0.00012", "side": "buy", "type": "market", "time_in_force": "gtc", "client_order_id": "NAME-2"}
        ]

        """
    )
  }

  @Test func whatAMessageOrARequestCannotSayIsRefused() throws {
    let orders = [
      try order(.convert, "USD", "10", kind: nil), try order(kind: .future), try order(kind: .bond),
      try order(.buy, "A\u{1}10=000"), try order(kind: nil), try order(currency: "USDT"),
    ]
    #expect(
      reasons(orders + [try order(account: "a=\u{1}b")], .fix44) == [
        "an order of FIX here is for an instrument: convert by hand first",
        "FIX needs a future's contract month, which the portfolio file has not",
        "FIX needs a bond's number, which the portfolio file has not",
        "its symbol can't stand in a message of FIX", "its kind is not known",
        "`USDT` is no currency of three letters",
        "the account `a=\u{1}b` can't stand in a message of FIX",
      ]
    )
    let others = [
      try order(.buy, "A\"B"), try order(currency: "EUR"), try order(.short, "IBM", "1.5"),
      try order(.buy, "BTC", kind: .crypto), try order(account: "other"),
    ]
    #expect(
      reasons(orders.prefix(3) + others, .alpaca) == [
        "Alpaca converts no money", "Alpaca trades no futures",
        "Alpaca takes no orders of bonds this way", "its symbol can't stand in a request",
        "Alpaca trades in USD, not EUR", "Alpaca sells no fractions short",
        "Alpaca calls a crypto-currency by what it is paid in as well: `BTC/USD`",
        "a request to Alpaca names no account, and the file begins with `U1234567`: name one with "
          + "`--account`",
      ]
    )
  }

  @Test func withoutOrdersThereIsAHeaderOrNothing() throws {
    for format in OrderFormat.allCases {
      let lines = try text(format, []).split(separator: "\n").count
      #expect(lines == (format == .fix44 ? 0 : 1))
    }
  }
}

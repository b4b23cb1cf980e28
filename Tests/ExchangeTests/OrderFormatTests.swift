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

  private func text(_ format: OrderFormat, _ orders: [OrderLine]) throws -> String {
    String(decoding: try format.bytes(of: orders), as: UTF8.self)
  }

  private func reasons(_ orders: [OrderLine]) -> [String] {
    do throws(OrderRefusals) {
      _ = try OrderFormat.ibBasket.bytes(of: orders)
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

  @Test func withoutOrdersThereIsAHeader() throws {
    for format in OrderFormat.allCases {
      #expect(try text(format, []).split(separator: "\n").count == 1)
    }
  }
}

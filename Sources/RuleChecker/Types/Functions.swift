/// One function of the language. To add one, add its descriptor to `Functions.all`; a new `Form`
/// also needs its lowering in `Resolution/Calls.swift`.
public struct FunctionDescriptor: Sendable {
  /// What stands first between the parentheses.
  public enum Subject: String, Sendable {
    /// A word by itself, without parentheses.
    case nothing = ""
    case topicOrInstrument = "a topic or an instrument"
    case instruments = "a set of instruments"
    case instrument = "an instrument"
    case catalyst = "a catalyst"
  }

  /// What a call becomes.
  public enum Form: Hashable, Sendable {
    case news(NewsCall.Function)
    case holding(HoldingMeasure)
    /// The change of a price, over the time that is named.
    case priceChange
    case account(AccountMeasure)
    case days(DayCount)
  }

  public var name: String
  public var subject: Subject
  public var arguments: [NamedArgument]
  public var result: ValueType
  /// One line for help and the reference.
  public var summary: String
  public var form: Form
}

/// An argument that is written `name: value`, whose value is a constant.
public struct NamedArgument: Hashable, Sendable {
  public enum Value: String, Sendable {
    case duration = "a duration such as `30d`"
    case share = "a number from 0 to 1"
    case count = "a whole number from 1 on"
  }

  public var name: String
  public var value: Value
  public var isRequired: Bool
  public var summary: String
}

/// Every function of the language, by name.
public enum Functions {
  public static let all: [FunctionDescriptor] = news + holdings + account + catalysts

  /// The function called `name`.
  public static func named(_ name: String) -> FunctionDescriptor? { byName[name] }

  private static let byName = Dictionary(
    all.map { ($0.name, $0) },
    uniquingKeysWith: { first, _ in first }
  )

  private static let window = NamedArgument(
    name: "over",
    value: .duration,
    isRequired: true,
    summary: "how far back items count"
  )
  private static let priceWindow = NamedArgument(
    name: "over",
    value: .duration,
    isRequired: true,
    summary: "how far back the earlier price lies"
  )
  private static let optionalWindow = NamedArgument(
    name: "over",
    value: .duration,
    isRequired: false,
    summary: "how far back items count; all of the past unless given"
  )
  private static let halfLife = NamedArgument(
    name: "half_life",
    value: .duration,
    isRequired: false,
    summary: "the age at which an item counts half"
  )
  private static let minimums = [
    NamedArgument(
      name: "relevance",
      value: .share,
      isRequired: false,
      summary: "items of a lower relevance do not count"
    ),
    NamedArgument(
      name: "articles",
      value: .count,
      isRequired: false,
      summary: "with fewer items the value is unknown"
    ),
    NamedArgument(
      name: "sources",
      value: .count,
      isRequired: false,
      summary: "with fewer distinct owners the value is unknown"
    ),
  ]

  private static func news(
    _ function: NewsCall.Function,
    _ arguments: [NamedArgument],
    _ result: ValueType,
    _ summary: String
  ) -> FunctionDescriptor {
    FunctionDescriptor(
      name: function.rawValue,
      subject: .topicOrInstrument,
      arguments: arguments,
      result: result,
      summary: summary,
      form: .news(function)
    )
  }

  private static let news: [FunctionDescriptor] = [
    news(
      .sentiment,
      [window, halfLife] + minimums,
      .score,
      "the average score of the news, weighted by relevance and freshness, from -1 to 1"
    ),
    news(.impact, [window] + minimums, .number, "the largest impact of the news, from 0 to 1"),
    news(
      .sentimentChange,
      [window, halfLife] + minimums,
      .number,
      "sentiment now less sentiment one window earlier, from -2 to 2"
    ),
    news(.articles, [window] + minimums, .number, "how many items there are"),
    news(.sources, [window] + minimums, .number, "how many distinct owners of sources there are"),
    news(.age, [optionalWindow] + minimums, .duration, "how old the newest item is"),
  ]

  private static func holding(
    _ measure: HoldingMeasure,
    _ subject: FunctionDescriptor.Subject,
    _ result: ValueType,
    _ summary: String
  ) -> FunctionDescriptor {
    FunctionDescriptor(
      name: measure.name,
      subject: subject,
      arguments: [],
      result: result,
      summary: summary,
      form: .holding(measure)
    )
  }

  private static let holdings: [FunctionDescriptor] = [
    holding(.weight, .instruments, .percent, "exposure as a share of NAV; negative when short"),
    holding(.value, .instruments, .money, "what is held, in the base currency"),
    holding(.quantity, .instrument, .quantity, "the units held; negative when short"),
    holding(.exposure, .instruments, .money, "exposure in the base currency, signed"),
    holding(.beta, .instruments, .number, "beta, of several weighted by exposure"),
    holding(.price, .instrument, .price, "the latest price, in the instrument's own currency"),
    holding(.gain, .instruments, .percent, "the gain since it was bought, as a share of its cost"),
    FunctionDescriptor(
      name: "return",
      subject: .instrument,
      arguments: [priceWindow],
      result: .percent,
      summary: "the change of the price over a time",
      form: .priceChange
    ),
  ]

  private static func account(
    _ measure: AccountMeasure,
    _ result: ValueType,
    _ summary: String
  ) -> FunctionDescriptor {
    FunctionDescriptor(
      name: measure.rawValue,
      subject: .nothing,
      arguments: [],
      result: result,
      summary: summary,
      form: .account(measure)
    )
  }

  private static let account: [FunctionDescriptor] = [
    account(.cash, .money, "all cash, in the base currency"),
    account(.nav, .money, "net asset value, in the base currency"),
    account(.gross, .percent, "the sum of all exposures without sign, as a share of NAV"),
    account(.net, .percent, "the sum of all exposures with sign, as a share of NAV"),
  ]

  private static func days(_ count: DayCount, _ summary: String) -> FunctionDescriptor {
    FunctionDescriptor(
      name: count.rawValue,
      subject: .catalyst,
      arguments: [],
      result: .number,
      summary: summary,
      form: .days(count)
    )
  }

  private static let catalysts: [FunctionDescriptor] = [
    days(.since, "calendar days since the catalyst's date"),
    days(.until, "calendar days until the catalyst's date; negative once past"),
  ]
}

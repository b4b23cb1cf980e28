import Portfolio
import Quantities
import RuleChecker

/// What is true of the world, whatever the account: news, catalysts, instruments. Values at `asOf` are
/// computed once and kept; earlier moments (for replay) are computed when asked for.
struct WorldFacts: Sendable {
  struct NewsKey: Hashable, Sendable {
    var call: NewsCall
    var member: Int?
  }

  struct CatalystKey: Hashable, Sendable {
    var catalyst: Int
    var symbol: String?
  }

  /// What no assumption changes, in one place, so that a copy of the facts costs next to nothing: every
  /// condition of every account holds one.
  private final class Basis: Sendable {
    let rulebook: CheckedRulebook
    let market: Market
    let asOf: Instant
    let sets: SetResolver
    let archive: NewsArchive
    let board: CatalystBoard
    let verified: VerifiedWorld
    let limits: [LimitCheck.Terms]
    let strangers: [Strangers]
    let views = MarketViews()

    init(
      rulebook: CheckedRulebook,
      market: Market,
      asOf: Instant,
      archive: NewsArchive,
      board: CatalystBoard
    ) {
      self.rulebook = rulebook
      self.market = market
      self.asOf = asOf
      self.archive = archive
      self.board = board
      sets = SetResolver(rulebook: rulebook, market: market)
      strangers = Strangers.all(in: rulebook, sets)
      limits = rulebook.limits.compactMap { [sets] limit in
        LimitCheck.Terms(limit, in: sets)
      }
      verified = VerifiedWorld(rulebook: rulebook, market: market, asOf: asOf)
    }
  }

  private let basis: Basis
  var rulebook: CheckedRulebook { basis.rulebook }
  var market: Market { basis.market }
  var asOf: Instant { basis.asOf }
  var sets: SetResolver { basis.sets }
  var archive: NewsArchive { basis.archive }
  var board: CatalystBoard { basis.board }
  /// What stage 8 reads of the world, made by its own code alone.
  var verified: VerifiedWorld { basis.verified }
  /// What protecting rules and limits name and the market does not have.
  var strangers: [Strangers] { basis.strangers }
  /// The limits that bound figures, in the rulebook's order.
  var limits: [LimitCheck.Terms] { basis.limits }
  /// The market as accounts in `base` see it.
  func view(from base: Currency) -> MarketView {
    basis.views.view(from: base) {
      MarketView(base: base, market: market, asOf: asOf, settings: rulebook.settings, sets: sets)
    }
  }

  /// What counts at `asOf` instead of what is so.
  private(set) var assumed: AssumedFacts
  private(set) var newsNow: [NewsKey: NewsValue] = [:]
  private(set) var standingsNow: [CatalystKey: CatalystStanding] = [:]

  init(
    rulebook: CheckedRulebook,
    market: Market,
    items: [Item],
    acts: [CatalystAct],
    calendar: [CalendarEvent] = [],
    asOf: Instant,
    assumed: AssumedFacts = AssumedFacts()
  ) {
    self.assumed = assumed
    let archive = NewsArchive(items: items, topics: rulebook.topics, asOf: asOf)
    basis = Basis(
      rulebook: rulebook,
      market: market,
      asOf: asOf,
      archive: archive,
      board: CatalystBoard(
        catalysts: rulebook.catalysts,
        topics: rulebook.topics,
        archive: archive,
        acts: acts,
        calendar: calendar,
        asOf: asOf
      )
    )
  }

  func isFeedAlive(at moment: Instant) -> Bool {
    archive.isFeedAlive(at: moment, within: rulebook.settings.newsNoOlderThan)
  }

  /// The value of a news function; `member` is what the variable of `for each` stands for.
  func news(_ call: NewsCall, member: Int?, at moment: Instant) -> NewsValue {
    let key = NewsKey(call: call, member: call.readsMember ? member : nil)
    if moment == asOf, let value = newsNow[key] { return value }
    guard let subject = subject(of: call, member: member) else {
      return NewsValue(reading: .blind, items: [])
    }
    if moment == asOf, let value = assumed.value(of: call, about: subject) {
      return NewsValue(reading: .known(value), items: [], isAssumed: true)
    }
    return archive.value(
      of: call,
      about: subject,
      at: moment,
      feedAliveWithin: rulebook.settings.newsNoOlderThan
    )
  }

  func standing(
    of reference: CatalystReference,
    member: Int?,
    at moment: Instant
  ) -> CatalystStanding? {
    let symbol: String?
    switch reference.member {
    case nil: symbol = nil
    case .symbol(let name): symbol = name
    case .member:
      guard let member else { return nil }
      symbol = market.instruments[member].symbol
    }
    let key = CatalystKey(catalyst: reference.catalyst, symbol: symbol)
    if moment == asOf, let standing = standingsNow[key] { return standing }
    let standing = board.standing(of: reference.catalyst, member: symbol, at: moment)
    return moment == asOf ? assumed.standing(of: key, insteadOf: standing, at: moment) : standing
  }

  /// Computes and keeps what `expression` reads at `asOf`.
  mutating func keep(readsOf expression: Expression, member: Int?) {
    expression.visit { part in
      switch part.kind {
      case .news(let call):
        let key = NewsKey(call: call, member: call.readsMember ? member : nil)
        if newsNow[key] == nil { newsNow[key] = news(call, member: member, at: asOf) }
      case .catalyst(let reference, _), .days(_, let reference):
        keep(standingOf: reference, member: member)
      case .reference(let index):
        keep(readsOf: rulebook.lets[index].value, member: member)
      default: break
      }
    }
  }

  /// This world with further facts assumed at `asOf`.
  func assuming(
    catalysts: [CatalystKey: CatalystTest.State] = [:],
    news call: (key: NewsKey, value: Ratio)? = nil
  ) -> WorldFacts {
    var other = self
    other.assumed = assumed.adding(catalysts: catalysts)
    for key in catalysts.keys {
      guard let standing = standingsNow[key] else { continue }
      other.standingsNow[key] = other.assumed.standing(of: key, insteadOf: standing, at: asOf)
    }
    if let call {
      other.newsNow[call.key] = NewsValue(
        reading: .known(call.value),
        items: [],
        isAssumed: true
      )
    }
    return other
  }

  mutating func keep(standingOf reference: CatalystReference, member: Int?) {
    guard let standing = standing(of: reference, member: member, at: asOf) else { return }
    let symbol: String? =
      switch reference.member {
      case nil: nil
      case .symbol(let name): name
      case .member: member.map { market.instruments[$0].symbol }
      }
    standingsNow[CatalystKey(catalyst: reference.catalyst, symbol: symbol)] = standing
  }

  func subject(of call: NewsCall, member: Int?) -> NewsSubject? {
    switch call.subject {
    case .topic(let index): .topic(index)
    case .instrument(.symbol(let symbol)): .symbol(symbol)
    case .instrument(.member): member.map { .symbol(market.instruments[$0].symbol) }
    }
  }
}

extension NewsCall {
  /// Whether the call is about the variable of `for each`.
  var readsMember: Bool { subject == .instrument(.member) }
}

import Exchange
import PortfolioStore
import Reporting

/// What one `tranche watch` is asked for.
struct WatchRequest {
  var portfolio: String
  var rules: String
  var inbox: String
  var recipients: [OutboxEntry.Target: Recipient] = [:]
  /// Whether what recipients refused is tried once more.
  var retriesRefused = false
  var isOnce = false
  var secondsBetweenLooks = 60
  var format = WatchAlert.Format.text
  var withBodies = false
  /// What news do not say themselves.
  var page = PageFacts()
}

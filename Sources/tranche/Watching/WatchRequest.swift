import Exchange
import Reporting

/// What one `tranche watch` is asked for.
struct WatchRequest {
  var portfolio: String
  var rules: String
  var inbox: String
  /// For the shell; nothing when none is to be run.
  var command: String?
  var isOnce = false
  var secondsBetweenLooks = 60
  var format = WatchAlert.Format.text
  var withBodies = false
  /// What news do not say themselves.
  var page = PageFacts()
}

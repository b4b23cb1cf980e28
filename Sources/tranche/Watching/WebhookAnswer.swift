import Foundation
import Quantities

/// What came of one attempt to reach a webhook, as `tranche-deliver` says it in two lines: the status or why there is
/// none, and the answer's `Retry-After`.
struct WebhookAnswer {
  /// Nobody is made to wait longer by a `Retry-After`.
  static let longestWait: Int64 = 86_400

  private let result: String
  private let retryAfter: String

  init(_ output: String) {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    result = lines.first.map(String.init) ?? ""
    retryAfter = lines.dropFirst().first.map(String.init) ?? ""
  }

  /// A status from 200 to 299 has taken the alert. What may be otherwise another time is tried again: no answer, 408, 429
  /// and 5xx. Any other status would be the same another time.
  func outcome(at now: Instant) -> Delivery.Outcome {
    guard let status = Int(result), (100...599).contains(status) else {
      let reason = result.hasPrefix("failed: ") ? String(result.dropFirst(8)) : "it said nothing"
      return .failed(reason)
    }
    if (200...299).contains(status) { return .taken }
    let reason = "it answered with status \(status)"
    if status == 408 || status == 429 || status >= 500 {
      return .failed(reason, wait: wait(at: now))
    }
    return .refused(reason)
  }

  /// Seconds, or a date as in `Wed, 21 Oct 2026 07:28:00 GMT`; 0 where it is neither.
  private func wait(at now: Instant) -> Int64 {
    let text = retryAfter.trimmingCharacters(in: .whitespaces)
    if let seconds = Int64(text) { return min(max(seconds, 0), WebhookAnswer.longestWait) }
    if !text.isEmpty, text.allSatisfy(\.isWholeNumber) { return WebhookAnswer.longestWait }
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    guard let date = format.date(from: text) else { return 0 }
    let seconds = Int64(date.timeIntervalSince1970) - now.secondsSinceEpoch
    return min(max(seconds, 0), WebhookAnswer.longestWait)
  }
}

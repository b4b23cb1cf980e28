internal import Quantities

/// Calls of news functions as noun phrases.
extension RulebookReader {
  func phrase(_ call: NewsCall) -> String {
    let subject = newsSubject(call.subject)
    let window = call.over.map { "the last \(spelled($0))" }
    let text: String
    switch call.function {
    case .sentiment: text = "the average sentiment of the news on \(subject)\(over(window))"
    case .impact: text = "the largest impact of the news on \(subject)\(over(window))"
    case .sentimentChange:
      let length = call.over.map { spelled($0) } ?? "period"
      text =
        "the average sentiment of the news on \(subject)\(over(window)), less that of the "
        + "\(length) before them,"
    case .articles: text = "the number of news items on \(subject)\(inside(window))"
    case .sources: text = "the number of different sources of news on \(subject)\(inside(window))"
    case .age: text = "the age of the newest news item on \(subject)\(among(window))"
    }
    let remarks = remarks(on: call)
    if remarks.isEmpty { return text }
    let tail = text.hasSuffix(",") ? " " : " "
    return "\(text)\(tail)(\(remarks.joined(separator: "; ")))"
  }

  func topicName(_ index: Int) -> String {
    names.topics.indices.contains(index) ? names.topics[index] : "a topic"
  }

  private func newsSubject(_ subject: NewsCall.Subject) -> String {
    switch subject {
    case .topic(let index): topicName(index)
    case .instrument(let reference): phrase(reference)
    }
  }

  private func over(_ window: String?) -> String { window.map { " over \($0)" } ?? "" }

  private func inside(_ window: String?) -> String { window.map { " in \($0)" } ?? "" }

  private func among(_ window: String?) -> String {
    window.map { " among those of \($0)" } ?? ""
  }

  /// Half-life and minimums. The last two do not bear on counts themselves.
  private func remarks(on call: NewsCall) -> [String] {
    var remarks: [String] = []
    if let halfLife = call.halfLife {
      remarks.append("an item counts half at an age of \(spelled(halfLife))")
    }
    if let relevance = call.minimumRelevance {
      remarks.append("items of a relevance below \(relevance) left out")
    }
    if call.function == .articles || call.function == .sources { return remarks }
    if let articles = call.minimumArticles, articles > 1 {
      remarks.append("unknown with fewer than \(articles) items")
    }
    if let sources = call.minimumSources, sources > 1 {
      remarks.append("unknown with fewer than \(sources) different sources")
    }
    return remarks
  }
}

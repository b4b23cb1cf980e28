internal import Portfolio
internal import Quantities

/// News items in JSON, `"schema": "tranche.news/1"`: scores are strings, exact; null is unknown or none. Texts are
/// as they were received.
extension JSONWriter {
  mutating func write(_ report: NewsReport) {
    object { json in
      json.member("schema", NewsReport.schema)
      json.member("file", report.file)
      json.member("kind", report.kind.rawValue)
      json.member("asOf", report.asOf?.description)
      json.member("total", report.total)
      json.member("items", each: report.entries) { $0.write($1) }
    }
  }

  private mutating func write(_ entry: NewsReport.Entry) {
    let item = entry.item
    object { json in
      json.member("item", Int(entry.number))
      json.identity(of: item)
      json.member("title", item.title)
      json.member("summary", item.summary)
      json.member("body", item.body)
      json.member("url", item.url)
      json.member("source", item.source)
      json.member("owner", item.owner)
      json.member("published", item.published?.description)
      json.member("received", item.received?.description)
      json.member("available", item.available?.description)
      json.member("timeQuality", item.timeQuality.rawValue)
      json.member("sentiment", item.sentiment)
      json.member("impact", item.impact)
      json.member("label", item.label)
      json.member("scoreIsFromLabel", item.scoreIsFromLabel)
      json.member("hasContent", item.hasContent)
      json.member("quarantine", item.quarantine)
      json.member("subjects", each: item.subjects) { json, subject in
        json.object { json in
          json.member("kind", subject.kind.rawValue)
          json.member("name", subject.name)
          json.member("relevance", subject.relevance)
          json.member("relevanceRaw", subject.relevanceRaw)
          json.member("sentiment", subject.sentiment)
        }
      }
      json.member("copies", each: entry.copies) { json, copy in
        json.object { json in
          json.identity(of: copy.item)
          json.member("source", copy.item.source)
          json.member("available", copy.item.available?.description)
          json.member("reason", copy.reason.rawValue)
        }
      }
    }
  }

  private mutating func identity(of item: Item) {
    member("provider", item.provider)
    member("id", item.identifier)
    member("revision", item.revision)
    member("deleted", item.isDeleted)
  }
}

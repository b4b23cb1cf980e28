import Exchange
import Portfolio
import Quantities

/// A small answer of each provider, in the shape that its documentation has, with words and values of our own.
enum NewsSamples {
  static let all: [NewsFormat: String] = [
    .alphaVantage: alphaVantage, .eodhd: eodhd, .eodhdSentiments: eodhdSentiments,
    .finnhub: finnhub,
    .jsonFeed: jsonFeed, .marketaux: marketaux, .polygon: polygon, .tiingo: tiingo, .rss: rss,
    .atom: atom, .table: table, .jsonLines: jsonLines, .page: page,
  ]

  static let alphaVantage = """
    {"items": "1", "sentiment_score_definition": "x <= -0.35: Bearish", "feed": [
      {"title": "Chips are scarce", "url": "https://news.example/chips?utm_source=x",
       "time_published": "20251213T140509", "authors": ["A"], "summary": "Very scarce.",
       "banner_image": null, "source": "Reuters", "source_domain": "www.reuters.com",
       "topics": [{"topic": "Technology", "relevance_score": "0.650727"}],
       "overall_sentiment_score": -0.153173, "overall_sentiment_label": "Somewhat-Bearish",
       "ticker_sentiment": [
         {"ticker": "NVDA", "relevance_score": "0.688096", "ticker_sentiment_score": "-0.080537",
          "ticker_sentiment_label": "Neutral"},
         {"ticker": "CRYPTO:BTC", "relevance_score": "0.1", "ticker_sentiment_score": "0.2",
          "ticker_sentiment_label": "Somewhat_Bullish"}]}]}
    """

  static let marketaux = """
    {"meta": {"found": 1, "returned": 1, "limit": 3, "page": 1}, "data": [
      {"uuid": "u-1", "title": "Two makers", "description": "One <em>rose</em> &amp; one fell.",
       "keywords": "", "snippet": "…", "url": "https://e.example/two", "language": "en",
       "published_at": "2025-12-13T01:24:00.000000Z", "source": "e.example", "relevance_score": null,
       "entities": [
         {"symbol": "TSLA", "exchange": null, "match_score": 12.5, "sentiment_score": 0.77831234567,
          "highlights": [{"highlight": "t", "sentiment": 0.7, "highlighted_in": "title"}]},
         {"symbol": "F", "exchange": null, "match_score": 5, "sentiment_score": null, "highlights": []}],
       "similar": []}]}
    """

  static let polygon = """
    {"count": 1, "next_url": "https://p.example/n", "request_id": "r", "status": "OK", "results": [
      {"id": "h1", "publisher": {"name": "The Example", "homepage_url": ""}, "title": "A bank grows",
       "author": "A", "published_utc": "2025-12-13T18:33:53Z", "article_url": "https://e.example/bank",
       "amp_url": null, "description": "It grew.", "keywords": ["banks"], "tickers": ["UBS", "CS"],
       "insights": [{"ticker": "UBS", "sentiment": "positive", "sentiment_reasoning": "why"}]}]}
    """

  static let eodhd = """
    [{"date": "2025-12-13T08:48:00+00:00", "title": "A health book", "content": "Of a far country.",
      "link": "https://e.example/book", "symbols": ["AAPL.US", "SAP.XETRA"], "tags": ["HEALTH"],
      "sentiment": {"polarity": 0.959, "neg": 0.008, "neu": 0.948, "pos": 0.044}},
     {"date": "2025-12-13 09:00:00", "title": "Another", "content": "", "link": "https://e.example/b",
      "symbols": [], "tags": [], "sentiment": null}]
    """

  static let eodhdSentiments = """
    {"BTC-USD.CC": [{"date": "2025-12-12", "count": 31, "normalized": 0.1835},
                    {"date": "2025-12-11", "count": 0, "normalized": 0}]}
    """

  static let tiingo = """
    [{"id": 71, "title": "An earnings call", "url": "https://t.example/call", "description": "It was held.",
      "publishedDate": "2025-12-13T22:17:00Z", "crawlDate": "2025-12-13T22:20:01.696871Z",
      "source": "t.example", "tickers": ["aapl", "iff 6", "abc|1"], "tags": ["Stock"]}]
    """

  static let finnhub = """
    [{"category": "company", "datetime": 1765634400, "headline": "A plant opens", "id": 9, "image": "",
      "related": "TSLA", "source": "Yahoo", "summary": "It opened.", "url": "https://f.example/9"}]
    """

  static let jsonFeed = """
    {"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "home_page_url": "https://n.example/",
     "items": [{"id": "https://n.example/1", "url": "https://n.example/1", "title": "A note",
       "content_html": "<p>One &amp; <b>two</b></p><script>alert(1)</script><p>three</p>",
       "date_published": "2025-12-13T10:00:00-05:00", "date_modified": "2025-12-13T16:00:00Z",
       "tags": ["Kernel"]}]}
    """

  static let rss = """
    <?xml version="1.0" encoding="UTF-8"?>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
      <channel>
        <title>Example wire</title><link>https://www.wire.example/</link>
        <item>
          <title>Rates &amp; bonds</title><link>https://wire.example/rates</link>
          <guid isPermaLink="false">g-1</guid><pubDate>Sat, 13 Dec 2025 09:05:00 -0500</pubDate>
          <description><![CDATA[<p>They&nbsp;moved.</p>]]></description><category>Rates</category>
        </item>
      </channel>
    </rss>
    """

  static let atom = """
    <feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
      <title>Kernel</title><link href="https://kernel.example/"/>
      <at:deleted-entry ref="tag:kernel.example,2025:0" when="2025-12-13T12:00:00Z"/>
      <entry>
        <id>tag:kernel.example,2025:1</id><title type="html">A &lt;b&gt;release&lt;/b&gt;</title>
        <link rel="self" href="https://kernel.example/self"/><link href="https://kernel.example/1"/>
        <published>2025-12-13T10:00:00Z</published><updated>2025-12-13T11:00:00Z</updated>
        <content type="xhtml"><div><p>It is</p><p>out.</p></div></content>
        <category term="Release"/>
      </entry>
    </feed>
    """

  static let table = """
    id,title,summary,published,sentiment,source,symbols,themes,has_content
    7,"Oil, and gas",Both fell.,2025-12-13T10:00:00Z,-0.4,Example,NVDA:0.8:-0.2;CRYPTO:BTC::0.1;MSFT,Energy;Rates,true
    8,Next,,2025-12-13T11:00:00Z,,,,,
    """

  static let jsonLines = """
    {"id": "1", "title": "A line", "published": "2025-12-13T10:00:00Z", "sentiment": 0.5}
    """

  static let page = """
    Market Impact: 0.28

    A page

    Sentiment Score

    0.30
    """

  static func read(_ text: String, _ format: NewsFormat? = nil, page: PageFacts = PageFacts())
    -> NewsReading
  {
    NewsReader.read(bytes: Array(text.utf8), name: "f", format: format, page: page)
  }

  /// One line that tells an item.
  static func shown(_ item: Item) -> String {
    var parts = ["\(item.provider) \(item.identifier) r\(item.revision): \(item.title)"]
    if !item.summary.isEmpty { parts.append("summary: \(item.summary)") }
    if !item.body.isEmpty { parts.append("body: \(item.body)") }
    if let url = item.url { parts.append(url) }
    parts.append("of \(item.source) (\(item.owner))")
    parts.append("\(item.published?.description ?? "-") → \(item.available?.description ?? "-")")
    parts.append(item.timeQuality.rawValue)
    if let sentiment = item.sentiment { parts.append("sentiment \(sentiment)") }
    if let label = item.label { parts.append(label) }
    if item.scoreIsFromLabel { parts.append("from a label") }
    if !item.hasContent { parts.append("no content") }
    if item.isDeleted { parts.append("deleted") }
    parts += item.subjects.map { subject in
      "\(subject.name) \(subject.relevance?.description ?? "-") \(subject.sentiment?.description ?? "-")"
    }
    if let quarantine = item.quarantine { parts.append("QUARANTINED \(quarantine)") }
    return parts.joined(separator: " | ")
  }
}

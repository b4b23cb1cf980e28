import Portfolio

/// Tables of other programs' databases from figures of our own: a row is the values of the columns that are
/// named first, apart by `|`.
enum BookTables {
  static func tables(_ text: [String: String]) -> Tables {
    Tables(
      Dictionary(uniqueKeysWithValues: text.map { name, text in (name, rows(name, text)) })
    )
  }

  private static func rows(_ table: String, _ text: String) -> [Tables.Row] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    }
    guard let columns = lines.first else { return [] }
    return lines.dropFirst().map { values in
      let key = values.first ?? ""
      return Tables.Row(
        place: "\(table) \(key)",
        key: key,
        values: Dictionary(zip(columns, values)) { first, _ in first }
      )
    }
  }

  static let gnuCash = [
    "commodities": """
    guid|namespace|mnemonic|fullname
    usd|CURRENCY|USD|US Dollar
    eur|CURRENCY|EUR|Euro
    gbx|CURRENCY|GBX|Pence
    nv|NASDAQ|NVDA|NVIDIA Corp
    vt|FUND|VTI|Total Market
    vod|LSE|VOD.L|Vodafone
    t|template|template|
    """,
    "accounts": """
    guid|name|account_type|commodity_guid|parent_guid
    root|Root Account|ROOT|usd|
    a|Assets|ASSET|usd|root
    b|Broker|BANK|usd|a
    s|Stock|STOCK||b
    n|NVIDIA|STOCK|nv|s
    v|VTI|MUTUAL|vt|b
    l|Vodafone|STOCK|vod|b
    c|Cash|CASH|eur|b
    k|Checking|BANK|usd|a
    e|Opening|EQUITY|usd|root
    """,
    "transactions": """
    guid|currency_guid|post_date
    t1|usd|20240101230000
    t2|usd|2024-01-03 10:59:00
    t3|usd|2024-06-09 22:00:00
    t4|gbx|2024-02-01 10:59:00
    """,
    "splits": """
    guid|tx_guid|account_guid|value_num|value_denom|quantity_num|quantity_denom|lot_guid
    s1|t1|b|5000000|100|5000000|100|
    s2|t1|k|777|1|777|1|
    s3|t2|n|5000|1|10|1|L1
    s4|t2|b|-5000|1|-5000|1|
    s5|t3|n|0|1|90|1|L1
    s6|t2|v|2500|1|105|10|
    s7|t2|c|1050|100|1000|100|
    s8|t4|l|7000|1|100|1|
    """,
    "prices": """
    guid|commodity_guid|currency_guid|date|source|type|value_num|value_denom
    p1|nv|usd|2024-06-09 22:00:00|user:split-register|transaction|0|1
    p2|nv|usd|2024-06-10 22:00:00|user:split-register|transaction|120|1
    p3|nv|usd|2024-06-10 22:00:00|Finance::Quote|nav|122|1
    p4|nv|usd|2024-06-10 22:00:00|Finance::Quote|last|12179|100
    p5|vt|usd|20240610220000|user:price-editor|unknown|2661|10
    p6|eur|usd|2024-06-10 22:00:00|user:price-editor|last|107|100
    p7|vod|gbx|2024-06-10 22:00:00|Finance::Quote|last|6912|100
    p8|vt|usd|soon|Finance::Quote|last|1|1
    p9|t|usd|20240610220000|x|last|1|1
    p10|vt|usd|20240501105900|Finance::Quote|nav|260|1
    """,
  ]

  static let wealthfolio = [
    "accounts": """
    id|name|currency|tracking_mode|is_archived
    a1|Broker|USD|TRANSACTIONS|0
    a2|Bank|GBP|HOLDINGS|0
    a3|Old|USD|TRANSACTIONS|1
    """,
    "assets": """
    id|kind|name|display_code|quote_ccy|instrument_type|instrument_symbol
    n|INVESTMENT|NVIDIA Corp|NVDA|USD|EQUITY|NVDA
    v|INVESTMENT|Vodafone|VOD.L|GBp|EQUITY|VOD
    e|INVESTMENT|S&P 500 ETF|SPY|USD|EQUITY|SPY
    h|PROPERTY|House|HOUSE|GBP||
    f|FX|||USD|FX|GBP
    """,
    "lots": """
    id|account_id|asset_id|open_date|cost_per_unit|remaining_quantity|split_ratio|is_closed
    l1|a1|n|2024-01-03T00:00:00Z|500|3|10|0
    l2|a1|n|2024-07-01|120.5|0.500000000000|1|0
    l3|a1|n|2023-01-01|100|4|10|1
    l4|a1|e|2024-01-01|400|2|0.3333333333333333333333333333|0
    l5|a3|n|2024-01-01|400|9|1|0
    l6|a1|n|2024-01-01|400|many|1|0
    """,
    "holdings_snapshots": """
    id|account_id|snapshot_date|cash_balances
    h0|a1|2026-01-01|{"USD":"1"}
    h1|a1|2026-01-15|{"USD":"12.5","EUR":3.25,"CHF":"0"}
    h2|a2|2026-01-15|{"GBP":"70"}
    """,
    "snapshot_positions": """
    id|snapshot_id|asset_id|quantity|average_cost|contract_multiplier|is_alternative
    1|h2|v|1000|70|1|0
    2|h2|h|1|300000|1|1
    3|h1|n|999|1|1|0
    """,
    "quotes": """
    id|asset_id|day|source|close|currency
    q1|n|2026-01-14|YAHOO|180|USD
    q2|n|2026-01-15|YAHOO|181.5|USD
    q3|n|2026-01-15|MANUAL|181.25|USD
    q4|v|2026-01-15|YAHOO|69.12|GBp
    q5|f|2026-01-15|YAHOO|1.27|USD
    q6|n|someday|YAHOO|1|USD
    """,
    "activities": """
    id|asset_id|activity_type|activity_date|amount|status|activity_type_override
    x1|n|SPLIT|2024-06-10T00:00:00Z|10|POSTED|
    x2|n|SPLIT|2024-06-11T00:00:00Z|2|VOID|
    x3|n|BUY|2024-06-11T00:00:00Z|2|POSTED|
    """,
    "taxonomies": """
    id|name
    industries_gics|Industries
    instrument_type|Type of Security
    regions|Regions
    """,
    "taxonomy_categories": """
    id|taxonomy_id|name|parent_id
    45|industries_gics|Information Technology|
    4530|industries_gics|Semiconductors|45
    ETF|instrument_type|Exchange Traded Fund (ETF)|
    EU|regions|Europe|
    US|regions|North America|
    """,
    "asset_taxonomy_assignments": """
    id|asset_id|taxonomy_id|category_id|weight
    1|n|industries_gics|4530|10000
    2|e|instrument_type|ETF|10000
    3|e|regions|US|9000
    4|e|regions|EU|1000
    """,
  ]

  static let moneyManager = [
    "ACCOUNTLIST_V1": """
    ACCOUNTID|ACCOUNTNAME|ACCOUNTTYPE|STATUS|INITIALBAL|CURRENCYID
    1|Broker|Investment|Open|1000.5|1
    2|Checking|Checking|Open|50|1
    3|Euro|Investment|Open||2
    """,
    "STOCK_V1": """
    STOCKID|HELDAT|PURCHASEDATE|STOCKNAME|SYMBOL|NUMSHARES|PURCHASEPRICE
    1|1|2024-01-03|NVIDIA|NVDA|10|50
    2|1|2024-07-01T10:00:00|NVIDIA|NVDA|5.5|120
    3|3|2024-07-01|SAP SE|SAP|4|200
    4|1|2024-07-01|Sold|OLD|0|200
    5|9|2024-07-01|Lost|LOST|1|200
    """,
    "STOCKHISTORY_V1": """
    HISTID|SYMBOL|DATE|VALUE
    1|NVDA|2026-01-14|180
    2|NVDA|2026-01-15|181.5
    3|SAP|2026-01-15|200
    """,
    "CHECKINGACCOUNT_V1": """
    TRANSID|ACCOUNTID|TOACCOUNTID|TRANSCODE|TRANSAMOUNT|TOTRANSAMOUNT|STATUS|DELETEDTIME
    1|2|1|Transfer|20|20|R|
    2|1|-1|Withdrawal|5.25|5.25||
    3|1|-1|Deposit|3|3|V|
    4|1|-1|Deposit|7|7||2026-01-01T00:00:00
    5|1|3|Transfer|11.7|10|R|
    """,
    "CURRENCYFORMATS_V1": """
    CURRENCYID|CURRENCY_SYMBOL
    1|USD
    2|EUR
    """,
    "CURRENCYHISTORY_V1": """
    CURRHISTID|CURRENCYID|CURRDATE|CURRVALUE
    1|2|2026-01-14|1.16
    2|2|2026-01-15|1.17
    """,
    "INFOTABLE_V1": """
    INFOID|INFONAME|INFOVALUE
    1|BASECURRENCYID|1
    """,
  ]
}

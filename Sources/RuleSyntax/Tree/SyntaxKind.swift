/// The kinds of node. Each comment gives the production; words in quotes and punctuation are the
/// node's own tokens, the names of other kinds are child nodes, in this order. A part in brackets
/// may be missing. In a broken text any part may be missing.
public enum SyntaxKind: UInt8, CaseIterable, Sendable {
  // MARK: The file

  /// [header] {declaration}, then the end-of-file token.
  case file
  /// "language" INT "rulebook" name [title] ["for" "accounts" tag]
  case header
  /// Tokens that fit nowhere; already reported.
  case unexpected

  // MARK: Parts shared by declarations

  /// A declared name or a reference to one: a single `word` token.
  case name
  /// A description: a single `string` token.
  case title
  /// A symbol: a `capitals` token, or a `string` token (`"0700.HK"`).
  case symbol
  /// "tag" WORD ":" (WORD | STRING | CAPITALS): dimension and value.
  case tag
  /// "for" "each" name "in" set
  case forEach
  /// "for" "accounts" tag
  case forAccounts
  /// A `string` token that text is searched for.
  case phrase
  /// "(" STRING "near" STRING ")"
  case nearPhrase
  /// A `string` token in a list of plain strings.
  case stringItem

  // MARK: Declarations

  /// "use" STRING
  case use
  /// "dimension" name [title]
  case dimension
  /// "topic" name [title] "{" {mentions | themes | symbols} "}"
  case topic
  /// "mentions" (phrase | nearPhrase) {"," …}
  case mentions
  /// "themes" stringItem {"," stringItem}
  case themes
  /// "symbols" symbol {"," symbol}
  case symbols
  /// "catalyst" name [title] [forEach] "{" {catalyst clause} "}"
  case catalyst
  /// "topic" name
  case catalystTopic
  /// "evidence" (phrase | nearPhrase) {"," …} ["unless" stringItem {"," stringItem}]
  case evidence
  /// "official" stringItem {"," stringItem}
  case official
  /// "corroborated" "by" INT "sources"
  case corroborated
  /// "confirmed" "by" "official"
  case confirmedByOfficial
  /// "expires" "after" DURATION
  case expires
  /// "expected" ("on"|"by") DATE
  case expected
  /// "expected" "from" "calendar" STRING
  case expectedFromCalendar
  /// "outcomes" name {"," name}
  case outcomes
  /// "basket" name [title] "{" {basketMember} "}"
  case basket
  /// symbol PERCENT
  case basketMember
  /// "let" name "=" expression
  case letDeclaration
  /// "rule" name [title] [forEach] [forAccounts] "{" {clause} "}"
  case rule
  /// "limit" name (measure ("<="|">=") limitBound | noTrade) ["enforced"|"advisory"] [forAccounts]
  case limit
  /// "settings" "{" {setting} "}"
  case settings
  /// "test" STRING "{" {fact | asOf | between} "}"
  case test

  // MARK: Clauses of a rule

  /// "when" expression
  case whenClause
  /// "exit" "when" expression
  case exitClause
  /// "until" expression
  case untilClause
  /// "cooldown" DURATION
  case cooldownClause
  /// "because" STRING
  case becauseClause
  /// "build" ["short"] target "to" PERCENT "of" "nav" ["in" "tranches" "{" {step} "}"]
  case buildAction
  /// "hold" target "at" PERCENT "of" "nav" ["within" PERCENT]
  case holdAction
  /// "trim" target ("to" PERCENT "of" "nav" | "by" PERCENT)
  case trimAction
  /// "freeze" ["buys" "of" | "sells" "of"] set
  case freezeAction
  /// "hedge" PERCENT "of" set "by" ("value"|"beta" ["otherwise" "by" "value"]) "with" symbol
  /// ["within" PERCENT]
  case hedgeAction
  /// "review" set
  case reviewAction
  /// name PERCENT gate
  case step
  /// "at" "once" | "once" expression ["," delay] | delay
  case gate
  /// "at" "least" DURATION "after" name
  case delay
  /// ["each"] set
  case target

  // MARK: Sets

  /// set "except" set: left-associative, two children.
  case setExcept
  /// "held" "in" set
  case setHeld
  /// symbol
  case setSymbol
  /// name: a basket, a topic's symbols, or the variable of a `for each`
  case setName
  /// tag
  case setTag
  /// "all"
  case setAll
  /// "(" set ")"
  case setParenthesized

  // MARK: Limits and settings

  /// "weight" "of" "each" "instrument"
  case weightOfEachInstrument
  /// "weight" "of" "each" name: of each value of a dimension
  case weightOfEachValue
  /// "weight" "of" set
  case weightOfSet
  /// "gross" | "net" | "beta" | "cash"
  case accountMeasure
  /// "turnover" "over" DURATION
  case turnoverMeasure
  /// "trade" "of" "each" "instrument"
  case tradeMeasure
  /// ["-"] (PERCENT ["of" "adv"] | NUMBER); money in its place keeps its currency, for the checker
  case limitBound
  /// "no" ("trade"|"buys"|"sells") "of" set
  case noTrade
  /// "prices" "no" "older" "than" DURATION
  case pricesSetting
  /// "news" "no" "older" "than" DURATION
  case newsSetting
  /// "minimum" "trade" (money | PERCENT "of" "nav")
  case minimumTradeSetting
  /// "shares" ("whole"|"fractional")
  case sharesSetting
  /// "shorting" "allowed"
  case shortingSetting
  /// "borrow" "up" "to" PERCENT "of" "nav"
  case borrowSetting
  /// "costs" money "per" "order" "plus" (PERCENT|BP)
  case costsSetting

  // MARK: Expressions

  /// expression "or" expression: left-associative, two children; likewise the next four.
  case orExpression
  case andExpression
  /// "not" expression
  case notExpression
  /// expression ("<"|"<="|">"|">="|"="|"!=") expression: not chained
  case comparison
  /// expression ("+"|"-") expression
  case sumExpression
  /// expression ("*"|"/") expression
  case productExpression
  /// "-" expression
  case negation
  /// expression "otherwise" expression
  case otherwiseExpression
  /// "(" expression ")"
  case parenthesized
  /// A `number`, `quantity` or `date` token.
  case literal
  /// NUMBER CAPITALS: `100 USD`
  case money
  /// symbol as an operand
  case symbolExpression
  /// WORD: a let, a catalyst, a topic, a score word, `cash`, `nav`, …; with a `predicate` after it
  /// it stands for a catalyst
  case nameExpression
  /// WORD "(" {argument} ")"
  case call
  /// [WORD ":"] (expression | set); a set is parsed as an expression unless it begins with
  /// `all`, `tag` or `held`, or holds `except`
  case argument
  /// (nameExpression | call) predicate
  case predicated
  /// "is" ["at" "least"] WORD | "is" "(" WORD {"," WORD} ")" | "changed" "within" DURATION
  case predicate
  /// "known" "(" expression ")"
  case known
  /// ("any"|"all"|"at" "least" INT) "of" "(" {expression} ")" [predicate]
  case quantifier
  /// An operand that is missing or misspelt; already reported. At most one `unknown` token.
  case missing

  // MARK: Tests

  /// "account" "{" {account fact} "}"
  case accountFact
  /// "cash" money
  case cashFact
  /// "holds" symbol NUMBER ["@" money]
  case holdsFact
  /// "price" symbol money ["at" DATE]
  case priceFact
  /// ("beta"|"leverage"|"multiplier"|"adv"|"lot") symbol ["-"] NUMBER
  case instrumentFact
  /// "kind" symbol WORD
  case kindFact
  /// "tag" symbol WORD ":" VALUE
  case tagFact
  /// "rate" CAPITALS CAPITALS NUMBER
  case rateFact
  /// "portfolio" STRING
  case portfolioFact
  /// "catalyst" name WORD "at" DATE
  case catalystFact
  /// "news" "stale" "at" DATE
  case newsStaleFact
  /// "signal" (name|symbol) "sentiment" NUM ["impact" NUM] ["source" STRING] "at" DATE
  case signalFact
  /// "signals" (name|symbol) "sentiment" "from" NUM "by" NUM "times" INT "every" DURATION
  /// ["source" STRING] "at" DATE
  case signalsFact
  /// "as" "of" DATE "{" {expectation} "}"
  case asOf
  /// "expect" …: the words of one expectation, as own tokens, with name and symbol children
  case expectation
  /// "apply"
  case applyStep
  /// "fill" PERCENT ["left" "open"]
  case fillStep
  /// "cancel"
  case cancelStep
  /// ("buy"|"sell") symbol NUMBER "by" "hand"
  case handStep
  /// "split" symbol INT "for" INT
  case splitStep
}

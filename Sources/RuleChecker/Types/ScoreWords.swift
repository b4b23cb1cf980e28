internal import Quantities

/// Words for scores. The scale has bands by magnitude: below 0.15 neutral, from 0.15 mildly, from
/// 0.45 moderately, from 0.75 strongly. A word stands for the edge of its band nearest to zero, so
/// `sentiment(t, over: 7d) >= mildly_positive` holds for every score that would be called at least
/// mildly positive.
enum ScoreWords {
  static let all: [(word: String, value: Number)] = [
    ("strongly_negative", Number(units: -75_000_000)),
    ("moderately_negative", Number(units: -45_000_000)),
    ("mildly_negative", Number(units: -15_000_000)),
    ("neutral", Number.zero),
    ("mildly_positive", Number(units: 15_000_000)),
    ("moderately_positive", Number(units: 45_000_000)),
    ("strongly_positive", Number(units: 75_000_000)),
  ]

  static func value(of word: String) -> Number? { all.first { $0.word == word }?.value }
}

/// Version 4: a run keeps what it read of the portfolio file, so that it can be worked out again after
/// holdings, tags and prices have changed.
enum Migration4 {
  static let statements: [String] = [
    "ALTER TABLE run ADD COLUMN image TEXT REFERENCES document"
  ]
}

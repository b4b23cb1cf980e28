import Portfolio

/// The values of one dimension of tags, each with a number, and which instruments have them.
struct TagGrouping: Sendable {
  /// What stands for instruments without any value.
  static let untagged = "untagged"

  let dimension: String
  /// In ascending order; a value's place is its number.
  let values: [String]
  private let places: [String: Int]
  private let numbers: [[Int]]
  private let areTagged: [Bool]

  init(dimension: String, market: Market) {
    let own = market.instruments.map { instrument in
      instrument.tags.filter { $0.dimension == dimension }.map(\.value)
    }
    let values = Set(own.joined()).union([TagGrouping.untagged]).sorted()
    let places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
    self.dimension = dimension
    self.values = values
    self.places = places
    areTagged = own.map { !$0.isEmpty }
    numbers = own.map { values in
      (values.isEmpty ? [TagGrouping.untagged] : values).compactMap { places[$0] }
    }
  }

  /// The number of a value; nothing where no instrument has it.
  func number(of value: String) -> Int? { places[value] }

  /// Whether an instrument has a value in the dimension.
  func isTagged(_ instrument: Int) -> Bool { areTagged[instrument] }

  /// The numbers of an instrument's values; that of `untagged` where it has none.
  func numbers(of instrument: Int) -> [Int] { numbers[instrument] }
}

import Foundation

/// As much of JSON Schema (draft 2020-12) as `docs/schema` uses. A keyword that is not known here
/// is itself a problem, so that the schema can't promise what is not checked.
struct JSONSchema {
  struct Failure: Error {}

  private let root: [String: Any]
  private static let annotations: Set<String> = ["$schema", "$id", "$defs", "title", "description"]

  init(_ data: Data) throws {
    guard let root = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw Failure()
    }
    self.root = root
  }

  /// What of `value` breaks the schema or its part `reference`; empty when nothing does.
  func problems(in value: Any, as reference: String? = nil) throws -> [String] {
    let schema = reference.map { ["$ref": $0] as [String: Any] } ?? root
    return problems(value, schema, at: "")
  }

  private func problems(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
    schema.keys.sorted().flatMap { keyword in
      self.problems(value, schema, keyword, at: place)
    }
  }

  private func problems(
    _ value: Any,
    _ schema: [String: Any],
    _ keyword: String,
    at place: String
  ) -> [String] {
    let object = value as? [String: Any]
    switch (keyword, schema[keyword]) {
    case ("$ref", let reference as String):
      guard let target = resolve(reference) else { return ["\(place): no \(reference)"] }
      return problems(value, target, at: place)
    case ("const", let wanted as NSObject):
      return wanted.isEqual(value) ? [] : ["\(place): is not \(wanted)"]
    case ("enum", let wanted as [NSObject]):
      return wanted.contains { $0.isEqual(value) } ? [] : ["\(place): \(value) is not listed"]
    case ("type", let type as String):
      return isInstance(value, of: type) ? [] : ["\(place): is no \(type)"]
    case ("pattern", let pattern as String):
      guard let text = value as? String else { return [] }
      return text.range(of: pattern, options: .regularExpression) == nil
        ? ["\(place): \(text) does not match"] : []
    case ("minimum", let least as Int):
      return (value as? Int).map { $0 >= least } ?? true ? [] : ["\(place): below \(least)"]
    case ("required", let keys as [String]):
      return keys.filter { object != nil && object?[$0] == nil }.map { "\(place): lacks \($0)" }
    case ("properties", let properties as [String: [String: Any]]):
      return properties.keys.sorted().flatMap { key in
        object?[key].map { problems($0, properties[key] ?? [:], at: "\(place)/\(key)") } ?? []
      }
    case ("additionalProperties", let rule):
      let known = (schema["properties"] as? [String: Any] ?? [:]).keys
      return (object ?? [:]).filter { !known.contains($0.key) }.flatMap { key, other in
        (rule as? [String: Any]).map { problems(other, $0, at: "\(place)/\(key)") }
          ?? ["\(place): \(key) is surplus"]
      }
    case ("propertyNames", let rule as [String: Any]):
      return (object ?? [:]).keys.flatMap { problems($0, rule, at: "\(place)/\($0)") }
    case ("items", let rule as [String: Any]):
      return (value as? [Any] ?? []).enumerated().flatMap { number, element in
        problems(element, rule, at: "\(place)/\(number)")
      }
    case ("anyOf", let choices as [[String: Any]]):
      let fits = choices.contains { problems(value, $0, at: place).isEmpty }
      return fits ? [] : ["\(place): fits no choice"]
    case (let other, _):
      return JSONSchema.annotations.contains(other) ? [] : ["\(place): unknown keyword \(other)"]
    }
  }

  private func resolve(_ reference: String) -> [String: Any]? {
    var node: Any? = root
    for key in reference.split(separator: "/").dropFirst() {
      node = (node as? [String: Any])?[String(key)]
    }
    return node as? [String: Any]
  }

  private func isInstance(_ value: Any, of type: String) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "integer": value is Int && !(isBoolean(value))
    case "boolean": isBoolean(value)
    case "null": value is NSNull
    default: false
    }
  }

  private func isBoolean(_ value: Any) -> Bool {
    (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
  }
}

import Testing

@Suite struct AbsenceTests {
  @Test(arguments: Absence.all) func nothingForbiddenIsThere(absence: Absence) {
    #expect(SourceText.all.flatMap { absence.problems(in: $0) } == [])
  }

  @Test(arguments: Absence.all) func aPlantedFaultIsFound(absence: Absence) {
    #expect(absence.problems(in: absence.planted).count == 1)
  }

  @Test(arguments: [
    "try! run()", "x as! Int", "a[0]!.b", "f()!", "var x: Int!", "{ 1 }()!", "\"\\(list.first!)\"",
  ])
  func everyWayOfForcingIsFound(code: String) {
    #expect(!problems("let x = \(code)").isEmpty)
  }

  @Test(arguments: [
    "!isEmpty", "a != b", "a!=b", "// wow!", "\"wow!\"", "#\"a!\"#", "\"\"\"\nwow!\n\"\"\"",
    "\"\\(list.first ?? \"none!\")\"", "[!a, (!b)]",
  ])
  func nothingElseIsTakenForIt(code: String) {
    #expect(problems("let x = \(code)\n") == [])
  }

  private func problems(_ text: String) -> [String] {
    let source = SourceText(path: "Sources/tranche/Sample.swift", text: text)
    return Absence.all.prefix(1).flatMap { $0.problems(in: source) }
  }
}

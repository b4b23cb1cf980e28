import Portfolio
import PortfolioStore
import Quantities
import Testing

/// What persons do to catalysts is added to the file and never changed.
@Suite struct CatalystActTests {
  private func act(
    _ kind: CatalystAct.Kind,
    at: String = "2025-12-15",
    recorded: String = "2025-12-15",
    evidence: String = ""
  ) throws -> CatalystAct {
    CatalystAct(
      catalyst: "launch",
      member: "MSFT",
      kind: kind,
      at: try instant(at),
      recorded: try instant(recorded),
      who: "ana",
      evidence: evidence,
      note: "seen"
    )
  }

  private func acts(_ path: String) throws -> [CatalystAct] {
    try PortfolioFile.open(at: path).acts(asOf: try instant("2026-12-31"))
  }

  @Test func everyKindIsReadBackAsWritten() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.sqlite")
    try PortfolioFile.create(at: path, numeraire: try currency("USD"))
    let written = try [
      CatalystAct.Kind.rumour, .report, .corroborate, .confirm, .deny, .retract, .outcome("beat"),
    ].enumerated().map {
      try act($1, recorded: "2025-12-1\($0 + 1)", evidence: "https://e.example")
    }
    for one in written { #expect(try PortfolioFile.record(one, in: path)) }
    #expect(try acts(path) == written)
    #expect(try scratch.names == ["a.sqlite"])
  }

  @Test func aCommandGivenTwiceIsWrittenOnce() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.sqlite")
    try PortfolioFile.create(at: path, numeraire: try currency("USD"))
    #expect(try PortfolioFile.record(try act(.confirm), in: path))
    // Without a moment of its own it means now.
    let again = try act(.confirm, at: "2025-12-16", recorded: "2025-12-16")
    #expect(try !PortfolioFile.record(again, in: path))
    // Of another moment, with other evidence, or after another act it is a new one.
    let earlier = try act(.confirm, at: "2025-12-01", recorded: "2025-12-16")
    #expect(try PortfolioFile.record(earlier, in: path))
    #expect(try !PortfolioFile.record(earlier, in: path))
    #expect(try PortfolioFile.record(try act(.confirm, evidence: "x"), in: path))
    #expect(try PortfolioFile.record(try act(.deny), in: path))
    #expect(try PortfolioFile.record(try act(.confirm, evidence: "x"), in: path))
    #expect(try acts(path).count == 5)
  }

  @Test func aStateIsNoPersonsWord() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.sqlite")
    try PortfolioFile.create(at: path, numeraire: try currency("USD"))
    #expect(throws: JournalRefusal.self) {
      try PortfolioFile.record(try act(.state("expired")), in: path)
    }
    #expect(try acts(path) == [])
  }
}

import Foundation
import Portfolio
import PortfolioStore
import Quantities
import TestSupport
import Testing

/// A portfolio file that is made from holdings is whole or not there.
@Suite struct NewFileTests {
  @Test func aSetThatIsRefusedLeavesNothing() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    let dollar = try currency("USD")
    var set = HoldingsSet()
    set.accounts = [HoldingsSet.AccountRow(name: "a", baseCurrency: dollar)]
    set.positions = [
      HoldingsSet.PositionRow(account: "a", symbol: "NOWHERE", quantity: Quantity(units: 1))
    ]
    #expect(throws: PortfolioFileError.self) {
      try PortfolioFile.create(at: path, numeraire: dollar, holding: set)
    }
    #expect(try scratch.names == [])
    set.positions = []
    #expect(try PortfolioFile.create(at: path, numeraire: dollar, holding: set).accounts == 1)
    #expect(try scratch.names == ["t.sqlite"])
  }

  @Test func whatHasTheNameIsLeftAlone() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
    let dollar = try currency("USD")
    #expect(throws: PortfolioFileError.alreadyExists(path: path)) {
      try PortfolioFile.create(at: path, numeraire: dollar)
    }
    let link = scratch.path("link.sqlite")
    try FileManager.default.createSymbolicLink(
      atPath: link,
      withDestinationPath: scratch.path("nowhere")
    )
    #expect(throws: PortfolioFileError.alreadyExists(path: link)) {
      try PortfolioFile.create(at: link, numeraire: dollar)
    }
    #expect(try scratch.names == ["link.sqlite", "t.sqlite"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("mine".utf8))
  }

  /// Killed as soon as anything new stands in the folder, or somewhat later.
  @Test func anImportThatIsKilledLeavesNoFileOrAllOfIt() throws {
    let scene = try ProgramScene()
    let words = ["portfolio", "import", "f.sqlite", "changed"]
    try #require(try scene.run(words).status == 0)
    let whole = try contents(of: scene.path)
    var random = SeededGenerator(seed: 1)
    var unfinished = 0
    for _ in 0..<12 {
      try FileManager.default.removeItem(atPath: scene.path)
      let names = Set(try scene.scratch.names)
      let started = try scene.start(words)
      while started.process.isRunning {
        let new = Set(try scene.scratch.names).subtracting(names)
        if new.contains(where: { !$0.hasPrefix("errors-") }) { break }
      }
      usleep(UInt32.random(in: 0...60_000, using: &random))
      started.kill()
      _ = try started.end()
      if FileManager.default.fileExists(atPath: scene.path) {
        #expect(try contents(of: scene.path) == whole)
      } else {
        unfinished += 1
        #expect(try scene.run(words).status == 0)
        #expect(try contents(of: scene.path) == whole)
      }
    }
    #expect(unfinished > 0, "no kill fell into the import")
  }
}

import Testing

@testable import Exchange

struct SourceOwnersTests {
  private func adding(_ text: String) -> (SourceOwners, [String]) {
    let (owners, problems) = SourceOwners.standard.adding(Array(text.utf8), file: "o.csv")
    return (owners, problems.map(\.description))
  }

  @Test func ownersAreKnownByNameAndHost() {
    let owners = SourceOwners.standard
    for name in ["Reuters", "reuters.com", "www.reuters.com", " REUTERS "] {
      #expect(owners.owner(of: name) == "Thomson Reuters")
    }
    #expect(owners.owner(of: "wsj.com") == owners.owner(of: "MarketWatch"))
    #expect(owners.owner(of: "a wire") == "a wire")
    #expect(owners.owner(of: "") == "")
  }

  @Test func aUsersRowsAddAndReplace() {
    let (owners, problems) = adding(
      """
      owner,name
      "Wire, Ltd.",a wire
      "Wire, Ltd.",WWW.Wire.example
      Kernel,LWN
      Myself,reuters.com

      """
    )
    #expect(problems == [])
    #expect(owners.owner(of: "A Wire") == "Wire, Ltd.")
    #expect(owners.owner(of: "wire.example") == "Wire, Ltd.")
    #expect(owners.owner(of: "lwn") == "Kernel")
    #expect(owners.owner(of: "reuters.com") == "Myself")
    #expect(owners.owner(of: "Reuters") == "Thomson Reuters")
    #expect(owners.owner(of: "ft.com") == "Nikkei")
  }

  @Test func badRowsAreNamedAndTheOthersCount() {
    let (owners, problems) = adding(
      """
      name,owner
      wire.example,
      one.example,One
      "open,Two
      two.example,Two,too
      www.ONE.example,Three
      \(String(repeating: "n", count: 201)),Four
      five.example,Five
      """
    )
    #expect(
      problems == [
        "o.csv:2: owner: the field is empty",
        "o.csv:4: a quoted field is not closed on its line",
        "o.csv:5: the row has 3 fields, the header 2",
        "o.csv:6: name: `www.ONE.example` has its owner in row 3 already",
        "o.csv:7: name: `\(String(repeating: "n", count: 40))…` has more than 200 characters",
      ]
    )
    #expect(owners.owner(of: "one.example") == "One")
    #expect(owners.owner(of: "five.example") == "Five")
    #expect(owners.owner(of: "wire.example") == "wire.example")
  }

  // Rows are parted by `/`.
  @Test(arguments: ["", "owner/One/", "owner,name,more/One,one,1/", "\u{FEFF}a,b/"])
  func whatIsNoTableChangesNothing(_ rows: String) {
    let (owners, problems) = adding(rows.replacing("/", with: "\n"))
    #expect(owners == .standard)
    #expect(!problems.isEmpty)
  }

  @Test func whatIsPrintedIsReadBack() {
    let (owners, _) = adding(
      "owner,name\n\"A \"\"B\"\", C\",'=HYPERLINK(1)\n'-x,O'Neill\nZ,wsj.com\n"
    )
    #expect(owners.owner(of: "=HYPERLINK(1)") == "A \"B\", C")
    #expect(owners.owner(of: "o'neill") == "-x")
    for table in [SourceOwners.standard, owners] {
      let (again, problems) = SourceOwners.standard.adding(Array(table.text.utf8), file: "o.csv")
      #expect(problems.isEmpty)
      #expect(again == table)
      #expect(again.text == table.text)
    }
  }

  @Test func itemsGetTheirOwnersFromTheTable() {
    let lines = """
      {"id": "1", "title": "T", "source": "wire.example"}
      {"id": "2", "title": "T", "source": "wire.example", "owner": "Its own"}
      {"id": "3", "title": "T", "source": "reuters.com"}
      """
    var page = PageFacts()
    page.owners = adding("owner,name\nOne,wire.example\n").0
    let items = NewsReader.read(bytes: Array(lines.utf8), name: "f", page: page).items
    #expect(items.map(\.owner) == ["One", "Its own", "Thomson Reuters"])
  }
}

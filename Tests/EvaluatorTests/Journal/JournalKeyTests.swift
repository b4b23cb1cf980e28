import Portfolio
import Testing

@Suite struct JournalKeyTests {
  @Test(arguments: ["", ".", "a.", ".a", "a..b", "a.b.c.d"]) func isNoKey(text: String) {
    #expect(JournalKey(text) == nil)
  }

  @Test(arguments: [
    ("house", "home", true), ("house.a", "house.b", true), ("house.a.x", "house.a.y", true),
    ("house", "house", false), ("house.a", "home.a", false), ("house.a", "house", false),
    ("house.a", "house.a.x", false), ("house.a.x", "house.b.x", false), ("house", "home.a", false),
  ])
  func becomesWhatIsOfItsKind(former: String, present: String, may: Bool) throws {
    let key = try #require(JournalKey(former))
    #expect(key.description == former)
    #expect(try key.canBecome(#require(JournalKey(present))) == may)
  }
}

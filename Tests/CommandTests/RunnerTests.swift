import TestSupport
import Testing

/// The runner itself: it must be able to tell a difference.
@Suite struct RunnerTests {
  @Test func outputErrorsAndStatusAreKeptApart() throws {
    let transcript = """
      #write notes/a.txt
      | one
      | two
      $ cat notes/a.txt; echo oops >&2; exit 3
      """
    let expected = """
      #write notes/a.txt
      | one
      | two
      $ cat notes/a.txt; echo oops >&2; exit 3
      one
      two
      ! oops
      #status 3

      """
    #expect(try TranscriptRunner().run(transcript) == expected)
  }

  @Test func staleOutputIsReplaced() throws {
    let result = try TranscriptRunner().run("$ echo new\nold\n#status 9\n")
    #expect(result == "$ echo new\nnew\n")
  }

  @Test func aMissingLineEndIsShown() throws {
    #expect(try TranscriptRunner().run("$ printf x\n") == "$ printf x\nx\n#no line end\n")
  }

  @Test func filesOfTheRepositoryAreCopied() throws {
    let result = try TranscriptRunner().run("#copy Package.swift\n$ ls\n")
    #expect(result == "#copy Package.swift\n$ ls\nPackage.swift\n")
  }

  @Test func theProgramIsFound() throws {
    #expect(try TranscriptRunner().run("$ command -v tranche | grep -c tranche\n").hasSuffix("1\n"))
  }

  @Test func aSignalIsNoStatus() throws {
    #expect(try TranscriptRunner().run("$ kill -9 $$\n").hasSuffix("#status signal 9\n"))
  }

  @Test func theFirstDifferenceIsNamed() {
    #expect(firstDifference("a\nb", "a\nc").contains("line 2"))
    #expect(firstDifference("a", "a\nc").contains("(the end)"))
  }
}

import Foundation
import Reporting
import TestSupport
import Testing

/// Whether a saved proposal is the same, in words and in JSON.
@Suite struct VerificationReportTests {
  private let different = VerificationReport(
    inputs: [.rulebook, .market, .news, .account("gro\u{1B}wth")],
    differences: [
      .init(
        account: "growth",
        subject: "buy NVDA",
        field: "changes.quantity",
        saved: "26",
        now: "25"
      ),
      .init(account: "", subject: "", field: "notices", saved: nil, now: "a warning"),
    ]
  )

  private func report(
    _ report: VerificationReport,
    _ format: VerificationReport.Format
  ) -> String {
    var bytes: [UInt8] = []
    report.write(as: format, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func theSameIsOneWord() {
    #expect(report(VerificationReport(inputs: [], differences: []), .text) == "identical\n")
  }

  @Test func differencesNameAccountSubjectFieldAndBothValues() {
    let text = report(different, .text)
    for words in ["differs in 2 values", "growth", "buy NVDA", "changes.quantity", "26", "25"] {
      #expect(text.contains(words), "\(words)")
    }
    #expect(text.contains("growth, buy NVDA, changes.quantity: saved 26, now 25"))
    #expect(text.contains("only now: a warning"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func theSameResultOfOtherInputsIsNotIdentical() {
    let report = VerificationReport(inputs: [.market], differences: [])
    #expect(!report.isIdentical)
    #expect(self.report(report, .text).hasPrefix("the same result from other inputs"))
  }

  @Test func theDocumentConforms() throws {
    let file = repositoryRoot().appendingPathComponent("docs/schema/verification-1.json")
    let schema = try JSONSchema(Data(contentsOf: file))
    for one in [different, VerificationReport(inputs: [], differences: [])] {
      let document = try JSONSerialization.jsonObject(with: Data(report(one, .json).utf8))
      #expect(try schema.problems(in: document) == [])
    }
  }
}

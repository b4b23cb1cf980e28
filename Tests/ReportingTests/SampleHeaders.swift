import Evaluator
import Quantities

/// Headers made by hand for the tests of every format.
enum SampleHeaders {
  static let asOf = Instant(secondsSinceEpoch: 1_765_843_199)

  static func header(
    facts: [Fact] = [],
    catalysts: [CatalystReport] = [],
    rules: [RuleReport] = [],
    notices: [Notice] = []
  ) -> ProposalHeader {
    ProposalHeader(
      asOf: asOf,
      rulebookName: "rust_for_linux",
      rulebookTitle: "Rust in the Linux kernel: staged exposure",
      rulebookHash: "b7f1",
      inputs: .init(marketHash: "11aa", newsHash: "22bb", items: 1, acts: 0),
      id: "3fa2c1d0",
      facts: facts,
      catalysts: catalysts,
      rules: rules,
      notices: notices
    )
  }

  /// The flagship: one page read, nothing confirmed.
  static let flagship = header(
    facts: [
      Fact(id: "impact(kernel_rust, over: 30d)", value: "0.28", items: ["page-1"]),
      Fact(id: "sentiment(kernel_rust, over: 30d)", value: "0.30", items: ["page-1"]),
    ],
    catalysts: [
      CatalystReport(
        name: "default_build",
        state: "none",
        evidence: [
          .init(
            item: "page-1",
            owner: "example wire",
            sentence: "Rust drivers are not yet built by default in most distributions",
            heldBackBy: "not"
          )
        ]
      ),
      CatalystReport(name: "gcc_support", state: "none"),
    ],
    rules: [scaleIn],
    notices: [
      Notice(
        severity: .note,
        code: "no_publication_time",
        message: "1 item has no time of its own and counts as known when it was received"
      )
    ]
  )

  static let scaleIn = RuleReport(
    rule: "scale_in",
    title: "Tranche into the beneficiaries",
    action: "build",
    because: "Selective exposure, tranched until production readiness is clear.",
    state: .fires,
    decidedBy: "when",
    findings: [
      Finding(
        subject: "sentiment(kernel_rust, over: 30d)",
        verdict: .holds,
        actual: "0.30",
        needed: "at least 0.25"
      ),
      Finding(
        subject: "impact(kernel_rust, over: 30d)",
        verdict: .holds,
        actual: "0.28",
        needed: "at least 0.20"
      ),
    ],
    facts: ["impact(kernel_rust, over: 30d)", "sentiment(kernel_rust, over: 30d)"],
    steps: [
      StepReport(
        step: "foothold",
        share: percent(34),
        state: .unlocked,
        findings: []
      ),
      StepReport(
        step: "default_on",
        share: percent(33),
        state: .waits,
        findings: [waiting("default_build", "none", "confirmed")]
      ),
      StepReport(
        step: "gcc",
        share: percent(33),
        state: .waits,
        findings: [waiting("gcc_support", "none", "confirmed")]
      ),
    ],
    place: "rules/rust-for-linux.tranche:42"
  )

  /// Every state of rules, steps, catalysts and notices.
  static let everyState = header(
    facts: [
      Fact(id: "sentiment(NVDA, over: 3d)", value: "unknown (no item in the window)", items: [])
    ],
    catalysts: [
      CatalystReport(
        name: "earnings",
        member: "NVDA",
        state: "confirmed",
        outcome: "miss",
        since: asOf
      ),
      CatalystReport(
        name: "toolchain",
        state: "denied",
        since: asOf,
        isOverdue: true,
        evidence: [
          .init(item: "a", owner: "kernel.org", sentence: "It is built by default", heldBackBy: nil)
        ]
      ),
    ],
    rules: [
      rule("always_on", .fires, decidedBy: "always"),
      rule("scale_in", .waits, findings: [distant]),
      rule("leave", .exits, decidedBy: "exit when", findings: [distant]),
      rule("calm", .ended, decidedBy: "until", findings: [distant]),
      rule(
        "silent",
        .quiet,
        findings: [
          Finding(
            subject: "sentiment(NVDA, over: 3d)",
            verdict: .quiet,
            actual: "unknown",
            needed: "below -0.40",
            missing: "an item about NVDA in the last 3d"
          )
        ]
      ),
      rule(
        "dark",
        .blind,
        findings: [
          Finding(
            subject: "weight(PSQ)",
            verdict: .blind,
            actual: "unknown",
            needed: "above 1%",
            missing: "a price of PSQ"
          )
        ]
      ),
      rule("resting", .cooldown, findings: []),
      RuleReport(
        rule: "ladder",
        action: "build",
        state: .fires,
        decidedBy: "when",
        findings: [],
        facts: [],
        steps: [
          StepReport(
            step: "one",
            share: percent(20),
            state: .filled,
            findings: [],
            progress: [
              .init(symbol: "AMD", goal: units(31), filled: units(10), onOrder: units(21))
            ]
          ),
          StepReport(step: "two", share: percent(20), state: .unlocked, findings: []),
          StepReport(step: "three", share: percent(20), state: .quiet, findings: [distant]),
          StepReport(step: "four", share: percent(20), state: .blind, findings: [distant]),
          StepReport(
            step: "five",
            share: percent(20),
            state: .waits,
            findings: [
              waiting("one", "filled 12d ago", "filled at least 20d ago", distance: "+8d")
            ]
          ),
        ],
        place: "a.tranche:9"
      ),
    ],
    notices: [
      Notice(severity: .warning, code: "unknown_symbol", message: "`XYZ` matches no instrument"),
      Notice(severity: .error, code: "stale_feed", message: "the newest item is 12d old"),
    ]
  )

  static let distant = Finding(
    subject: "sentiment(kernel_rust, over: 30d)",
    verdict: .fails,
    actual: "0.21",
    needed: "at least 0.25",
    distance: "+0.04"
  )

  static func waiting(
    _ subject: String,
    _ actual: String,
    _ needed: String,
    distance: String = ""
  ) -> Finding {
    Finding(
      subject: subject,
      verdict: .fails,
      actual: actual,
      needed: needed,
      distance: distance
    )
  }

  static func rule(
    _ name: String,
    member: String? = nil,
    _ state: RuleReport.State,
    decidedBy: String = "when",
    findings: [Finding] = []
  ) -> RuleReport {
    RuleReport(
      rule: name,
      member: member,
      action: "trim",
      state: state,
      decidedBy: decidedBy,
      findings: findings,
      facts: [],
      place: "rules/a.tranche:1"
    )
  }

  private static func units(_ whole: Int64) -> Quantity { Quantity(units: whole * Quantity.scale) }

  static func percent(_ whole: Int64) -> Percent { Percent(units: whole * 1_000_000) }
}

import ArgumentParser
import Evaluator

/// Whether and how a run is recorded.
struct ApplyOptions: ParsableArguments {
  @Flag(
    name: .customLong("apply"),
    help: "Record the run in the portfolio's journal: its orders are sent."
  )
  var isAsked = false

  @Flag(
    name: .customLong("filled"),
    help: "With --apply: record its orders as filled in whole at the prices shown."
  )
  var isFilled = false

  @OptionGroup var author: AuthorOptions

  func validate() throws {
    if isFilled, !isAsked { throw ValidationError("--filled goes with --apply") }
  }

  /// Refuses to record what is not so.
  func check(_ request: EvaluationRequest) throws {
    guard isAsked else { return }
    if !request.assumptions.isEmpty {
      throw CommandFailure(
        .wrongUsage,
        "a run under assumptions can't be applied",
        help: "leave out `--assume`, or leave out `--apply`"
      )
    }
    if request.terms.investment != nil {
      throw CommandFailure(
        .wrongUsage,
        "money that is not in the account yet can't be invested by `--apply`",
        help: "book it with `tranche portfolio import` (cash.csv), then apply with `--buy-only`"
      )
    }
  }
}

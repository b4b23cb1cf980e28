import ArgumentParser

/// What is to be taken for so, for the commands that evaluate.
struct AssumptionOptions: ParsableArguments {
  @Option(
    name: .customLong("assume"),
    help: ArgumentHelp(
      """
      A fact to take for so, in the words of rules: 'gcc_support is confirmed', \
      'sentiment(kernel_rust) = 0.5', 'price(NVDA) = 150 USD'; may be given several times.
      """,
      valueName: "fact"
    )
  )
  var assumptions: [String] = []
}

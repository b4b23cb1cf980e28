public import Portfolio
import Quantities

/// Names all that an evaluation reads of one account: two states with one digest lead to the same
/// proposal under the same rulebook, market and news, and a state that differs in anything has another
/// digest.
///
/// Covers base currency, kind, tags, positions with their costs as read, cash, and the journal's figures;
/// instruments by symbol, so that a file with more of them, or with other numbers for them, gives the
/// same digest. Several positions of one instrument count as the one that they are together.
public struct AccountDigest: Hashable, Sendable {
  /// 64 small hexadecimal digits.
  public let hexadecimal: String

  /// - Parameter market: what the positions of `account` and the keys of `journal` refer to.
  public init(of account: Account, journal: Journal, in market: Market) {
    // What is evaluated is merged. Where sums do not fit, nothing is: the account is named as given.
    let account = (try? account.merged()) ?? account
    let lines = AccountLines(account: account, journal: journal, market: market)
    hexadecimal = CanonicalLines.digest(lines.ofAccount() + lines.ofJournal())
  }
}

/// What is digested, a line for each fact.
private struct AccountLines {
  let account: Account
  let journal: Journal
  let market: Market

  func ofAccount() -> [String] {
    var lines = [line("account", account.name, account.baseCurrency, account.kind.rawValue)]
    lines += account.tags.map { line("tag", $0) }
    lines += account.positions.map {
      line("position", symbol($0.instrument), $0.quantity, $0.cost.map(exactly) ?? "")
    }
    lines += account.cash.map { line("cash", $0.currency, $0.amount) }
    return lines
  }

  func ofJournal() -> [String] {
    var lines = [line("applied", optional(journal.lastApplied))]
    lines += journal.steps.map { key, step in
      line(
        "step",
        key.rule,
        key.step,
        symbol(key.instrument),
        step.opened,
        step.goal,
        step.filled,
        step.sent,
        optional(step.filledAt)
      )
    }
    lines += journal.putOn.map { line("on", $0.key.rule, symbol($0.key.instrument), $0.value) }
    lines += journal.states.map {
      line("state", $0.key.rule, optional($0.key.member), $0.value.isActive, $0.value.at)
    }
    lines += journal.exits.map { line("exit", $0.key.rule, optional($0.key.member), $0.value) }
    lines += journal.trimBase.map {
      line("base", $0.key.rule, symbol($0.key.instrument), $0.value)
    }
    lines += journal.pending.map { line("pending", symbol($0.key), $0.value) }
    lines += journal.pendingCash.map { line("pending cash", $0.key, $0.value) }
    lines += journal.trades.map { line("trade", $0.at, $0.value) }
    return lines
  }

  private func line(_ fields: any CustomStringConvertible...) -> String {
    CanonicalLines.join(fields.map(\.description))
  }

  private func symbol(_ instrument: Int) -> String {
    market.instruments.indices.contains(instrument)
      ? market.instruments[instrument].symbol : "number \(instrument)"
  }

  private func optional(_ value: (some CustomStringConvertible)?) -> String {
    value?.description ?? ""
  }

  /// A fraction as it is, not as it is shown.
  private func exactly(_ ratio: Ratio) -> String {
    let least = ratio.reduced()
    return "\(least.numerator)/\(least.denominator)"
  }
}

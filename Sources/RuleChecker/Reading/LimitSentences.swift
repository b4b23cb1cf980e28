internal import Quantities

/// The limits of the rulebook: what each bounds, how hard, and what becomes of what would pass it.
extension RulebookReader {
  var limitsSection: RulebookReading.Section {
    let heading = isWhole ? "Limits" : "Limits that bear on it"
    if scope.limits.isEmpty {
      let none = "The rulebook has no limits."
      return RulebookReading.Section(heading, isWhole ? [RulebookReading.Paragraph(none)] : [])
    }
    return RulebookReading.Section(
      heading,
      [limitsPreface]
        + scope.limits.map {
          RulebookReading.Paragraph(sentences(of: $0).joined(separator: " "), label: $0.name)
        }
    )
  }

  /// Under a rule: the limits that can make what it asks for smaller.
  func limitParagraphs(of rule: Rule) -> [RulebookReading.Paragraph] {
    switch rule.action {
    case .freeze, .review:
      return [
        RulebookReading.Paragraph("None bears on it, as it trades nothing.", label: "Limits")
      ]
    case .build, .hold, .trim, .hedge: break
    }
    let bearing = LimitReach(rule, in: rulebook).bearing
    guard !bearing.isEmpty else {
      return [RulebookReading.Paragraph(withoutLimits(rule), label: "Limits")]
    }
    let lead =
      switch rule.action {
      case .trim: "It can be held back only by a ban on trading:"
      case .hedge: "Limits on weights and on turnover do not hold it back; these do:"
      default: "It is held back by these:"
      }
    return [
      RulebookReading.Paragraph(
        lead,
        label: "Limits",
        points: bearing.map { RulebookReading.Point("\($0.name): \(summary(of: $0)).") }
      )
    ]
  }

  private func withoutLimits(_ rule: Rule) -> String {
    switch rule.action {
    case .trim: "None holds it back."
    case .hedge: "None holds it back, but it buys no more than cash pays for."
    default: "The rulebook has no limit that holds it back."
    }
  }

  private var limitsPreface: RulebookReading.Paragraph {
    var sentences = [
      "A limit holds \(increases) back: one that would pass it is made smaller until it fits, or "
        + "left out.",
      "A limit that is passed already, because a price moved or a person traded, forces no sale "
        + "unless it is enforced; nothing makes it worse, and the account is listed for review.",
      "No sale is held back by a limit, except by one that forbids trading.",
    ]
    if scope.limits.contains(where: { $0.takesWeights }) {
      sentences.append("Weights count short positions as much as long ones.")
    }
    return RulebookReading.Paragraph(sentences.joined(separator: " "))
  }

  // MARK: One limit

  private func sentences(of limit: Limit) -> [String] {
    var sentences = [capitalized(summary(of: limit)) + "."]
    switch limit.subject {
    case .noTrade(_, let set):
      sentences.append("It goes before every rule that asks otherwise.")
      let exemption = hedgeExemption(from: set)
      if !exemption.isEmpty { sentences.append(String(exemption.dropFirst())) }
    case .bound(let measure, let side, _):
      sentences += remarks(on: measure, side, limit)
    }
    if limit.force == .advisory {
      sentences.append("It is advisory: it holds nothing back and is only reported.")
    } else if limit.isOnlyReported {
      sentences.append(
        "It holds nothing back; while it is not kept, the account is listed for review."
      )
    }
    return sentences
  }

  private func remarks(
    on measure: Limit.Measure,
    _ side: Limit.Side,
    _ limit: Limit
  ) -> [String] {
    let isBinding = !limit.isOnlyReported
    var remarks: [String] = []
    switch measure {
    case .weightOfEachInstrument: remarks.append(omission)
    case .weightOfEachValue(let dimension):
      remarks.append(omission)
      remarks.append("Instruments without a tag of \(dimension) count together as one group.")
      if isBinding {
        remarks.append(
          "In an account where no instrument has such a tag, it does not bind, and the account is "
            + "listed for review."
        )
      }
    case .weightOfSet(let set):
      if set.canHoldUnnamed { remarks.append(exclusion) }
    case .gross: remarks.append("Hedge instruments count, as they are held.")
    case .net: remarks.append("Short positions and inverse funds count as negative.")
    case .beta:
      remarks.append("It is the sum of all exposures, each times its beta, divided by NAV.")
      if isBinding {
        remarks.append(
          "While a beta of what is held or would be bought is missing, nothing is bought in the "
            + "account, and no hedge is enlarged."
        )
      }
    case .cash:
      if isBinding {
        remarks.append("Cash counts in all currencies together. It binds hedges too.")
      }
    case .turnover:
      remarks.append("Turnover is half the value of all purchases and sales, divided by NAV.")
      if isBinding {
        remarks.append("Sales, exits and hedges count towards it, but only \(increases) give way.")
      }
    case .tradeOfEachInstrument:
      remarks.append(omission)
      remarks.append("Only \(increases) give way to it, not sales.")
      if isBinding { remarks.append("Without a known volume an instrument is not bought.") }
    }
    remarks += group(measure, isBinding && side == .atMost)
    if limit.force == .enforced { remarks.append(enforcement(measure)) }
    return remarks
  }

  /// Groups share one factor.
  private func group(_ measure: Limit.Measure, _ isBinding: Bool) -> [String] {
    switch measure {
    case .weightOfSet(let set) where isSingle(set): []
    case .weightOfEachValue, .weightOfSet, .gross:
      isBinding ? ["What would pass it is made smaller by one factor for all \(increases)."] : []
    default: []
    }
  }

  private func enforcement(_ measure: Limit.Measure) -> String {
    switch measure {
    case .weightOfEachInstrument:
      "It is enforced: what is above it is sold, whoever bought it."
    case .gross:
      "It is enforced: what is above it is sold, from every holding but hedge instruments by the "
        + "same proportion, whoever bought it."
    default:
      "It is enforced: what is above it is sold, from every holding of the group by the same "
        + "proportion, whoever bought it."
    }
  }

  /// What `each investment` leaves out.
  private var omission: String {
    names.hedgeInstruments.isEmpty
      ? "Cash-like instruments are left out."
      : "Hedge instruments (\(listed(names.hedgeInstruments))) and cash-like ones are left out."
  }

  private var exclusion: String {
    names.hedgeInstruments.isEmpty
      ? "Cash-like instruments count only where they are named."
      : "Hedge instruments (\(listed(names.hedgeInstruments))) and cash-like ones count only "
        + "where they are named."
  }
}

extension Limit {
  fileprivate var takesWeights: Bool {
    switch subject {
    case .bound(.weightOfEachInstrument, _, _), .bound(.weightOfEachValue, _, _),
      .bound(.weightOfSet, _, _), .bound(.gross, _, _):
      true
    case .bound, .noTrade: false
    }
  }
}

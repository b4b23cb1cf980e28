internal import Portfolio
internal import RuleChecker

/// A sentence of a revision in which a phrase of a catalyst was found.
struct CatalystHit: Hashable, Sendable {
  /// The index of the revision in the archive.
  var revision: Int
  var sentence: String
  /// The word that holds it back; nothing when it counts.
  var heldBackBy: String?
  var isOfficial: Bool
}

/// Searches all items for the evidence of all catalysts, each text once.
struct CatalystEvidence {
  /// Longer sentences are cut when shown.
  static let longestSentence = 400

  private let catalysts: [Catalyst]
  private let matcher: PhraseMatcher
  /// The catalyst of each of the matcher's phrases.
  private let phraseCatalysts: [Int]
  private let exceptions: [CatalystExceptions]

  init(_ catalysts: [Catalyst]) {
    self.catalysts = catalysts
    var phrases: [Phrase] = []
    var phraseCatalysts: [Int] = []
    for (index, catalyst) in catalysts.enumerated() {
      phrases += catalyst.evidence
      phraseCatalysts += Array(repeating: index, count: catalyst.evidence.count)
    }
    matcher = PhraseMatcher(phrases)
    self.phraseCatalysts = phraseCatalysts
    exceptions = catalysts.map { CatalystExceptions($0.unless) }
  }

  /// Every sentence found, by catalyst, in order of time.
  func hits(in archive: NewsArchive) -> [[CatalystHit]] {
    var hits = Array(repeating: [CatalystHit](), count: catalysts.count)
    if matcher.isEmpty { return hits }
    let candidates = candidates(in: archive)
    for (index, revision) in archive.revisions.enumerated() {
      guard revision.isNews, let wanted = candidates[index] else { continue }
      for (catalyst, found) in sentences(in: revision.item, for: wanted) {
        let isOfficial = OfficialSource.matches(revision.item, catalysts[catalyst].official)
        for (sentence, word) in found {
          hits[catalyst].append(
            CatalystHit(
              revision: index,
              sentence: sentence,
              heldBackBy: word,
              isOfficial: isOfficial
            )
          )
        }
      }
    }
    return hits
  }

  /// The catalysts whose evidence each revision may hold.
  private func candidates(in archive: NewsArchive) -> [Int: Set<Int>] {
    var candidates: [Int: Set<Int>] = [:]
    for (index, catalyst) in catalysts.enumerated() where !catalyst.evidence.isEmpty {
      if let topic = catalyst.topic {
        for entry in archive.entries(about: .topic(topic)) {
          candidates[Int(entry.revision), default: []].insert(index)
        }
      } else {
        for revision in archive.revisions.indices {
          candidates[revision, default: []].insert(index)
        }
      }
    }
    return candidates
  }

  /// The sentences of one item with evidence for the wanted catalysts, each once, in order, with
  /// the word that holds it back.
  private func sentences(
    in item: Item,
    for wanted: Set<Int>
  ) -> [Int: [(sentence: String, word: String?)]] {
    var found: [Int: [(sentence: String, word: String?)]] = [:]
    for source in [item.title, item.summary, item.body] where !source.isEmpty {
      let text = MatchText(source)
      for place in places(in: text, for: wanted) {
        let sentence = text.sentences[place.sentence]
        let shown = DisplayText.clean(
          text.text(of: sentence),
          limit: CatalystEvidence.longestSentence
        )
        let word = wordHoldingBack(
          sentence,
          in: text,
          except: place.words,
          place.catalyst
        )
        let known = found[place.catalyst] ?? []
        if known.contains(where: { $0.sentence == shown && $0.word == word }) { continue }
        found[place.catalyst, default: []].append((shown, word))
      }
    }
    return found
  }

  /// The sentences with a phrase of each wanted catalyst, by sentence, then by catalyst, with the
  /// words that its phrases cover.
  private func places(in text: MatchText, for wanted: Set<Int>) -> [Place] {
    var places: [Place] = []
    // Hits come by sentence, then by phrase, and phrases stand by catalyst.
    for hit in matcher.hits(in: text) {
      let catalyst = phraseCatalysts[hit.phrase]
      guard wanted.contains(catalyst) else { continue }
      if places.last?.sentence != hit.sentence || places.last?.catalyst != catalyst {
        places.append(Place(sentence: hit.sentence, catalyst: catalyst))
      }
      for words in hit.words { places[places.count - 1].words.formUnion(words) }
    }
    return places
  }

  /// The first word of the sentence, outside the phrase itself, that denies or hedges; `?` for a
  /// question; or what the catalyst's own `unless` found.
  private func wordHoldingBack(
    _ sentence: MatchText.Sentence,
    in text: MatchText,
    except covered: Set<Int>,
    _ catalyst: Int
  ) -> String? {
    for index in sentence.words where !covered.contains(index) {
      if MonthOfMay.stands(at: index, in: sentence, of: text) { continue }
      let word = text.words[index]
      let range = Int(word.start)..<Int(word.end)
      let folded = text.folded[range]
      if DenialWords.holdsBack(folded) || exceptions[catalyst].holdsBack(folded) {
        return String(decoding: folded, as: UTF8.self)
      }
    }
    if sentence.isQuestion { return "?" }
    return exceptions[catalyst].phrase(in: text, sentence: sentence)
  }

  private struct Place {
    var sentence: Int
    var catalyst: Int
    var words: Set<Int> = []
  }
}

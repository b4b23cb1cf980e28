import Quantities

/// What most lines have nothing of, behind one reference: the stages copy lines in every loop, and each part would be
/// counted by itself at each copy.
struct LineAsides: Sendable {
  struct Parts: Sendable {
    var lower: Line.Bound?
    var upper: Line.Bound?
    var leastHeld: [Ratio] = []
    var longBuilds: [String] = []
    var shortBuilds: [String] = []
    var holdMissing: [String: Ratio] = [:]
    var noBuys: [String] = []
    var noSells: [String] = []
    var marks: [BoundMark]?
    var cuts: [Cut] = []
    var hold: (code: Hold.Code, detail: String)?
  }

  /// Changed only where one line alone refers to it, as the storage of an array is.
  final class Storage: @unchecked Sendable {
    fileprivate(set) var parts: Parts

    init(_ parts: Parts) { self.parts = parts }
  }

  /// Nothing of a line without any of the parts.
  private(set) var storage: Storage?

  /// The parts of this line alone, to be changed.
  var own: Parts {
    get { storage?.parts ?? Parts() }
    _modify {
      if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage?.parts ?? Parts()) }
      let kept = storage ?? Storage(Parts())
      yield &kept.parts
    }
  }
}

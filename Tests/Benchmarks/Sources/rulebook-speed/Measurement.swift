#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// One thing that is timed, at one size.
struct Measurement {
  let name: String
  let lines: Int
  let bytes: Int
  /// Does the work once; the result keeps the compiler from leaving it out.
  let work: () -> Int
  /// Processor seconds of each run.
  private(set) var seconds: [Double] = []

  init(_ name: String, lines: Int, bytes: Int, work: @escaping () -> Int) {
    self.name = name
    self.lines = lines
    self.bytes = bytes
    self.work = work
  }

  mutating func run() {
    let start = processorSeconds()
    let result = work()
    seconds.append(processorSeconds() - start)
    if result < 0 { print("\(name): \(result)") }
  }

  var best: Double { seconds.min() ?? 0 }
  var median: Double {
    let ordered = seconds.sorted()
    return ordered.isEmpty ? 0 : ordered[ordered.count / 2]
  }
}

/// The time that this thread had a processor: what other programs take does not count.
private func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

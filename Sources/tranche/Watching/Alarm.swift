import Foundation

/// What a watch waits for: a file in its inbox, a signal to end, or that time passes.
///
/// On Linux the system tells of files that were closed or renamed into the folder; elsewhere, and for folders of other
/// machines, the folder is looked at five times a second.
final class Alarm {
  /// Between two looks at the folder, in milliseconds.
  static let pause: Int32 = 200

  private let folder: Int32

  init(inbox: String) {
    #if os(Linux)
      folder = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
      if folder >= 0 {
        _ = inotify_add_watch(folder, inbox, UInt32(IN_CLOSE_WRITE | IN_MOVED_TO))
      }
    #else
      folder = -1
    #endif
    Signals.listen()
  }

  deinit { if folder >= 0 { close(folder) } }

  /// Waits until something happens, at most `milliseconds`.
  ///
  /// - Returns: the names of files that are whole.
  func wait(_ milliseconds: Int32) -> Set<String> {
    var waited = [
      pollfd(fd: Signals.reading, events: Int16(POLLIN), revents: 0),
      pollfd(fd: folder, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&waited, nfds_t(folder >= 0 ? 2 : 1), min(milliseconds, Alarm.pause))
    Signals.empty()
    return told()
  }

  private func told() -> Set<String> {
    guard folder >= 0 else { return [] }
    var names: Set<String> = []
    #if os(Linux)
      var bytes = [UInt8](repeating: 0, count: 64 * 1024)
      let header = MemoryLayout<inotify_event>.size
      while true {
        let count = read(folder, &bytes, bytes.count)
        if count < header { return names }
        var start = 0
        while start + header <= count {
          let length = bytes.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: start + 12, as: UInt32.self)
          }
          let end = min(start + header + Int(length), count)
          let name = bytes[(start + header)..<end].prefix { $0 != 0 }
          names.insert(String(decoding: name, as: UTF8.self))
          start = end
        }
      }
    #else
      return names
    #endif
  }
}

/// Signals that end a watch. The first lets it finish what it does; the second ends the program at once, which loses
/// nothing: all that is kept is written in transactions.
enum Signals {
  nonisolated(unsafe) private static var ends: [Int32] = [-1, -1]
  nonisolated(unsafe) private static var writing: Int32 = -1
  nonisolated(unsafe) private static var count: sig_atomic_t = 0

  static var reading: Int32 { ends[0] }
  /// Whether one was received.
  static var isStopped: Bool { count > 0 }

  static func listen() {
    guard writing < 0, pipe(&ends) == 0 else { return }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    writing = ends[1]
    // Whoever started us may have held signals back, which a new program inherits.
    var held = sigset_t()
    sigemptyset(&held)
    pthread_sigmask(SIG_SETMASK, &held, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Signals.count += 1
        if Signals.count > 1 { _exit(128 + number) }
        var byte: UInt8 = 1
        _ = write(Signals.writing, &byte, 1)
      }
    }
    // Whoever read our standard output has gone: that is told by the write.
    signal(SIGPIPE, SIG_IGN)
  }

  static func empty() {
    var bytes = [UInt8](repeating: 0, count: 16)
    while read(reading, &bytes, bytes.count) > 0 {}
  }
}

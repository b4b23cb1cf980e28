import Foundation
import Testing

/// A server of HTTP on this machine that does as it is told with one request after the other, and keeps what it got.
final class WebhookServer: @unchecked Sendable {
  enum Behaviour: Sendable {
    /// A status, with further lines of the header.
    case answer(Int, String = "")
    /// Takes the request and closes the connection.
    case drop
    /// Takes the request, and answers 200 after so many milliseconds.
    case slow(Int)
  }

  struct Request: Sendable {
    var line: String
    /// By name in small letters.
    var header: [String: String]
    var body: String
    /// What the server did with it.
    var isTaken: Bool
  }

  let port: UInt16
  private let listening: Int32
  private let lock = NSLock()
  private var plan: [Behaviour]
  private var received: [Request] = []

  /// - Parameters:
  ///   - plan: what is done with the first requests; all later ones are answered with 200.
  ///   - port: 0 for any that is free.
  init(_ plan: [Behaviour] = [], port: UInt16 = 0) throws {
    #if os(Linux)
      listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      listening = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    self.plan = plan
    var yes: Int32 = 1
    setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    _ = fcntl(listening, F_SETFD, FD_CLOEXEC)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listening
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    self.port = UInt16(bigEndian: address.sin_port)
    try #require(isBound, "\(String(cString: strerror(errno)))")
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        guard let server = self else { return }
        server.serve(connection)
        close(connection)
      }
    }
  }

  deinit { stop() }

  /// Nobody is answered from here on.
  func stop() {
    shutdown(listening, Int32(SHUT_RDWR))
    close(listening)
  }

  var requests: [Request] { lock.withLock { received } }

  /// What was answered with 200, in order, each as `rule_fires scale_in`.
  func told() throws -> [String] {
    try requests.filter(\.isTaken).map { request in
      let object =
        try JSONSerialization.jsonObject(with: Data(request.body.utf8)) as? [String: Any]
      return "\(object?["kind"] ?? "") \(object?["subject"] ?? "")"
    }
  }

  private func serve(_ connection: Int32) {
    guard var request = read(connection) else { return }
    let behaviour = lock.withLock { plan.isEmpty ? .answer(200) : plan.removeFirst() }
    var status = 200
    var header = ""
    switch behaviour {
    case .answer(let code, let lines): (status, header) = (code, lines)
    case .drop: status = 0
    case .slow(let milliseconds): usleep(UInt32(milliseconds) * 1000)
    }
    request.isTaken = (200..<300).contains(status)
    lock.withLock { received.append(request) }
    if status == 0 { return }
    let answer =
      "HTTP/1.1 \(status) Status\r\n\(header)Content-Length: 0\r\nConnection: close\r\n\r\n"
    _ = answer.utf8.withContiguousStorageIfAvailable { bytes in
      send(connection, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    }
  }

  private func read(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      if let request = WebhookServer.request(bytes) { return request }
      let count = recv(connection, &buffer, buffer.count, 0)
      if count <= 0 { return nil }
      bytes += buffer.prefix(count)
    }
  }

  /// A request that is there as a whole.
  private static func request(_ bytes: [UInt8]) -> Request? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    var header: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      if parts.count == 2 { header[parts[0].lowercased()] = parts[1] }
    }
    let body = text[end.upperBound...]
    guard body.utf8.count >= Int(header["content-length"] ?? "") ?? 0 else { return nil }
    return Request(line: lines[0], header: header, body: String(body), isTaken: false)
  }
}

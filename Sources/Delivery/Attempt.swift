import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// One attempt to send an alert.
struct Attempt {
  /// The status of the answer, or why there was none.
  let result: String
  var retryAfter = ""

  private static let secondsToConnect: Int64 = 10
  private static let secondsToAnswer: Int64 = 30

  /// Sends the alert once. A redirection is an answer like any other: it would turn the request into another one, or
  /// take the secrets of the address elsewhere.
  static func make(_ order: Order) async -> Attempt {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(connect: .seconds(secondsToConnect))
    )
    configuration.httpVersion = .http1Only
    // It is tried again by whoever keeps the alert, who then also waits longer each time.
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let attempt: Attempt
    do {
      let answer = try await client.execute(
        request(order),
        timeout: .seconds(secondsToAnswer)
      )
      attempt = Attempt(
        result: String(answer.status.code),
        retryAfter: answer.headers.first(name: "Retry-After") ?? ""
      )
    } catch {
      attempt = Attempt(result: "failed: " + reason(error))
    }
    try? await client.shutdown()
    return attempt
  }

  private static func request(_ order: Order) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: order.address)
    request.method = .POST
    request.headers = [
      "Content-Type": "application/json", "Idempotency-Key": order.id,
      "User-Agent": "tranche-deliver",
    ]
    if !order.authorization.isEmpty {
      request.headers.add(name: "Authorization", value: order.authorization)
    }
    request.body = .bytes(ByteBuffer(bytes: order.content))
    return request
  }

  private static let closed = "the connection was closed without an answer"

  /// In words that hold nothing of the address.
  private static func reason(_ error: any Error) -> String {
    switch error {
    case let error as HTTPClientError: return reason(error)
    case let error as NIOConnectionError:
      return error.connectionErrors.isEmpty
        ? "the host's address was not found" : "no connection could be made"
    case let error as IOError:
      let isClosed = error.errnoCode == ECONNRESET || error.errnoCode == EPIPE
      return isClosed ? closed : String(cString: strerror(error.errnoCode)).lowercased()
    default:
      let name = "\(type(of: error))"
      return name.contains("SSL")
        ? "no secure connection could be made: its certificate may not be valid"
        : "it was broken off (\(name))"
    }
  }

  private static func reason(_ error: HTTPClientError) -> String {
    switch error {
    case .connectTimeout: "there was no connection after \(secondsToConnect) seconds"
    case .deadlineExceeded, .readTimeout, .writeTimeout:
      "there was no answer after \(secondsToAnswer) seconds"
    case .remoteConnectionClosed: closed
    default: error.shortDescription.lowercased()
    }
  }
}

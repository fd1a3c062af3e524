/// What carries a request to where it goes and brings back the answer.
///
/// Receivers and sources make requests and read responses; they never hold a transport, so they are tested without one.
package protocol Transport: Sendable {
    func perform(_ request: Request) async throws(TransferError) -> Response
}

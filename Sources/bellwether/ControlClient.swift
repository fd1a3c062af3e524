import BellwetherConfig
import Curl
import Foundation

/// Asks the daemon over its control socket.
struct ControlClient {
    struct Reply {
        let status: Int
        let json: [UInt8]
    }

    private let path: String

    /// Also where the files are broken: only the state's place is read from them.
    init(at options: InstallationOptions) throws(UnreadableFile) {
        path = DaemonSettings.controlSocket(ofStateIn: try InstallationFiles.state(configuration: options.config))
    }

    /// Nothing where no daemon answers; ends the verb where this user may not ask it.
    func ask(_ method: String, _ verb: String, _ arguments: [String: String] = [:]) async throws -> Reply? {
        guard access(path, R_OK | W_OK) == 0 else {
            guard errno == EACCES else { return nil }
            say(
                "bellwether: this user may not ask the daemon; be the user or in the group that it runs as, such as with "
                    + "'sudo -u bellwether', or root")
            throw Exit.notPermitted
        }
        let curl = Curl()
        defer { curl.close() }
        let query = arguments.sorted { $0.key < $1.key }
            .map { "\(PercentEncoding.encoded($0.key))=\(PercentEncoding.encoded($0.value))" }.joined(separator: "&")
        let url = try Endpoint("http://localhost/v1/\(verb)" + (query.isEmpty ? "" : "?" + query))
        let request = Request(
            .http(HTTPRequest(method, url)), timeouts: Timeouts(whole: .seconds(120), stalled: .seconds(120)),
            bodyLimit: 16 << 20, socketPath: path)
        let response: Response
        do throws(TransferError) { response = try await curl.perform(request) } catch {
            if case .unreachable = error { return nil }
            say("bellwether: the daemon gave no answer; \(error); try again, or see what its log says")
            throw Exit.tryAgain
        }
        return Reply(status: response.status, json: response.body)
    }
}

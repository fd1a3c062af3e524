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
    init(at options: InstallationOptions) throws {
        do throws(UnreadableFile) {
            path = DaemonSettings.controlSocket(ofStateIn: try InstallationFiles.state(configuration: options.config))
        } catch {
            say("bellwether: \(error)")
            throw Exit.missingInput
        }
    }

    /// Nothing where no daemon answers.
    func ask(_ method: String, _ verb: String, _ arguments: [String: String] = [:]) async throws -> Reply? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
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
            throw error
        }
        return Reply(status: response.status, json: response.body)
    }
}

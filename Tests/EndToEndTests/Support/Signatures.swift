import BellwetherTestSupport
import Foundation
import Testing

/// Has every request's signature checked by a few lines of Python that share nothing with the program.
func expectSigned(_ requests: [HTTPArrival], in room: Room) async throws {
    let lines = try requests.map { request in
        let signed = [
            "id": request.header("webhook-id") ?? "", "timestamp": request.header("webhook-timestamp") ?? "",
            "signature": request.header("webhook-signature") ?? "", "body": Data(request.body).base64EncodedString(),
        ]
        return String(decoding: try JSONEncoder().encode(signed), as: UTF8.self)
    }
    try room.write(lines.joined(separator: "\n"), to: "requests.jsonl")
    let script = Program.checkout.appending(path: "Tests/EndToEndTests/signatures.py").path
    let ended = try await room.runProcess(
        ["python3", script, Room.signingKey, room.folder.appending(path: "requests.jsonl").path], within: .seconds(60))
    #expect(ended.code == 0, "\(ended.text)")
    #expect(ended.output == "\(requests.count) signed\n")
}

import BellwetherCore
import BellwetherStore
import Curl
import Foundation
import Testing

@testable import BellwetherDaemon

@Suite struct ClockSkewTests {
    private let nine = Moment("2026-11-23T09:00:00Z") ?? .distantPast

    private func answer(_ time: String, _ more: [HeaderField] = []) -> Response {
        Response(status: 200, headers: [HeaderField("Date", "Mon, 23 Nov 2026 \(time) GMT")] + more)
    }

    private func inStore(_ body: (Store) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bellwether-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let store = try Store.open(at: folder.path, as: .writer)
        try await body(store)
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `more than a minute is told once, over a restart too, and that it is over`() async throws {
        try await inStore { store in
            let skew = ClockSkew(store: store)
            #expect(await skew.words(on: answer("08:59:00"), of: "chat", at: nine) == nil)
            #expect(await skew.words(on: Response(status: 200), of: "chat", at: nine) == nil)
            let words = await skew.words(on: answer("08:57:00"), of: "chat", at: nine)
            #expect(words?.first == "The clock of this machine is 3 minutes ahead of that of receiver chat")
            #expect(await skew.words(on: answer("08:57:00"), of: "chat", at: nine) == nil)
            #expect(await skew.words(on: answer("08:57:00"), of: "mail", at: nine) == nil, "another says the same")

            let restarted = ClockSkew(store: store)
            #expect(await restarted.words(on: answer("08:57:00"), of: "chat", at: nine) == nil)
            #expect(await restarted.words(on: answer("08:59:50"), of: "mail", at: nine) == nil)
            #expect(
                await restarted.words(on: answer("08:59:50"), of: "chat", at: nine)
                    == ["The clock of this machine agrees with that of receiver chat again."])
            let behind = await restarted.words(on: answer("11:00:00"), of: "chat", at: nine)
            #expect(behind?.first == "The clock of this machine is 2 hours behind that of receiver chat")
        }
    }

    @Test(arguments: ["Date", "soon"]) func `a date that is none, or that was kept on the way, says nothing`(
        _ text: String
    ) async throws {
        try await inStore { store in
            let skew = ClockSkew(store: store)
            let kept = answer("07:00:00", [HeaderField("Age", "7200")])
            #expect(await skew.words(on: kept, of: "chat", at: nine) == nil)
            let odd = Response(status: 200, headers: [HeaderField("Date", text)])
            #expect(await skew.words(on: odd, of: "chat", at: nine) == nil)
        }
    }
}

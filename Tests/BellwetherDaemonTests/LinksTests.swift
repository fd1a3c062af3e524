import BellwetherCore
import BellwetherReceivers
import BellwetherStore
import Foundation
import Testing

@testable import BellwetherDaemon

@Suite struct LinksTests {
    private let key: [UInt8] = Array(repeating: 7, count: 32)
    private let nine = Moment("2026-11-21T09:00:00Z") ?? .distantPast

    private func token(_ expires: Moment, _ key: [UInt8]? = nil) -> String {
        ActionLink(kind: .acknowledgement, account: "acme", reader: "Kim", expires: expires, in: "n/1")
            .token(signedWith: key ?? self.key)
    }

    private func inStore(_ body: (Store) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bellwether-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let store = try Store.open(at: folder.path, as: .writer)
        try await body(store)
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `a link has its time, and another key's or a changed one is none of ours`() async throws {
        let links = Links(base: "https://bellwether.example.com/", key: key)
        try await inStore { (store: Store) async throws -> Void in
            let good = token(nine + Links.lifetime)
            for (name, token, now, page) in [
                ("too old", good, nine + Links.lifetime, Links.Page.expired),
                ("by another key", token(nine + .seconds(60), Array(repeating: 8, count: 32)), nine, .unknown),
                ("empty", "", nine, .unknown), ("cut", String(good.dropLast()), nine, .unknown),
                ("nothing fires any more", good, nine, .over),
            ] {
                #expect(try await links.page(of: token, in: store, at: now) == page, "\(name)")
                #expect(try await links.press(token, in: store, at: now) == page, "\(name)")
            }
            #expect(try await store.silencesInForce().isEmpty)
        }
    }
}

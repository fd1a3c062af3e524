import BellwetherTestSupport
import Foundation
import Testing

extension EndToEndTests {
    /// The pages in a real browser: by day and by night, narrow, and on paper.
    @Suite(.enabled(if: Browser.path != nil, "there is no headless browser on this machine"))
    struct BrowserTests {
        @Test func `pages are drawn by day and by night, narrow and on paper, and nothing is refused`() async throws {
            try await inRoom { room in
                let port = try OpenPort()
                var company = SmallCompany.usual
                company.accounts.append(.init(name: "<script>alert(1)</script> & Sons", daysLate: 44))
                try company.write(to: room)
                try room.write(SmallCompany.rule, to: "rules/late.yaml")
                try room.write(port.setting + SmallCompany.configuration(for: room), to: "bellwether.yaml")
                try room.startDaemon()
                try await room.waitForStory(of: 4)

                let browser = try Browser(in: room)
                for path in ["/", "/accounts", "/accounts/birch", "/alerts", "/rules", "/sources", "/outbox"] {
                    let url = "http://127.0.0.1:\(port.number)\(path)"
                    let day = try await browser.picture(of: url, width: 1200, isNight: false)
                    let night = try await browser.picture(of: url, width: 1200, isNight: true)
                    let narrow = try await browser.picture(of: url, width: 420, isNight: false)
                    #expect(day.width == 1200 && narrow.width == 420, "\(path)")
                    #expect(day.bytes != night.bytes, "\(path) looks the same by night")
                    #expect(try await browser.paper(of: url).starts(with: Data("%PDF-".utf8)), "\(path)")
                }
                // What the browser made of a name that would like to be a script.
                let list = try await browser.document(of: "http://127.0.0.1:\(port.number)/accounts")
                #expect(list.contains("&lt;script&gt;alert(1)&lt;/<wbr>script&gt; &amp; Sons"))
                #expect(!list.contains("<script"))
                #expect(browser.complaints == [])
            }
        }
    }
}

/// A browser without a window.
private final class Browser {
    static let path: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let names = ["chromium-headless-shell", "chromium", "google-chrome"]
        return names.flatMap { name in folders.map { "\($0)/\(name)" } }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    struct Picture {
        let width: Int
        let bytes: Data
    }

    private let room: Room
    /// What pages were refused, or what went wrong in them.
    private(set) var complaints: [String] = []

    init(in room: Room) throws { self.room = room }

    func picture(of url: String, width: Int, isNight: Bool) async throws -> Picture {
        let file = room.folder.appending(path: "picture.png")
        // 0 is dark, 1 is light.
        _ = try await run([
            "--window-size=\(width),1400", "--screenshot=\(file.path)",
            "--blink-settings=preferredColorScheme=\(isNight ? 0 : 1)", url,
        ])
        let bytes = try Data(contentsOf: file)
        // The width stands behind the signature and the name of the first chunk.
        return Picture(width: bytes.count > 24 ? bytes[16..<20].reduce(0) { $0 << 8 | Int($1) } : 0, bytes: bytes)
    }

    func paper(of url: String) async throws -> Data {
        let file = room.folder.appending(path: "paper.pdf")
        _ = try await run(["--print-to-pdf=\(file.path)", url])
        return try Data(contentsOf: file)
    }

    /// The page as the browser understood it.
    func document(of url: String) async throws -> String { try await run(["--dump-dom", url]) }

    private func run(_ arguments: [String]) async throws -> String {
        let ended = try await room.runProcess(
            [
                Self.path ?? "", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--enable-logging=stderr", "--user-data-dir=\(room.folder.path)/browser",
            ] + arguments, within: .seconds(60))
        #expect(ended.code == 0, "\(ended.errors)")
        complaints += ended.errors.split(separator: "\n").filter { $0.contains("CONSOLE") }.map(String.init)
        return ended.output
    }
}

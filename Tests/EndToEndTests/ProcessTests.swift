import BellwetherTestSupport
import Foundation
import Glibc
import Testing

extension EndToEndTests {
    /// The program as a process: signals, exit codes, its lock, and the port that anybody may ask.
    @Suite struct ProcessTests {
        @Test func `SIGTERM lets what is on its way arrive, and ends with 0`() async throws {
            let gate = DispatchSemaphore(value: 0)
            try await inRoom { arrival in
                if arrival.number == 1 { gate.wait() }
                return .status(200)
            } _: { room in
                defer { gate.signal() }
                try room.startUsual()
                _ = try await room.http.request(number: 1)
                room.daemon?.send(SIGTERM)
                try await room.until("it is stopping") {
                    try await room.status()?.daemon?.phase != "running"
                }
                gate.signal()
                #expect(try await room.daemon?.end(within: .seconds(40)) == 0)
                #expect(room.log.contains("notice started rules=1 sources=2 version="), "\(room.log)")

                // Its answer was kept: the next daemon does not send it again.
                try room.startDaemon()
                var company = SmallCompany.usual
                company.accounts.append(.init(name: "Elder", daysLate: 11))
                try company.write(to: room)
                try await room.waitForStory(of: 4)
                #expect(try room.posted(to: "/chat").map(\.events.count) == [3, 1])
            }
        }

        @Test func `a second signal ends it at once, whatever hangs`() async throws {
            let gate = DispatchSemaphore(value: 0)
            try await inRoom { arrival in
                if arrival.number == 1 { gate.wait() }
                return .status(200)
            } _: { room in
                defer { gate.signal() }
                try room.startUsual()
                _ = try await room.http.request(number: 1)
                room.daemon?.send(SIGTERM)
                try await room.until("it is stopping") {
                    try await room.status()?.daemon?.phase != "running"
                }
                #expect(room.daemon?.isRunning == true)
                room.daemon?.send(SIGINT)
                #expect(try await room.daemon?.end(within: .seconds(20)) == 128 + Int(SIGINT))
            }
        }

        @Test func `a port that another program has is named before anything is begun`() async throws {
            try await inRoom { room in
                let other = try LoopbackHTTP { _ in .close }
                defer { other.stop() }
                try room.prepareUsual()
                let configuration = try room.text(of: "bellwether.yaml")
                try room.write("http: { listen: \"127.0.0.1:\(other.port)\" }\n" + configuration, to: "bellwether.yaml")
                let refused = try await room.ask("run", "--allow-root")
                #expect(refused.code == 75 && refused.output.isEmpty, "\(refused)")
                #expect(
                    refused.errors.hasSuffix(
                        "bellwether: another program listens on 127.0.0.1:\(other.port); end it, or give another port with "
                            + "`listen` under `http`\n"), "\(refused)")
            }
        }

        @Test func `SIGHUP has files read again that nobody could see change`() async throws {
            try await inRoom { room in
                try FileManager.default.createDirectory(
                    at: room.folder.appending(path: "elsewhere"), withIntermediateDirectories: true)
                try room.write(SmallCompany.rule, to: "elsewhere/late.yaml")
                try FileManager.default.createSymbolicLink(
                    at: room.folder.appending(path: "rules/linked.yaml"),
                    withDestinationURL: room.folder.appending(path: "elsewhere/late.yaml"))
                try SmallCompany.usual.write(to: room)
                try room.write(SmallCompany.configuration(for: room), to: "bellwether.yaml")
                try room.startDaemon()
                try await room.waitForStory(of: 3)
                try room.edit("elsewhere/late.yaml", replacing: "days: 10", with: "days: 4")
                room.daemon?.send(SIGHUP)
                try await room.waitForStory(of: 4)
                #expect(try room.story().last == "opened amber")
                #expect(room.daemon?.isRunning == true)
            }
        }

        @Test func `a second daemon on the same state is refused in one sentence`() async throws {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                let second = try await room.run(
                    ["run", "--config", room.configuration] + Program.asWhoeverWeAre, within: .seconds(30))
                #expect(second.code == 75)
                #expect(second.text.split(separator: "\n").count == 1, "\(second.text)")
                #expect(second.text.hasPrefix("bellwether: "))
                #expect(room.daemon?.isRunning == true)
                #expect(try await room.status()?.firing == 3)
            }
        }

        @Test func `broken files with nothing to fall back on end it with 78, all mistakes told`() async throws {
            try await inRoom { room in
                try room.write("state: state\nrules: rules\ncolour: blue\n", to: "bellwether.yaml")
                let ended = try await room.run(["run", "--config", room.configuration] + Program.asWhoeverWeAre)
                #expect(ended.code == 78)
                for mistake in ["'route' must be given", "'sources' must be given", "3:1: error: unknown key 'colour'"]
                {
                    #expect(ended.errors.contains(mistake), "\(ended.errors)")
                }
                #expect(!FileManager.default.fileExists(atPath: room.folder.appending(path: "state").path))
            }
        }

        @Test(.enabled(if: getuid() == 0, "only root can be refused as root"))
        func `root is refused unless it is meant`() async throws {
            try await inRoom { room in
                let ended = try await room.run("run", "--config", room.configuration)
                #expect(ended.code == 77)
                #expect(ended.text.contains("--allow-root"))
            }
        }

        @Test(arguments: [["run", "--colour"], ["statsu"], ["explain"], ["--frobnicate"]])
        func `what is no verb, flag or argument ends with 64`(_ arguments: [String]) async throws {
            try await inRoom { room in
                let ended = try await room.run(arguments)
                #expect(ended.code == 64, "\(ended.text)")
                #expect(ended.text.contains("Usage: bellwether") || ended.text.contains("rror"), "\(ended.text)")
            }
        }

        struct Start: CustomTestStringConvertible, Sendable {
            /// How `state` and the configuration are, and who starts it.
            let state: String
            var file = "bellwether.yaml"
            var asNobody = false
            let code: Int
            let words: String

            var testDescription: String { "\(code): \(words)" }
        }

        static let starts = [
            Start(
                state: "state", file: "elsewhere.yaml", code: 66, words: "elsewhere.yaml' cannot be read; No such file"),
            Start(state: "exports/people.csv", code: 73, words: "exports/people.csv' cannot be made: File exists"),
            Start(state: "/proc/none/state", code: 73, words: "'/proc/none/state' cannot be made: No such file"),
            Start(state: "damaged", code: 65, words: "is damaged: file is not a database"),
            Start(
                state: "state", file: "private.yaml", asNobody: true, code: 77,
                words: "private.yaml' cannot be read; Permission denied"),
            Start(state: "locked", asNobody: true, code: 77, words: "lock' cannot be opened: Permission denied"),
            Start(state: "locked/below", asNobody: true, code: 73, words: "below' cannot be made: Permission denied"),
        ]

        @Test(arguments: starts)
        func `a start that a person has to mend says what and how, and systemd leaves it`(_ start: Start) async throws {
            try await inRoom { room in
                try room.prepareUsual()
                try room.edit("bellwether.yaml", replacing: "state: state", with: "state: \(start.state)")
                try room.makeLockedAndDamaged()
                let program = [Program.path, "run", "--config", room.folder.appending(path: start.file).path]
                let ended = try await room.runProcess(
                    start.asNobody ? Self.nobody + program : program + Program.asWhoeverWeAre, within: .seconds(30))
                #expect(ended.code == start.code, "\(ended.text)")
                #expect(ended.errors.contains(start.words) && ended.errors.contains(" ("), "\(ended.errors)")
                let unit = try String(
                    contentsOfFile: Program.checkout.path + "/deploy/bellwether.service", encoding: .utf8)
                let left = unit.split(separator: "\n").first { $0.hasPrefix("RestartPreventExitStatus=") }
                #expect(left?.split { $0 == "=" || $0 == " " }.contains("\(start.code)") == true, "\(left ?? "")")
            }
        }

        @Test func `who may not read the state hears that, and not that there is none`() async throws {
            try await inRoom { room in
                try room.prepareUsual()
                try room.edit("bellwether.yaml", replacing: "state: state", with: "state: locked")
                try room.makeLockedAndDamaged()
                for verb in ["status", "alerts", "backup /tmp/copy"] {
                    let words = verb.split(separator: " ").map(String.init)
                    let asked = [Program.path] + words + ["--config", room.configuration]
                    let ended = try await room.runProcess(Self.nobody + asked, within: .seconds(30))
                    #expect(ended.code == 77 && ended.output.isEmpty, "\(ended)")
                    #expect(ended.errors.contains("'sudo -u bellwether'"), "\(ended)")
                }
            }
        }

        /// Whoever is root here is nobody in particular by that.
        private static let nobody =
            getuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []

        @Test func `the manual names every verb, and every way to end`() async throws {
            try await inRoom { room in
                let help = try await room.run("--help").output
                let verbs = help.matches(of: #/\n  ([a-z][a-z-]*)  +\S/#).map { String($0.1) }
                #expect(verbs.count > 25, "\(help)")
                let manual = try String(
                    contentsOfFile: Program.checkout.path + "/deploy/man/bellwether.1", encoding: .utf8)
                for verb in verbs where verb != "help" { #expect(manual.contains("\n.It Cm \(verb)"), "\(verb)") }
                for code in Self.starts.map(\.code) + [69, 75, 78] {
                    #expect(manual.contains("\n.It \(code)\n"), "\(code)")
                }
            }
        }

        @Test func `the open port answers to its own names, and to questions only`() async throws {
            try await inRoom { room in
                let port = try OpenPort()
                try SmallCompany.usual.write(to: room)
                try room.write(SmallCompany.rule, to: "rules/late.yaml")
                try room.write(port.setting + SmallCompany.configuration(for: room), to: "bellwether.yaml")
                try room.startDaemon()
                try await room.waitForStory(of: 3)
                for path in ["/-/healthy", "/-/ready", "/metrics"] {
                    let got = try #require(port.answer(to: "GET", path))
                    #expect(got.code == 200 && !got.body.isEmpty, "\(path)")
                    let asked = try #require(port.answer(to: "HEAD", path))
                    #expect(asked.code == 200 && asked.body.isEmpty, "\(path)")
                    let foreign = try #require(port.answer(to: "GET", path, host: "evil.example"))
                    #expect(
                        foreign.code == 421 && foreign.body.contains("Bellwether does not answer to this name"),
                        "\(foreign.body)")
                    #expect(!foreign.body.contains("bellwether_") && !foreign.body.contains("ready"), "\(path)")
                    let changing = try #require(port.answer(to: "POST", path))
                    #expect(changing.code == 405 && changing.head.contains("\r\nAllow: GET, HEAD\r\n"), "\(changing)")
                }
                #expect(port.answer(to: "POST", "/-/reload")?.code == 404)
                #expect(port.answer(to: "GET", "/metrics")?.body.contains("\nbellwether_alerts{") == true)
            }
        }

        struct Ask: CustomTestStringConvertible, Sendable {
            let method, path: String
            var form: String?
            var header: String?
            let code: Int
            let title: String

            var testDescription: String { "\(method) \(path) \(code)" }
        }

        static let asks = [
            Ask(method: "GET", path: "/nowhere", code: 404, title: "Not Found"),
            Ask(method: "POST", path: "/nowhere", code: 404, title: "Not Found"),
            Ask(method: "PUT", path: "/act/x", code: 405, title: "Method Not Allowed"),
            Ask(
                method: "POST", path: "/act/x", form: String(repeating: "a", count: 40_000), code: 413,
                title: "Content Too Large"),
            Ask(
                method: "POST", path: "/act/x", form: "{}", header: "Content-Type: application/json", code: 415,
                title: "Unsupported Media Type"),
        ]

        @Test func `what goes wrong is told to programs and to people, and nothing may be framed or kept`() async throws
        {
            try await inRoom { room in
                let port = try OpenPort()
                try room.prepareUsual()
                let setting = port.setting.replacing(" }", with: ", pages: false }")
                try room.write(setting + (try room.text(of: "bellwether.yaml")), to: "bellwether.yaml")
                try room.startDaemon()
                try await room.until("it listens") { port.answer(to: "GET", "/-/ready")?.code == 200 }
                for ask in Self.asks {
                    let got = try #require(port.answer(to: ask.method, ask.path, form: ask.form, header: ask.header))
                    #expect(
                        got.code == ask.code && got.head.contains("Content-Type: application/problem+json"), "\(got)")
                    let problem = try JSONDecoder().decode(ToldProblem.self, from: Data(got.body.utf8))
                    #expect(problem.title == ask.title && problem.status == ask.code && problem.type == "about:blank")
                    #expect(problem.detail.hasSuffix(".") && !problem.detail.contains(room.folder.path), "\(problem)")
                    for header in [
                        "X-Content-Type-Options: nosniff", "Cache-Control: no-store", "Referrer-Policy: no-referrer",
                        "X-Frame-Options: DENY", "Content-Security-Policy: default-src 'none'",
                    ] {
                        #expect(got.head.contains(header), "\(header): \(got.head)")
                    }
                }
                let page = try #require(port.answer(to: "GET", "/nowhere", header: "Accept: text/html,*/*"))
                #expect(page.code == 404 && page.body.contains("<h1>Not Found</h1>"), "\(page)")
                let head = try #require(port.answer(to: "HEAD", "/nowhere"))
                #expect(head.code == 404 && head.body.isEmpty, "\(head)")
                let long = String(repeating: "a", count: 33 << 10)
                #expect(port.answer(to: "GET", "/-/ready", header: "X-Long: \(long)")?.code == 400)
                for twice in [
                    "Content-Length: 1\r\nContent-Length: 2", "Content-Length: 1\r\nTransfer-Encoding: chunked",
                ] {
                    #expect(port.answer(to: "POST", "/act/x", header: twice)?.code == 400, "\(twice)")
                }
            }
        }

        private struct ToldProblem: Decodable {
            let type, title, detail: String
            let status: Int
        }

        @Test func `the control socket has the files read again, by POST and PUT alone`() async throws {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                let socket = room.folder.appending(path: "state/api.sock").path
                func ask(_ method: String, _ path: String) async throws -> String {
                    let ended = try await room.runProcess(
                        ["curl", "-s", "-i", "--unix-socket", socket, "-X", method, "http://localhost\(path)"],
                        within: .seconds(30))
                    return ended.output
                }
                for method in ["POST", "PUT"] {
                    let answer = try await ask(method, "/-/reload")
                    #expect(answer.hasPrefix("HTTP/1.1 200") && answer.contains("\"unchanged\""), "\(answer)")
                }
                let read = try await ask("GET", "/-/reload")
                #expect(read.hasPrefix("HTTP/1.1 405") && read.contains("Allow: POST, PUT\r\n"), "\(read)")
                let changed = try await ask("POST", "/v1/status")
                #expect(changed.hasPrefix("HTTP/1.1 405") && changed.contains("Allow: GET, HEAD\r\n"), "\(changed)")
                #expect(try await ask("GET", "/-/ready").hasSuffix("\r\nready\n"))
                try room.write("rules: [", to: "rules/broken.yaml")
                let refused = try await ask("POST", "/-/reload")
                #expect(refused.hasPrefix("HTTP/1.1 422") && refused.contains("rules/broken.yaml:1"), "\(refused)")
                #expect(refused.contains("Content-Type: application/problem+json"), "\(refused)")
            }
        }

        @Test func `the metrics are as Prometheus reads them, and count what was done`() async throws {
            try await inRoom { room in
                let port = try OpenPort()
                try room.prepareUsual()
                try room.write(port.setting + (try room.text(of: "bellwether.yaml")), to: "bellwether.yaml")
                try room.startDaemon()
                try await room.waitForStory(of: 3)
                try await room.becomes("a turn is counted") { $0.daemon?.turnMilliseconds != nil }
                _ = port.answer(to: "GET", "/accounts/birch")
                let text = try #require(port.answer(to: "GET", "/metrics")?.body)
                let metrics = try Exposition(text)
                #expect(metrics.value("bellwether_accounts", ["band": "unknown"]) == 0, "\(text)")
                #expect(metrics.value("bellwether_alerts", ["state": "firing"]) == 3)
                #expect(metrics.value("bellwether_source_polls_total", ["source": "crm", "result": "failed"]) == 0)
                #expect(
                    try #require(metrics.value("bellwether_source_polls_total", ["source": "crm", "result": "loaded"]))
                        > 0)
                #expect(try #require(metrics.value("bellwether_rule_evaluations_total", ["rule": "late"])) > 0)
                #expect(
                    metrics.value("bellwether_rule_evaluation_duration_seconds_bucket", ["le": "+Inf"])
                        == metrics.value("bellwether_rule_evaluation_duration_seconds_count"))
                let page = ["handler": "/accounts/{id}", "method": "GET", "code": "200"]
                #expect(metrics.value("bellwether_http_requests_total", page) == 1, "\(text)")
                #expect(try #require(metrics.value("process_resident_memory_bytes")) > 1e6)
                #expect(try #require(metrics.value("process_open_fds")) > 3 && metrics.value("process_max_fds") != nil)
                #expect(!text.lowercased().contains("birch") && !text.contains("kim"))
            }
        }
    }
}

extension Room {
    /// A folder that is for nobody but root, a file that is, and a state that is none.
    fileprivate func makeLockedAndDamaged() throws {
        let files = FileManager.default
        for name in ["locked", "damaged"] {
            try files.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        try write(try text(of: "bellwether.yaml"), to: "private.yaml")
        try write("no database at all, whatever it is called\n", to: "damaged/bellwether.sqlite")
        let mode = getuid() == 0 ? 0o600 : 0o000
        for name in ["private.yaml", "locked"] {
            try files.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.appending(path: name).path)
        }
    }
}

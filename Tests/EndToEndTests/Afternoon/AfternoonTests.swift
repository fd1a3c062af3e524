import BellwetherTestSupport
import Foundation
import Testing

extension EndToEndTests {
    /// From the systems people have to a calm channel: a company of 1,200 accounts in five systems, the first afternoon,
    /// and the thirty days after it on a clock that is turned by hand; once in peace, and once killed again and again.
    @Suite(
        .enabled(
            if: LoopbackPostgres.isInstalled, "there is no PostgreSQL server on this machine; this test starts one"),
        .enabled(if: LoopbackStripe.isInstalled, "Python has no localstripe; deploy/test installs it"))
    struct AfternoonTests {
        private let month = Month()

        @Test func `a month after the first afternoon everybody was told what they need, once, by day`() async throws {
            let world = try await World(at: Instant(seconds: MonthRun.start), month)
            defer { world.close() }
            try await expectFirstSteps(in: world)
            let peace = try await firstAfternoon(in: world)
            defer { peace.readers.close() }
            let trouble = try MonthRun("trouble", in: world, asLeftBy: peace, killedAt: Self.faults)
            defer { trouble.readers.close() }
            try await peace.goOn()
            try await trouble.goOn()
            for day in 1...Month.length {
                let happenings = month.days[day] ?? []
                for happening in happenings { try await world.take(happening, at: Month.morning(of: day)) }
                if day % 7 == 0 { try world.useSeats(at: Month.morning(of: day)) }
                for run in [peace, trouble] { try await run.live(day: day, happenings) }
            }
            #expect(try await peace.end() == 0)
            #expect(try await trouble.end() == 0)

            let told = try await peace.readers.read()
            try keepLetters(told)
            try expectTranscript(of: told)
            try expectSame(told, try await trouble.readers.read())
            #expect(trouble.kills >= 10)
            expectCalm(told)
            try expectNoNames(in: [peace.readers, trouble.readers])
        }

        /// Where the second installation is killed, once on each of ten days: by the numbers of its commits and sends.
        private static let faults = [
            "commit:before:1", "send:before:1", "send:after:1", "commit:after:1", "send:before:2", "commit:after:2",
            "commit:before:2", "send:after:2", "commit:after:3", "send:before:1",
        ]

        // MARK: The first afternoon

        /// What somebody does before there is a daemon.
        private func expectFirstSteps(in world: World) async throws {
            let out = world.folder.appending(path: "begun")
            let began = try await world.run(
                "init", world.postgres.url, "--out", out.path, "--rules", Program.checkout.appending(path: "rules").path
            )
            #expect(began.code == 0, "\(began.text)")
            for words in ["1200 account", "check: 0 errors"] { #expect(began.text.contains(words), "\(began.text)") }
            #expect(!began.text.contains(World.password))
        }

        private func firstAfternoon(in world: World) async throws -> MonthRun {
            let start = Instant(seconds: MonthRun.start)
            let run = try MonthRun("peace", in: world)
            let checked = try await run.readers.ask("check")
            #expect(checked.code == 0 && checked.text.contains("0 errors"), "\(checked.text)")
            let tasted = try await run.readers.ask("sources", "test")
            #expect(tasted.code == 0, "\(tasted.text)")
            for source in ["crm (http)", "billing (http)", "desk (http)", "product (postgres)", "exports (csv)"] {
                #expect(tasted.output.contains(source), "\(tasted.text)")
            }
            try await run.begin()
            try await run.step(to: start)
            #expect(try await run.readers.ask("status").text.contains("REHEARSAL: everything goes to stage"))
            #expect(run.readers.told.allSatisfy { $0.to == "/stage" } && !run.readers.told.isEmpty)
            #expect(await run.stop() == 0)
            try run.readers.edit("bellwether.yaml", replacing: Readers.rehearsal, with: "")
            try await run.goOn()
            try await run.step(to: start + 3 * MonthRun.hour)
            try await run.live(until: Month.morning(of: 1))
            #expect(await run.stop() == 0)
            return run
        }

        // MARK: What came of it

        /// Who was told what, when: held to the file beside this one, which was read before it was kept.
        private func expectTranscript(of told: [Readers.Told]) throws {
            let lines = told.map { "\($0.at.local) \($0.to.split(separator: "@")[0]) · \($0.title)" }
            // Where this test lives is nobody's news.
            let transcript =
                lines.map { $0.replacing(/'\/.*\/exports/, with: "'exports") }.joined(separator: "\n") + "\n"
            let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "told.txt")
            if ProcessInfo.processInfo.environment["BELLWETHER_RECORD"] == "1" {
                try Data(transcript.utf8).write(to: file)
            }
            let kept = try String(contentsOf: file, encoding: .utf8)
            let (now, before) = (transcript.split(separator: "\n"), kept.split(separator: "\n"))
            let difference = now.difference(from: before)
            #expect(difference.isEmpty, "\(difference.map(\.words).joined(separator: "\n"))")
        }

        /// Each message whole, for whoever wants to read the month as its readers do.
        private func keepLetters(_ told: [Readers.Told]) throws {
            guard let path = ProcessInfo.processInfo.environment["BELLWETHER_LETTERS"] else { return }
            let letters = told.map { "=== \($0.at.local) \($0.to) · \($0.title)\n\($0.text)\n" }
            try Data(letters.joined(separator: "\n").utf8).write(to: URL(filePath: path))
        }

        private func expectSame(_ told: [Readers.Told], _ disturbed: [Readers.Told]) throws {
            func lines(_ all: [Readers.Told]) -> [String] {
                all.map { "\($0.at.text) \($0.to) \($0.title)\n\($0.text)" }.sorted()
            }
            let difference = lines(disturbed).difference(from: lines(told))
            #expect(difference.isEmpty, "\(difference.map(\.words).joined(separator: "\n"))")
        }

        private func expectCalm(_ told: [Readers.Told]) {
            // The operator hears at once that something is broken; and a rehearsal bothers nobody.
            let people = told.filter { !["/ops", "/stage"].contains($0.to) }
            #expect(people.count > 100)
            for message in people {
                #expect(message.at.isInHours, "at night: \(message.at.local) \(message.title)")
                for firm in Firm.all where firm.standing != .customer {
                    #expect(!message.raw.contains(firm.name) && !message.text.contains(firm.name), "\(firm.name)")
                }
            }
            for (day, ofDay) in Dictionary(
                grouping: people.filter(\.isMail), by: { "\($0.to) \($0.at.local.prefix(10))" })
            {
                #expect(ofDay.count <= 8, "\(day): \(ofDay.map(\.title))")
                // What was snoozed is told when that is over, and its thread's reminder may be due on the same day.
                let said = ofDay.map { "\($0.title): \(content(of: $0).first ?? "")" }
                #expect(Set(said).count == said.count, "twice on \(day): \(said)")
            }
            expectReasons(told)
        }

        /// Whoever is told of anything, in whatever form, is told why, and what to do.
        private func expectReasons(_ told: [Readers.Told]) {
            let plays = [
                "Call the sponsor", "Ask the customer", "Send the reminder", "Talk about direct debit",
                "Book the renewal", "Agree with the sponsor", "Call; have something", "Find out which team",
                "Ask what they no longer need", "Ask what went wrong",
            ]
            var forms: [String: Int] = [:]
            for message in told {
                let form = form(of: message)
                forms[form, default: 0] += 1
                let lines = content(of: message)
                switch form {
                case "good news": break
                case "operator": #expect(lines.count > 1, "the operator has no next step: \(message.text)")
                case "closing":
                    // Why it is over stands in the line that says so.
                    let isTold = lines.contains { $0.contains(/(; open for|has it now|churned|the rule)/) }
                    #expect(isTold, "no reason for the end: \(message.text)")
                default:
                    let step = lines.firstIndex { line in plays.contains { line.contains($0) } }
                    let isSaid = message.isMail ? step != nil : plays.contains { message.raw.contains($0) }
                    #expect(isSaid, "no next step: \(message.text)")
                    // What it is, why, and then what to do.
                    if let step { #expect(step >= 2, "no reason before the next step: \(message.text)") }
                }
            }
            let expected: Set = ["opening", "list", "digest", "reminder", "closing", "operator"]
            #expect(expected.isSubset(of: forms.keys), "\(forms)")
        }

        private func form(of message: Readers.Told) -> String {
            let lines = content(of: message)
            let headline = lines.first.map(String.init) ?? ""
            if headline.contains("Bellwether: ") {
                return headline.contains(#/ again| now[,.]/#) ? "good news" : "operator"
            }
            if headline.contains("Your accounts today") { return "digest" }
            if headline.hasPrefix("Still open") { return "reminder" }
            if headline.contains("attention") { return "list" }
            let isOver = headline.contains(
                /✅|^\d+ [a-z0-9 ]*(recovered|improved|over|settled|cleared|renewed|churned|closed|handed over)| (churned|closed|handed over)(:|;)/
            )
            return isOver || headline.contains("; open for") ? "closing" : "opening"
        }

        /// Without whom it would go to, and without the greeting.
        private func content(of message: Readers.Told) -> [Substring] {
            let lines = message.text.split(whereSeparator: \.isNewline)
            return Array(lines.drop { $0.hasPrefix("Rehearsal:") || $0.hasPrefix("Hello ") })
        }

        /// Neither a secret nor a customer's name is in a log or a metric of the whole month.
        private func expectNoNames(in all: [Readers]) throws {
            for readers in all {
                let log = try String(contentsOf: readers.folder.appending(path: "daemon.log"), encoding: .utf8)
                #expect(log.contains("turn committed") && readers.metrics.contains("bellwether_accounts"))
                for word in World.secrets + [Firm.nameMark, "qorv", "Stone", "@fernhill"] {
                    #expect(!log.contains(word), "'\(word)' is in the log")
                    #expect(!readers.metrics.contains(word), "'\(word)' is in the metrics")
                }
            }
        }
    }
}

extension CollectionDifference.Change where ChangeElement: StringProtocol {
    fileprivate var words: String {
        switch self {
        case .insert(_, let line, _): "+ \(line)"
        case .remove(_, let line, _): "- \(line)"
        }
    }
}

extension Instant {
    private static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

    /// `2026-03-03 Tue 08:00`, where the company is.
    var local: String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = Self.berlin
        formatter.dateFormat = "yyyy-MM-dd EEE HH:mm"
        return formatter.string(from: date)
    }

    /// A working day, in the hours that the receivers were given.
    fileprivate var isInHours: Bool {
        let text = local
        let isWeekend = text.contains(" Sat ") || text.contains(" Sun ")
        return !isWeekend && !text.hasPrefix("2026-03-20") && text.suffix(5) >= "08:00" && text.suffix(5) < "18:00"
    }
}

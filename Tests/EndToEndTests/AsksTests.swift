import BellwetherTestSupport
import Foundation
import Testing

extension EndToEndTests {
    /// What people ask of tools for rules, and miss elsewhere, by their numbers in the reading of other systems: C1 to
    /// C10 here, with the program as it is built. What is asked of the middle alone is tested there, under its number.
    @Suite struct AsksTests {
        /// An installation without a daemon.
        private func inQuietRoom(rules: String = SmallCompany.rule, _ body: (Room) async throws -> Void) async throws {
            try await inRoom { room in
                try SmallCompany.usual.write(to: room)
                try room.write(rules, to: "rules/late.yaml")
                try room.write(SmallCompany.configuration(for: room), to: "bellwether.yaml")
                try await body(room)
            }
        }

        private func inBusyRoom(_ body: (Room) async throws -> Void) async throws {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                try await room.becomes("everything is sent") { $0.waiting == 0 }
                try await body(room)
            }
        }

        @Test func `C1: one check finds every mistake in every file at once, each at its place`() async throws {
            let broken = SmallCompany.rule.replacing("days_past_due", with: "days_past")
                .replacing("for_each", with: "foreach").replacing("account.name", with: "account.nam")
            try await inQuietRoom(rules: broken) { room in
                try room.edit("bellwether.yaml", replacing: "receiver: chat\n", with: "receiver: chatt\n")
                let ended = try await room.ask("check")
                #expect(ended.code == 1)
                for place in ["rules/late.yaml:4:5: error:", "rules/late.yaml:6:", "rules/late.yaml:10:", "'chatt'"] {
                    #expect(ended.output.contains(place), "\(place): \(ended.output)")
                }
                #expect(ended.output.contains("did you mean 'for_each'?"))
            }
        }

        @Test func `C2: check also speaks of what works and cannot be meant`() async throws {
            let odd = SmallCompany.rule.replacing("days: 10", with: "days: 10\n      unread: 3")
            try await inQuietRoom(rules: odd) { room in
                let ended = try await room.ask("check")
                #expect(
                    ended.code == 0 && ended.output.contains("warning: threshold 'unread' is never read"), "\(ended)")
            }
        }

        private static let tested = """
                tests:
                  - given: { invoice.days_past_due: 12 }
                    expect: firing
                  - given: { invoice.days_past_due: 3 }
                    expect: firing

            """

        @Test func `C3: a rule carries its tests, and a failed one says what was expected, for people and for JUnit`()
            async throws
        {
            try await inQuietRoom(rules: SmallCompany.rule + Self.tested) { room in
                let junit = room.folder.appending(path: "junit.xml").path
                let ended = try await room.ask("test", "--junit", junit)
                #expect(ended.code == 1 && ended.output.contains("1 rule: 1 passed, 1 failed"), "\(ended)")
                #expect(ended.output.contains("rules/late.yaml:15"), "\(ended.output)")
                let xml = try room.text(of: "junit.xml")
                #expect(xml.contains("tests=\"2\"") && xml.contains("failures=\"1\""), "\(xml)")
            }
        }

        @Test func `C4: coverage lists what no test has tried`() async throws {
            try await inQuietRoom { room in
                let ended = try await room.ask("test", "--coverage")
                #expect(ended.code == 0 && ended.output.contains("without a test: late"), "\(ended)")
                #expect(ended.output.contains("never: "))
            }
        }

        @Test func `C5: past days are gone through again under the rules of today`() async throws {
            try await inBusyRoom { room in
                let picture = room.folder.appending(path: "alerts.svg").path
                let ended = try await room.ask("replay", "--from", SmallCompany.day(-18), "--svg", picture)
                #expect(ended.output.contains("2 alerts in 19 days; 3 fire at the end"), "\(ended)")
                #expect(ended.output.contains("\(SmallCompany.day(-2))  began: late 1"), "\(ended)")
                #expect(try room.text(of: "alerts.svg").hasPrefix("<svg"))
                #expect(try room.story().count == 3, "nobody is told again")
                let tooLong = try await room.ask("replay", "--from", "1990-01-01", "--to", "2020-12-31")
                #expect(tooLong.code == 65 && tooLong.output.isEmpty, "\(tooLong)")
                #expect(
                    tooLong.errors == """
                        bellwether: replay goes over at most 1,098 days at once, and 1990-01-01 to 2020-12-31 are 11,323; \
                        begin with --from 2017-12-30, or end with --to 1993-01-02

                        """, "\(tooLong)")
            }
        }

        @Test func `C6: of two sets of rules only what differs is looked at, with its place`() async throws {
            try await inQuietRoom { room in
                for folder in ["old", "new"] {
                    let path = room.folder.appending(path: folder)
                    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
                    try room.write(SmallCompany.rule, to: "\(folder)/late.yaml")
                    let other = SmallCompany.rule.replacing("late", with: "later").replacing(
                        "days: 10", with: "days: 40")
                    try room.write(other, to: "\(folder)/later.yaml")
                }
                try room.edit("new/later.yaml", replacing: "days: 40", with: "days: 50")
                let paths = ["old", "new"].map { room.folder.appending(path: $0).path }
                let ended = try await room.ask("diff", paths[0], paths[1])
                #expect(ended.output == "later  days 40 → 50 (\(paths[1])/later.yaml:8)\n", "\(ended)")
                #expect(ended.errors.contains("the settings alone are compared"))
            }
        }

        @Test func `C7: labels are sent down the routes, and nobody is told`() async throws {
            try await inQuietRoom { room in
                let ended = try await room.ask("route", "test", "alert=late", "owner=kim")
                #expect(ended.code == 0 && ended.output.contains("chat"), "\(ended)")
                #expect(room.http.requests.isEmpty)
            }
        }

        @Test func `C8: a message is shown as it would be sent, to the byte, of somebody who is really there`()
            async throws
        {
            try await inBusyRoom { room in
                let firing = try await room.ask("notify", "preview", "late", "birch", "--receiver", "chat")
                #expect(firing.code == 0 && firing.output.contains("Birch is 12 days late"), "\(firing)")
                let quiet = try await room.ask("notify", "preview", "late", "amber", "--receiver", "chat")
                #expect(quiet.output.contains("Amber is 5 days late"), "\(quiet)")
                #expect(quiet.errors.contains("does not fire for it; this is what it would say"))
                #expect(try room.posted(to: "/chat").flatMap(\.events).count == 3)
            }
        }

        @Test func `C9: a test message goes out marked as one, and enters no ledger`() async throws {
            try await inBusyRoom { room in
                let before = try await room.ask("told", "birch")
                let ended = try await room.ask("notify", "test", "--test", "chat")
                #expect(ended.code == 0, "\(ended)")
                try await room.until("the test arrives") {
                    try room.posted(to: "/chat").contains { $0.purpose == "test" }
                }
                let test = try #require(try room.posted(to: "/chat").first { $0.purpose == "test" })
                #expect(test.events.isEmpty)
                #expect(try await room.ask("told", "birch").output == before.output)
            }
        }

        @Test func `C10, item 11: one question says why somebody was told, and another why nobody was`() async throws {
            try await inBusyRoom { room in
                let why = try await room.ask("explain", "birch", "late")
                #expect(why.output.contains("FIRING") && why.output.contains("told: "), "\(why)")
                #expect(why.output.contains("rules/late.yaml:"), "\(why.output)")
                let not = try await room.ask("why-not", "amber", "late")
                #expect(not.code == 0 && not.output.contains("Amber, late:"), "\(not)")
                #expect(not.output.contains("5"), "\(not.output)")
            }
        }

        @Test func `item 2: a template that is broken is refused at load, and one that fails later loses no alert`()
            async throws
        {
            try await inBusyRoom { room in
                try room.edit("rules/late.yaml", replacing: "{{ account.name }}", with: "{{ account.nam }}")
                try await room.becomes("the files are refused") { $0.daemon?.filesBrokenSince != nil }
                #expect(try await room.ask("check").code == 1)
                // Nobody has such a name today: it is found before somebody does.
                let first = "{{ account.name.substring(3) }} {{ account.name }}"
                try room.edit("rules/late.yaml", replacing: "{{ account.nam }}", with: first)
                let check = try await room.ask("check")
                #expect(
                    check.code == 0 && check.output.contains("fails for a text of one letter, such as 'Q'"), "\(check)")
                try await room.becomes("the files are read") { $0.daemon?.filesBrokenSince == nil }
                var company = SmallCompany.usual
                company.accounts.append(.init(name: "Bo", daysLate: 33))
                try company.write(to: room)
                try await room.waitForStory(of: 4)
                let told = try #require(
                    try room.posted(to: "/chat").first { $0.events.contains { $0.account == "bo" } })
                #expect(told.text.contains("not known Bo is 33 days late"), "\(told.text)")
            }
        }
    }
}

import BellwetherTestSupport
import Testing

extension EndToEndTests {
    /// Files may be edited while the daemon runs: sound ones take effect at once, broken ones not at all.
    @Suite struct ReloadTests {
        @Test func `a threshold takes effect on saving, and what fires is neither told again nor begun again`()
            async throws
        {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                let before = try room.events()
                #expect(Set(before.map(\.account)) == ["birch", "cedar", "dune"])

                let saved = ContinuousClock.now
                try room.edit("rules/late.yaml", replacing: "days: 10", with: "days: 4")
                try await room.waitForStory(of: 4)
                print("an edited threshold reached the chat within \(ContinuousClock.now - saved)")
                #expect(try room.story().last == "opened amber")

                try room.edit("rules/late.yaml", replacing: "days: 4", with: "days: 15")
                let reload = try await room.ask("reload", "--wait")
                #expect(reload.code == 0, "\(reload.text)")
                try await room.waitForStory(of: 6)
                try await room.becomes("everything is sent") { $0.waiting == 0 && $0.firing == 2 }

                let events = try room.events()
                #expect(Set(events.map(\.id)).count == events.count)
                let closed = events.filter { $0.kind == "closed" }
                #expect(Set(closed.map(\.account)) == ["amber", "birch"] && closed.count == 2 && events.count == 6)
                #expect(closed.allSatisfy { $0.closingReason == "rule_changed" })
                let opened = events.filter { $0.kind == "opened" }
                #expect(closed.allSatisfy { end in opened.contains { $0.alert == end.alert } })
                // Those that fire on are the same episodes, which began before any edit.
                for account in ["cedar", "dune"] {
                    let explained = try await room.ask("explain", account, "--json")
                    let alert = try #require(before.first { $0.account == account }?.alert)
                    #expect(explained.text.contains("\"alertID\" : \"\(alert)\""), "\(explained.text)")
                }
            }
        }

        @Test func `a rule that has another name and does not say so is noticed`()
            async throws
        {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                try room.edit("rules/late.yaml", replacing: "alert: late", with: "alert: overdue")
                try await room.until("the operator was told") { try !room.posted(to: "/operator").isEmpty }
                let told = try room.posted(to: "/operator").map(\.text)
                #expect(
                    told.count == 1
                        && told[0].contains("rule 'late' is gone and 'overdue' is new, with the same condition"),
                    "\(told)")
                #expect(told.first?.contains("write `was: [late]` under 'overdue'") == true, "\(told)")
            }
        }

        /// Never true, and with something odd about it that stops nobody.
        private static let odd = SmallCompany.rule.replacing("late", with: "early")
            .replacing("days: 10", with: "days: 400\n      unread: 3")

        @Test func `a broken edit leaves the old rules in force, and says where it is broken`() async throws {
            try await inRoom { room in
                try room.write(Self.odd, to: "rules/early.yaml")
                try room.startUsual()
                try await room.waitForStory(of: 3)
                try room.edit("rules/late.yaml", replacing: ">= threshold.days", with: ">= threshold.dayz")
                let reload = try await room.ask("reload", "--wait")
                #expect(reload.code == 1)
                #expect(reload.text.contains("rules/late.yaml:6:32: error: "), "\(reload.text)")
                #expect(reload.text.contains("help: did you mean 'threshold.days'?"))
                let (error, warning) = (
                    try #require(reload.text.firstRange(of: "error: ")),
                    try #require(reload.text.firstRange(of: "warning: threshold 'unread'"))
                )
                #expect(error.lowerBound < warning.lowerBound, "what has to be mended comes first")
                try await expectDegraded(room, told: 1)
                let told = try #require(try room.posted(to: "/operator").first?.text)
                #expect(told.contains("rules/late.yaml:6:32: error: ") && !told.contains("'unread'"), "\(told)")
                let logged = try #require(room.log.split(separator: "\n").first { $0.contains("files refused") })
                #expect(logged.contains("rules/late.yaml:6:32") && !logged.contains("'unread'"), "\(logged)")
                #expect(!logged.contains("days_past_due"), "no line of a file: \(logged)")
                #expect(try await room.ask("status").text.contains("DEGRADED"))
                #expect(try await room.ask("explain", "birch").output.contains("FIRING late"))

                // The old rule still turns: who gets late is told, by its threshold.
                var company = SmallCompany.usual
                company.accounts.append(.init(name: "Elder", daysLate: 11))
                try company.write(to: room)
                try await room.waitForStory(of: 4)
                #expect(try room.story().last == "opened elder")

                // The same mistake saved once more is no news.
                try room.write(try room.text(of: "rules/late.yaml"), to: "rules/late.yaml")
                #expect(try await room.ask("reload", "--wait").code == 1)
                try await restartOnLastSoundRules(room)
                try await heal(room)
            }
        }

        @Test func `a start runs on the last sound files even where the configuration is no YAML any more`()
            async throws
        {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                #expect(try await room.stopDaemon() == 0)
                try room.write(try room.text(of: "bellwether.yaml") + "\n  - [unclosed\n", to: "bellwether.yaml")
                try room.startDaemon()
                try await expectDegraded(room, told: 1)

                var company = SmallCompany.usual
                company.accounts.append(.init(name: "Elder", daysLate: 11))
                try company.write(to: room)
                try await room.waitForStory(of: 4)
                #expect(try room.story().last == "opened elder")
            }
        }

        /// A disk that is not mounted, a folder that was moved away.
        @Test(arguments: ["rules/late.yaml", "rules", "exports/people.csv"])
        func `a start runs on the last sound files even where some are not there any more`(gone: String) async throws {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                #expect(try await room.stopDaemon() == 0)
                try room.remove(gone)
                try room.startDaemon()
                try await expectDegraded(room, told: 1)
                #expect(try await room.ask("status").text.contains("DEGRADED"))
                #expect(try room.story().count == 3, "nothing is over, and nothing is told again")
            }
        }

        @Test func `rules that all vanish at once end no alert`() async throws {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                let rule = try room.text(of: "rules/late.yaml")
                try room.remove("rules/late.yaml")
                let reload = try await room.ask("reload", "--wait")
                #expect(reload.code == 1)
                #expect(reload.text.contains("the folder of rules has no *.yaml file any more, and had 1"))
                try await expectDegraded(room, told: 1)
                try room.write(rule.replacing("days: 10", with: "days: 4"), to: "rules/late.yaml")
                try await room.waitForStory(of: 4)
                #expect(try room.story().last == "opened amber")
            }
        }

        /// Among exports that come and go all the time.
        @Test func `a list of people is watched wherever it lies`() async throws {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                try room.edit("exports/people.csv", replacing: "kim@fernhill.example", with: "no address")
                try await room.becomes("the broken list was seen") { $0.daemon?.filesBrokenSince != nil }
                try room.edit("exports/people.csv", replacing: "no address", with: "kim2@fernhill.example")
                try await room.becomes("the mended list was seen") { $0.daemon?.filesBrokenSince == nil }
            }
        }

        @Test func `a rule that moves to another file goes on as it was`() async throws {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                try room.write(try room.text(of: "rules/late.yaml"), to: "elsewhere.yaml")
                try room.remove("rules/late.yaml")
                _ = try await room.ask("reload", "--wait")
                try room.write(try room.text(of: "elsewhere.yaml"), to: "rules/moved.yaml")
                #expect(try await room.ask("reload", "--wait").code == 0)

                var company = SmallCompany.usual
                company.accounts.append(.init(name: "Elder", daysLate: 11))
                try company.write(to: room)
                try await room.waitForStory(of: 4)
                try await room.becomes("everything is sent") { $0.waiting == 0 && $0.firing == 4 }
                #expect(try room.story() == ["opened birch", "opened cedar", "opened dune", "opened elder"])
            }
        }

        private func restartOnLastSoundRules(_ room: Room) async throws {
            #expect(try await room.stopDaemon() == 0)
            try room.startDaemon()
            try await expectDegraded(room, told: 2)
            let last = try #require(try room.posted(to: "/operator").last)
            #expect(last.purpose == "operational")
            #expect(last.text.contains("started on the last sound ones"), "\(last.text)")
            #expect(room.log.contains("files refused"))
            #expect(try room.story().count == 4, "a restart tells nobody anything again")
        }

        private func heal(_ room: Room) async throws {
            try room.edit("rules/late.yaml", replacing: "threshold.dayz", with: "threshold.days")
            try await room.becomes("the files are sound") { $0.daemon?.filesBrokenSince == nil }
            #expect(try await room.ask("status").text.contains("DEGRADED") == false)
            let end = "Bellwether: The files on the disk are sound again, and in force."
            try await room.until("the operator hears of it") {
                try room.posted(to: "/operator").last?.text.contains(end) == true
            }
            try room.edit("rules/late.yaml", replacing: "days: 10", with: "days: 4")
            try await room.waitForStory(of: 5)
            #expect(try room.story().last == "opened amber")
        }

        private func expectDegraded(_ room: Room, told count: Int) async throws {
            try await room.becomes("the files are known to be broken") {
                $0.daemon?.filesBrokenSince != nil && $0.firing >= 3
            }
            try await room.until("the operator was told") { try room.posted(to: "/operator").count >= count }
            try await room.becomes("nothing more is to be sent") { $0.waiting == 0 }
            #expect(try room.posted(to: "/operator").count == count)
        }
    }
}

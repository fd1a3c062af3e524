import Testing

extension EndToEndTests {
    /// What a dead export leads to: one word to the operator, and silence about customers until it is back.
    @Suite struct SourceTests {
        enum Death: String, CaseIterable, CustomTestStringConvertible {
            case gone, hasNoBytes, hasOnlyItsHeader, holdsHalf

            var testDescription: String { rawValue }

            func befall(_ name: String, in room: Room) throws {
                let lines = try room.text(of: name).split(separator: "\n")
                switch self {
                case .gone: try room.remove(name)
                case .hasNoBytes: try room.write("", to: name)
                case .hasOnlyItsHeader: try room.write(lines[0] + "\n", to: name)
                case .holdsHalf: try room.write(lines[...2].joined(separator: "\n") + "\n", to: name)
                }
            }
        }

        @Test(arguments: Death.allCases)
        func `an export that dies holds its alerts, and goes on when it is back`(_ death: Death) async throws {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                try death.befall("exports/invoices.csv", in: room)
                try await room.becomes("the source is in trouble, and its alerts are held") {
                    $0.state(of: "billing").hasPrefix("broken") && $0.held == 3
                }
                try await room.until("the operator was told") { try !room.posted(to: "/operator").isEmpty }

                // Amber would be told now, and with a higher threshold all others would close.
                try await turn(room, replacing: "days: 10", with: "days: 4")
                try await turn(room, replacing: "days: 4", with: "days: 60")
                try await turn(room, replacing: "days: 60", with: "days: 4")
                #expect(try room.story() == ["opened birch", "opened cedar", "opened dune"], "nothing opens or closes")
                let words = try room.posted(to: "/operator")
                #expect(words.count == 1, "\(words.map(\.text))")
                #expect(words.first?.text.contains("Source billing cannot be read") == true)

                var company = SmallCompany.usual
                company.accounts[2].isPaid = true
                try company.write(to: room)
                try await room.waitForStory(of: 5)
                try await room.becomes("everything is sent, and nothing is held") { $0.waiting == 0 && $0.held == 0 }
                #expect(Set(try room.story().suffix(from: 3)) == ["opened amber", "closed cedar"])
                #expect(try room.events().last { $0.kind == "closed" }?.closingReason == "recovered")
                #expect(try room.posted(to: "/operator").last?.text.contains("loads again") == true)
                #expect(try room.posted(to: "/operator").count == 2)
            }
        }

        @Test func `while what is known is fresh enough, an export that is refused takes nothing from it`()
            async throws
        {
            try await inRoom { room in
                try room.prepareUsual()
                try room.edit(
                    "bellwether.yaml", replacing: "every: 1s\n    facts:\n      invoice:",
                    with: "every: 1s\n    fresh_for: 1h\n    facts:\n      invoice:")
                try room.startDaemon()
                try await room.waitForStory(of: 3)
                try Death.holdsHalf.befall("exports/invoices.csv", in: room)
                let refusal = "ok, last try failed: invoice rows fell from 4 to 2; the last good ones stay"
                try await room.until("status says what the last try failed of") {
                    try await room.ask("status").output.contains(refusal)
                }
                try await turn(room, replacing: "days: 10", with: "days: 4")
                try await room.waitForStory(of: 4)
                #expect(try room.story().last == "opened amber", "the facts of before are still reckoned with")
                let status = try #require(try await room.status())
                #expect(status.held == 0 && status.state(of: "billing") == "ok")
            }
        }

        @Test func `an export that is only old holds its alerts too`() async throws {
            try await inRoom { room in
                try SmallCompany.usual.write(to: room)
                try room.write(SmallCompany.rule, to: "rules/late.yaml")
                let configuration = SmallCompany.configuration(for: room)
                    .replacing(
                        "every: 1s\n    facts:\n      invoice:",
                        with: "every: 1s\n    newest_within: 2d\n    facts:\n      invoice:")
                #expect(configuration.contains("newest_within"))
                try room.write(configuration, to: "bellwether.yaml")
                try room.startDaemon()
                try await room.until("the operator was told") { try !room.posted(to: "/operator").isEmpty }
                try await room.becomes("the source is stale") { $0.state(of: "billing") == "stale" }
                #expect(try room.posted(to: "/operator").first?.text.contains("Source billing is stale") == true)
                #expect(try room.story() == [])
            }
        }

        /// Edits the rule, and waits until a turn was made by the new one.
        private func turn(_ room: Room, replacing old: String, with new: String) async throws {
            try room.edit("rules/late.yaml", replacing: old, with: new)
            #expect(try await room.ask("reload", "--wait").code == 0)
            let since = try await room.status()?.daemon?.lastTurn ?? 0
            try await room.becomes("another turn is made") {
                guard let daemon = $0.daemon, let turn = daemon.lastTurn else { return false }
                return turn > since && turn >= daemon.rulesSince && $0.waiting == 0
            }
        }
    }
}

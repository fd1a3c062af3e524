import BellwetherTestSupport
import Foundation
import Synchronization
import Testing

extension EndToEndTests {
    /// Saying that one knows, asking who was told, and trying it all without bothering anybody.
    @Suite struct QuietTests {
        @Test func `what is acknowledged or silenced is quiet until it ends, and whoever asks is told why`()
            async throws
        {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                let acked = try await room.ask("ack", "birch", "--by", "Kim", "--reason", "calling them")
                #expect(acked.output == "1 alert acknowledged until it gets worse (1)\n", "\(acked.errors)")
                let silenced = try await room.ask(
                    "silence", "add", "account=\"nova\"", "--anyway", "--for", "2w", "--by", "Lee", "--reason",
                    "they are moving")
                #expect(silenced.code == 0 && silenced.output.hasPrefix("silence 2 until "), "\(silenced.errors)")

                var company = SmallCompany.usual
                company.accounts.append(.init(name: "Nova", daysLate: 40))
                try company.write(to: room)
                try await room.until("nova fires") { try await room.ask("alerts").output.contains("Nova is 40") }
                let list = try await room.ask("alerts").output
                #expect(list.split(separator: "\n").count { $0.contains("  quiet  ") } == 2, "\(list)")
                let silences = try await room.ask("silence", "list").output
                #expect(silences.contains("1  ack      until it gets worse"), "\(silences)")
                #expect(silences.contains("Birch is 12 days late  # calling them"), "\(silences)")

                let why = try await room.ask("why-not", "nova", "late").output
                #expect(why.contains("it is silenced by Lee (2): they are moving"), "\(why)")
                let whyNot = try await room.ask("why-not", "amber", "late").output
                #expect(whyNot.contains("its condition does not hold"), "\(whyNot)")
                #expect(whyNot.contains("; it would take invoice.days_past_due (5"), "\(whyNot)")
                let told = try await room.ask("told", "Birch").output
                #expect(told.contains("chat (delivered): Birch is 12 days late"), "\(told)")

                #expect(try await room.ask("silence", "expire", "2").output == "silence 2 is over\n")
                try await room.waitForStory(of: 4)
                #expect(try room.story().last == "opened nova")
                #expect(try await room.ask("silence", "expire", "2").code == 65)
                #expect(try await room.ask("told", "nobody").code == 65)
            }
        }

        /// Late, and a month later more than that.
        private static let growing = SmallCompany.rule.replacing(
            "    when: |\n      invoice.days_past_due >= threshold.days\n    thresholds:\n      days: 10\n",
            with: "    levels:\n      warning: { when: invoice.days_past_due >= 10 }\n"
                + "      critical: { when: invoice.days_past_due >= 30 }\n"
        ).replacing("alert: late", with: "alert: growing")

        @Test func `whoever asks who was told reads what was said then, and that it got worse`() async throws {
            try await inRoom { room in
                try room.prepareUsual()
                try room.write(Self.growing, to: "rules/late.yaml")
                try room.startDaemon()
                try await room.waitForStory(of: 3)
                var company = SmallCompany.usual
                company.accounts[1].daysLate = 31
                try company.write(to: room)
                try await room.waitForStory(of: 4)
                #expect(try room.story().last == "worsened birch")
                try await room.becomes("everything is sent") { $0.waiting == 0 }
                let told = try await room.ask("told", "birch").output.split(separator: "\n")
                #expect(told.count == 2, "\(told)")
                #expect(told.first?.hasSuffix("chat (delivered): Birch is 12 days late") == true, "\(told)")
                #expect(told.last?.hasPrefix("  then ") == true, "\(told)")
                #expect(told.last?.hasSuffix("(delivered): Worse: Birch is 31 days late") == true, "\(told)")
                let json = try await room.ask("told", "birch", "--json").output
                #expect(json.contains("\"title\" : \"Birch is 12 days late\""), "\(json)")
                company.accounts[1].isPaid = true
                try company.write(to: room)
                try await room.waitForStory(of: 5)
                try await room.becomes("everything is sent") { $0.waiting == 0 }
                let ended = try await room.ask("told", "birch").output.split(separator: "\n")
                #expect(ended.last?.hasPrefix("  closed ") == true, "\(ended)")
                // In the words of the message.
                #expect(ended.last?.contains("(delivered): ✅ Birch cleared: ") == true, "\(ended)")
            }
        }

        @Test func `a silence of a label that nobody has is refused, and says which is meant`() async throws {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                let because = ["--for", "2w", "--by", "Lee", "--reason", "moving"]
                func add(_ matcher: String) async throws -> Ended {
                    try await room.run(
                        ["silence", "add", matcher] + because
                            + ["--config", room.folder.appending(path: "bellwether.yaml").path])
                }
                let misspelt = try await add("teir=\"Trial\"")
                #expect(misspelt.code == 65, "\(misspelt)")
                #expect(
                    misspelt.errors.contains(
                        "no rule gives alerts the label 'teir', and it is none of an account; did you mean 'tier'?"),
                    "\(misspelt)")
                let rule = try await add("rule=late")
                #expect(rule.code == 65 && rule.errors.contains("did you mean 'alert'?"), "\(rule)")
                let unlike = try await add("warehouse!=north")
                #expect(unlike.code == 65 && unlike.errors.contains("labels are account, alert, band"), "\(unlike)")
                for label in ["severity", "tier", "alert"] {
                    let added = try await room.run(
                        ["silence", "add", "\(label)=none", "--anyway"] + because
                            + ["--config", room.folder.appending(path: "bellwether.yaml").path])
                    #expect(added.code == 0, "\(added)")
                }
            }
        }

        @Test func `a silence of a value that nothing has is refused, and says which is meant`() async throws {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                func add(_ matcher: String) async throws -> Ended {
                    try await room.run(
                        ["silence", "add", matcher, "--for", "2w", "--by", "Lee", "--reason", "moving"]
                            + ["--config", room.folder.appending(path: "bellwether.yaml").path])
                }
                let insist = " With --anyway it is silenced all the same, for what may come"
                for (matcher, words) in [
                    ("account=brich", "there is no account 'brich'; did you mean 'birch'?"),
                    ("account!=Dune", "there is no account 'Dune'; did you mean 'dune'?"),
                    ("alert=lte", "there is no rule 'lte'; did you mean 'late'?"),
                    ("alert=~\"usage-.*\"", "no rule matches 'usage-.*'; there is late."),
                    (
                        "severity=critcal",
                        "no rule gives the label 'severity' the value 'critcal'; did you mean 'critical'?"
                    ),
                    ("source=cmr", "there is no source 'cmr'; did you mean 'crm'?"),
                ] {
                    let refused = try await add(matcher)
                    #expect(refused.code == 65 && refused.errors.contains(words + insist), "\(refused)")
                }
                for matcher in ["account=birch", "alert=~\"la.*\"", "owner=", "severity!=info"] {
                    let added = try await add(matcher)
                    #expect(added.code == 0, "\(matcher): \(added)")
                }
            }
        }

        private static let others = """
              - alert: mine
                applies_to: account.owner != 'lee'
                shadow: 14d
                when: account.tenure_days < 1
                annotations: { play: Ask. }
              - alert: many
                for_each: owner
                when: group.accounts > 100
                annotations: { play: Ask. }

            """

        @Test func `of an account or a rule that nothing comes of, whoever asks is told what it is`() async throws {
            try await inRoom { room in
                try room.prepareUsual()
                try room.write(SmallCompany.rule + Self.others, to: "rules/late.yaml")
                try room.edit("exports/accounts.csv", replacing: "dune,Dune,active", with: "dune,Dune,churned")
                try room.edit("exports/accounts.csv", replacing: "amber,Amber,active", with: "amber,Amber,prospect")
                let (issued, due) = (SmallCompany.day(-60), SmallCompany.day(-30))
                try room.edit(
                    "exports/invoices.csv", replacing: "inv-dune,dune,",
                    with: "inv-gone,gone,open,\(issued),\(due),,9.00,EUR\ninv-dune,dune,")
                try room.startDaemon()
                try await room.waitForStory(of: 2)
                func why(_ account: String, _ rule: String) async throws -> String {
                    let asked = try await room.ask("why-not", account, rule)
                    let shown = try await room.ask("notify", "preview", rule, account, "--receiver", "chat")
                    return [asked.output, asked.errors, shown.errors].filter { !$0.isEmpty }.joined(separator: "| ")
                }
                let dune = try await why("dune", "late")
                // Since when, nobody says.
                #expect(dune.count(of: "no rule is asked about it: it has left") == 2, "\(dune)")
                #expect(dune.hasPrefix("Dune, late:\n  no rule"), "\(dune)")
                #expect(dune.hasSuffix("; this is what it would say\n"), "\(dune)")
                #expect(
                    try await why("amber", "late").contains(
                        "no rule is asked about it: `watch` leaves it out; its status is prospect\n"))
                let cedar = try await why("cedar", "mine")
                #expect(
                    cedar.contains("'mine' does not apply to it: `applies_to` asks for account.owner ('lee') != 'lee'"),
                    "\(cedar)")
                let birch = try await why("birch", "mine")
                #expect(birch.contains("  the rule is tried in its shadow until "), "\(birch)")
                #expect(
                    birch.contains("  its condition does not hold; it would take account.tenure_days ("), "\(birch)")
                #expect(birch.contains("bellwether: 'mine' is tried in its shadow until "), "\(birch)")
                let grouped = try await why("birch", "many")
                let words = "'many' speaks of all accounts of an owner together, and not of single accounts; "
                #expect(grouped.count(of: words) == 2, "\(grouped)")
                #expect(
                    try await why("nobody", "late")
                        == Array(repeating: "bellwether: no account has the id or the name 'nobody'\n", count: 2)
                        .joined(separator: "| "))
                let undescribed = try await why("gone", "late")
                #expect(undescribed.count(of: "'gone' is known by its id alone") == 2, "\(undescribed)")
                let misspelt = try await why("birch", "lte")
                #expect(misspelt.count(of: "there is no rule 'lte'; did you mean 'late'?") == 2, "\(misspelt)")

                // A rule whose file is broken is not in force.
                try room.edit("rules/late.yaml", replacing: "alert: many", with: "alert: broken")
                try room.edit("rules/late.yaml", replacing: "group.accounts > 100", with: "group.acounts > 100")
                try await room.becomes("the files are refused") { $0.daemon?.filesBrokenSince != nil }
                let broken = try await why("birch", "broken")
                #expect(
                    broken.count(of: "no rule 'broken' is in force; the files on the disk cannot be used since ") == 2,
                    "\(broken)")
                let before = try await why("amber", "late")
                #expect(before.contains("; this is by the rules from before\n"), "\(before)")
            }
        }

        @Test func `the verbs that look say what they see`() async throws {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                let preview = try await room.ask("notify", "preview", "late", "birch", "--receiver", "chat").output
                #expect(preview.hasPrefix("POST to all by chat\n{\"version\":\"4\","), "\(preview)")
                let route = try await room.ask("route", "test", "severity=critical", "--at", "2026-11-27T22:00Z").output
                #expect(route == "the first route\n  chat\n  at once, then every 1s, reminders every 7d\n", "\(route)")
                try await room.becomes("everything is sent") { $0.waiting == 0 }
                #expect(try await room.ask("outbox").output == "nothing waits, and nothing is undelivered\n")
                #expect(try await room.ask("outbox", "show", "1").output.contains("Birch is 12 days late"))
                #expect(try await room.ask("outbox", "retry", "1").code == 65)
                let copy = room.folder.appending(path: "copy.db").path
                #expect(try await room.ask("backup", copy).code == 0)
                #expect(FileManager.default.fileExists(atPath: copy))
                #expect(try await room.ask("backup", copy).code == 73)
                let doctor = try await room.ask("doctor")
                #expect(doctor.code == 1 && doctor.output.contains("nobody notices when Bellwether stops"))

                #expect(try await room.stopDaemon() == 0)
                #expect(try await room.ask("ack", "birch", "--by", "Kim").code == 69)
                #expect(try await room.ask("alerts").output.contains("Birch is 12 days late"))
                #expect(try await room.ask("told", "birch").output.contains("(delivered)"))
            }
        }

        @Test func `a rehearsal goes to one place, and its end tells the real readers once`() async throws {
            try await inRoom { room in
                let receivers =
                    SmallCompany.webhook("chat", on: room) + "\n" + SmallCompany.webhook("stage", on: room)
                let route = SmallCompany.route + "\nrehearsal: { receiver: stage }"
                try room.startUsual(receivers: receivers, route: route)
                try await room.waitForStory(of: 3, at: "/stage")
                let posted = try #require(try room.posted(to: "/stage").last)
                #expect(posted.text.hasPrefix("Rehearsal: would go to chat\n"), "\(posted.text)")
                #expect(try await room.ask("status").text.contains("REHEARSAL: everything goes to stage"))
                let tried = try await room.ask("route", "test", "severity=warning").output
                #expect(tried.hasPrefix("REHEARSAL: all of it goes to stage"), "\(tried)")

                try room.edit("bellwether.yaml", replacing: "rehearsal: { receiver: stage }", with: "")
                try await room.waitForStory(of: 3)
                #expect(Set(try room.story()) == ["opened birch", "opened cedar", "opened dune"])
                #expect(try room.posted(to: "/chat").count == 1)
                #expect(try room.story(at: "/stage").count == 3)
            }
        }

        @Test func `what could not be delivered and waits for hours is counted`() async throws {
            try await inRoom(answering: { _ in .status(503) }) { room in
                try room.startUsual(receivers: SmallCompany.webhook("chat", on: room, and: "\n    # any time"))
                try await room.until("it was tried") { try !room.posted(to: "/chat").isEmpty }
                let hour = Int(Date().timeIntervalSince1970) / 3_600 % 24 + 2
                let times = [hour, hour + 1].map { ($0 % 24 < 10 ? "0" : "") + "\($0 % 24):00" }
                try room.edit(
                    "bellwether.yaml", replacing: "# any time",
                    with: "hours: { from: \"\(times[0])\", to: \"\(times[1])\", timezone: UTC }")
                try await room.until("status counts it") {
                    let status = try await room.ask("status").text
                    return status.contains("1 message waits for its reader's hours, the next at ")
                        && status.contains(" \(times[0])")
                }
            }
        }

        @Test func `what was queued before a rehearsal reaches nobody in it, over a restart, and arrives once after`()
            async throws
        {
            let isUp = Switch()
            try await inRoom(answering: { $0.target == "/chat" && !isUp.isOn ? .status(503) : .status(200) }) { room in
                let receivers =
                    SmallCompany.webhook("chat", on: room) + "\n" + SmallCompany.webhook("stage", on: room)
                try room.startUsual(receivers: receivers, route: SmallCompany.route + "\n# as it is")
                try await room.until("it was tried") { try !room.posted(to: "/chat").isEmpty }
                #expect(try await room.stopDaemon() == 0)
                let tries = try room.posted(to: "/chat").count

                isUp.turnOn()
                try room.edit("bellwether.yaml", replacing: "# as it is", with: "rehearsal: { receiver: stage }")
                try room.startDaemon()
                var company = SmallCompany.usual
                company.accounts.append(.init(name: "Nova", daysLate: 40))
                try company.write(to: room)
                try await room.waitForStory(of: 1, at: "/stage")
                #expect(try room.story(at: "/stage") == ["opened nova"])
                let status = try await room.ask("status").text
                #expect(status.contains("; 1 message from before waits for its end"), "\(status)")
                #expect(try room.posted(to: "/chat").count == tries)
                #expect(try await room.stopDaemon() == 0)

                try room.edit("bellwether.yaml", replacing: "rehearsal: { receiver: stage }", with: "")
                try room.startDaemon()
                try await room.waitForStory(of: 4)
                try await room.becomes("everything is sent") { $0.waiting == 0 }
                #expect(
                    try room.story().sorted() == ["opened birch", "opened cedar", "opened dune", "opened nova"])
                #expect(try room.story(at: "/stage") == ["opened nova"])
            }
        }
    }
}

/// Off, until it is turned on.
private final class Switch: Sendable {
    private let state = Mutex(false)

    var isOn: Bool { state.withLock { $0 } }

    func turnOn() { state.withLock { $0 = true } }
}

extension String {
    fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}

import Foundation
import Testing

extension EndToEndTests {
    /// `diff`: an edit is seen before it is saved where the daemon reads.
    @Suite struct DiffTests {
        /// A draft beside the rules; the company's usual invoices, with twenty days of history.
        private func inRoomWithDraft(_ body: (Room, String) async throws -> Void) async throws {
            try await inRoom { room in
                try SmallCompany.usual.write(to: room)
                try room.write(SmallCompany.rule, to: "rules/late.yaml")
                let configuration = SmallCompany.configuration(for: room)
                try room.write(
                    configuration.replacing("first_start_days: 0", with: "first_start_days: 20"), to: "bellwether.yaml")
                try room.startDaemon()
                try await room.waitForStory(of: 3)
                let draft = room.folder.appending(path: "draft")
                try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
                try room.write(SmallCompany.rule, to: "draft/late.yaml")
                try await body(room, draft.path)
            }
        }

        @Test func `item 1: an edit shows what it would do before it is saved, and changes nothing`() async throws {
            try await inRoomWithDraft { room, draft in
                let same = try await room.ask("diff", draft, "--days", "18")
                #expect(same.code == 0 && same.output == "nothing differs\n", "\(same)")
                try room.edit("draft/late.yaml", replacing: "days: 10", with: "days: 4")
                let edited = try await room.ask("diff", draft, "--days", "18")
                // Birch and Cedar came to be ten days late in that time; four days late Amber did too.
                #expect(
                    edited.output == """
                        late  days 10 → 4 (\(draft)/late.yaml:8)
                          today +1 fire, 0 clear; 1 message: chat 1 (1 account)
                          18 days 2 → 3 alerts; 1 is new, of which 0 churned within 90 days so far (of the 2: 0)
                        note: accounts, invoices and contracts count as they are known today, judged as of each day

                        """, "\(edited)")
                #expect(room.log.contains("now runs") == false)
                let json = try await room.ask("diff", draft, "--days", "18", "--json")
                let report = try #require(
                    try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
                let rule = try #require((report["rules"] as? [[String: Any]])?.first)
                #expect(((rule["fire"] as? [[String: Any]])?.first?["name"] as? String) == "Amber")
                #expect(try room.story().count == 3, "nobody was told of a draft")
            }
        }

        @Test func `two folders are compared without a daemon, and a broken one is refused as check refuses it`()
            async throws
        {
            try await inRoomWithDraft { room, draft in
                _ = try await room.stopDaemon()
                let rules = room.folder.appending(path: "rules").path
                try room.edit("draft/late.yaml", replacing: "alert: late", with: "alert: overdue")
                let other = try await room.ask("diff", rules, draft, "--days", "18")
                #expect(other.output.contains("overdue  new (\(draft)/late.yaml:2)"), "\(other)")
                #expect(other.output.contains("late  gone, was (\(rules)/late.yaml:2)"))
                #expect(other.output.contains("all 2 rules"))
                #expect(
                    other.output.contains("overdue  rule 'late' is gone and 'overdue' is new, with the same condition")
                        && other.output.contains("write `was: [late]` under 'overdue'"), "\(other)")
                let empty = room.folder.appending(path: "empty")
                try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
                let gone = try await room.ask("diff", draft, empty.path, "--days", "18")
                #expect(gone.code == 0 && gone.output.contains("overdue  gone"), "\(gone)")
                try room.edit("draft/late.yaml", replacing: "invoice.days_past_due", with: "invoice.days_past")
                let broken = try await room.ask("diff", rules, draft)
                #expect(broken.code == 78 && broken.errors.contains("days_past_due"), "\(broken)")
            }
        }
    }
}

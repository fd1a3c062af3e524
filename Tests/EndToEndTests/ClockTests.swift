import BellwetherTestSupport
import Foundation
import Testing

extension EndToEndTests {
    /// A clock that ran ahead and is put right while nobody looks, as with a wrong clock at the start of a machine.
    @Suite struct ClockTests {
        @Test func `sources are read on after the clock was put right, and the operator is told`() async throws {
            try await inRoom { room in
                try room.prepareUsual()
                let today = Instant(seconds: Int(Date.now.timeIntervalSince1970))
                let ahead = try SteppedDaemon(in: room.folder, at: today + 30 * 86_400)
                #expect(await ahead.isReady())
                try await step(ahead, from: today + 30 * 86_400)
                #expect(try room.story().filter { $0 == "opened amber" }.count == 1)
                #expect(try await ahead.stop() == 0)

                // 30 days earlier Amber is not late enough, until its invoice says otherwise.
                let right = try SteppedDaemon(in: room.folder, at: today)
                #expect(await right.isReady())
                let status = try await room.ask("status").output
                #expect(status.contains("crm: last read ") && status.contains("still to come"), "\(status)")
                try await step(right, from: today)
                #expect(try room.story().contains("closed amber"))
                var company = SmallCompany.usual
                company.accounts[0].daysLate = 15
                try company.write(to: room)
                try await step(right, from: today + 60)
                let story = try room.story()
                #expect(story.count { $0 == "opened amber" } == 2, "\(story)")
                let words = try wordsOnClock(in: room)
                #expect(words.count == 1 && words.allSatisfy { $0.contains("back by 30 days") }, "\(words)")
                #expect(room.log.contains("clock was set while nobody ran"))
                #expect(try await right.stop() == 0)

                // It is said once, however often somebody starts it.
                let again = try SteppedDaemon(in: room.folder, at: today + 120)
                #expect(await again.isReady())
                try await step(again, from: today + 120)
                #expect(try wordsOnClock(in: room).count == 1)
                #expect(try await again.stop() == 0)
            }
        }

        private func wordsOnClock(in room: Room) throws -> [String] {
            try room.posted(to: "/operator").map(\.text).filter { $0.contains("The clock was set back") }
        }

        private func step(_ daemon: SteppedDaemon, from start: Instant) async throws {
            for second in stride(from: 0, through: 10, by: 2) { _ = try await daemon.step(to: start + second) }
        }
    }
}

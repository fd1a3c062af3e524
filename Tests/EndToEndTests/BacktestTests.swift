import Foundation
import Testing

extension EndToEndTests {
    /// What came of scores, and what weights would have told better, as the program says it.
    @Suite struct BacktestTests {
        /// Accounts that left had stopped to pay long before; how long they had been there says nothing.
        private static let health = """
            health_models:
              - name: standard
                measures:
                  late: { metric: invoices.days_past_due_max, linear: { zero_at: 60, full_at: 0 }, weight: 30 }
                  age: { metric: account.tenure_days, linear: { zero_at: 0, full_at: 1500 }, weight: 70 }
                bands:
                  - { name: poor, label: At risk, colour: red, from: 0 }
                  - { name: good, label: Good, colour: green, from: 50 }
            """

        /// - Parameters:
        ///   - leaving: how many of a hundred accounts left, one every ten days, the last a hundred days ago.
        ///   - undated: how many more left, and nobody says when.
        private static func write(leaving: Int, undated: Int = 0, to room: Room) throws {
            var accounts = "id,name,status,owner,started_at,churned_at\n"
            var invoices = "id,account,status,issued,due,paid,total,currency\n"
            for number in 0..<100 {
                let left = number < leaving ? -100 - number * 10 : nil
                let started = SmallCompany.day(-1100 - number * 17 % 900)
                accounts += "a\(number),Account \(number),\(left == nil ? "active" : "churned"),kim,\(started),"
                accounts += (left.map(SmallCompany.day) ?? "") + "\n"
                let (issued, due) = (SmallCompany.day((left ?? -60) - 160), SmallCompany.day((left ?? -60) - 130))
                let paid = left == nil ? SmallCompany.day(-185) : ""
                let status = left == nil ? "paid" : "open"
                invoices += "i\(number),a\(number),\(status),\(issued),\(due),\(paid),1000.00,EUR\n"
            }
            for number in 0..<undated { accounts += "b\(number),Gone \(number),churned,kim,2024-01-01,\n" }
            try room.write(accounts, to: "exports/accounts.csv")
            try room.write(invoices, to: "exports/invoices.csv")
            try room.write("key,name,email\nkim,Kim,kim@fernhill.example\n", to: "exports/people.csv")
            try room.write(Self.health, to: "rules/health.yaml")
            try room.write(
                SmallCompany.configuration(for: room).replacing(
                    "started_at: started_at }", with: "started_at: started_at, churned_at: churned_at }"),
                to: "bellwether.yaml")
        }

        @Test func `says how many of those that were lost stood low, beside a daemon that runs`() async throws {
            try await inRoom { room in
                try Self.write(leaving: 30, undated: 4, to: room)
                try room.startDaemon()
                try await room.becomes("it has read everybody") { $0.daemon?.accounts == 70 && $0.firstStartDone }

                let text = try await room.ask("backtest")
                #expect(text.code == 0 && text.text.hasPrefix("Of 30 accounts that were lost, "), "\(text.text)")
                #expect(text.text.contains("Lost: 30 left, 0 came to pay at least 30 % less"))
                #expect(text.text.contains("drawn with seed") && text.text.contains("they came with a first load"))
                #expect(try await room.ask("backtest").text == text.text, "the same question has the same answer")

                #expect(text.text.contains("4 accounts left on a day that nobody says, and had no score before"))
                #expect(text.text.contains("At the last month's end before they were lost, "))

                let json = try await room.ask("backtest", "--format", "json")
                let read = try #require(
                    try JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any])
                #expect(read["lost"] as? Int == 30 && read["isJudged"] as? Bool == true)
                let unknown = try #require(read["unknown"] as? [String: Any])
                #expect(unknown["accounts"] as? Int == 0 && unknown["leftBefore"] as? Int == 4)
                let auc = try #require(read["auc"] as? Double)
                let csv = try await room.ask("backtest", "--format", "csv")
                #expect(csv.text.hasPrefix("section,row,column,value\r\n"))
                #expect(csv.text.contains("all,all,auc,\(auc)\r\n"))

                let weights = try await room.ask("suggest-weights")
                #expect(weights.code == 0 && weights.text.contains("would have told better"), "\(weights.text)")
                #expect(weights.text.contains("late: { …, weight: "))
            }
        }

        @Test func `judges nothing by a few, and says what else is wrong`() async throws {
            try await inRoom { room in
                try Self.write(leaving: 5, to: room)
                try room.startDaemon()
                try await room.becomes("it has read everybody") { $0.daemon?.accounts == 95 && $0.firstStartDone }

                let text = try await room.ask("backtest")
                #expect(text.code == 0 && text.text.hasPrefix("Too few to judge: 5 accounts were lost"), "\(text.text)")
                let weights = try await room.ask("suggest-weights")
                #expect(weights.text.hasPrefix("Too few to judge: 5 accounts"), "\(weights.text)")
                let model = try await room.ask("backtest", "--model", "nobody")
                #expect(
                    model.code == 65 && model.text.contains("there is no health model 'nobody'; models are standard"))
                let horizon = try await room.ask("backtest", "--horizon", "soon")
                #expect(horizon.code == 64 && horizon.text.contains("--horizon must be from 7d to 730d"))
                let ahead = try await room.ask("backtest", "--from", SmallCompany.day(-3))
                #expect(ahead.code == 65 && ahead.text.contains("there is no month to look at; the first month's end"))
            }
        }

        /// A kind of fact in which no row means nought began to come in a month ago: before, nobody could be late.
        @Test func `names what came too late to look at any month`() async throws {
            try await inRoom { room in
                try Self.write(leaving: 0, to: room)
                let rows = (0..<100).map { number in
                    "i\(number),a\(number),open,\(SmallCompany.day(-35)),\(SmallCompany.day(-5)),,1000.00,EUR\n"
                }
                try room.write(
                    "id,account,status,issued,due,paid,total,currency\n" + rows.joined(), to: "exports/invoices.csv")
                try room.startDaemon()
                try await room.becomes("it has read everybody") { $0.daemon?.accounts == 100 && $0.firstStartDone }

                let none = try await room.ask("backtest")
                #expect(none.code == 65)
                #expect(
                    none.text.contains(
                        "no month to look at; the first 'invoice' is of \(SmallCompany.day(-35)); the first"),
                    "\(none.text)")
            }
        }
    }
}

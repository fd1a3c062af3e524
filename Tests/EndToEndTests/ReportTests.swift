import Foundation
import Testing

extension EndToEndTests {
    /// The report, as the program gives it.
    @Suite struct ReportTests {
        private static let hostile = "=1+1<script>alert(1)</script>"

        @Test func `says the same in every form, while the daemon runs`() async throws {
            try await inRoom { room in
                var company = SmallCompany.usual
                company.accounts.append(.init(name: Self.hostile, daysLate: 44))
                try company.write(to: room)
                try room.write(SmallCompany.rule, to: "rules/late.yaml")
                try room.write(SmallCompany.configuration(for: room), to: "bellwether.yaml")
                try room.startDaemon()
                try await room.waitForStory(of: 4)

                let text = try await room.ask("report", "--by", "account")
                #expect(text.code == 0 && text.text.contains("(UTC): 5\n"), "\(text.text)")
                #expect(text.text.contains("How money is counted"))

                let csv = try await room.ask("report", "--by", "account", "--format", "csv")
                #expect(csv.text.hasPrefix("section,row,column,value,absent_because,id\r\n"))
                #expect(csv.text.contains("\r\naccount,Amber,customers,1,,amber\r\n"), "\(csv.text)")
                #expect(!csv.text.contains("\n\"=") && !csv.text.contains(",="), "a name is no formula")

                let json = try await room.ask("report", "--format", "json")
                let read = try JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any]
                #expect(read?["accounts"] as? Int == 5 && read?["scope"] as? String == "tier")

                let day = SmallCompany.day(-40)
                let past = try await room.ask("report", "--by", "owner", "--as-of", day)
                #expect(past.code == 0 && past.text.contains("Customers as of \(day) (UTC): 5"), "\(past.text)")
                #expect(past.text.contains("Accounts stand under the first owner that was seen"))
                #expect(past.text.contains("Whom to ask for money that is late (1)"), "one alone was due by then")
                let ahead = try await room.ask("report", "--as-of", SmallCompany.day(2))
                #expect(ahead.code == 65 && ahead.text.contains("must not lie ahead"))

                let page = room.folder.appending(path: "report.html")
                let html = try await room.ask("report", "--by", "account", "--format", "html", "--output", page.path)
                #expect(html.code == 0 && html.text.isEmpty)
                let written = try String(contentsOf: page, encoding: .utf8)
                #expect(written.hasSuffix("</html>\n") && !written.contains("<script"))
            }
        }

        @Test func `refuses a way of putting together that there is not`() async throws {
            try await inRoom { room in
                let ended = try await room.ask("report", "--by", "colour")
                #expect(ended.code == 64 && ended.text.contains("'--by' must be one of"))
            }
        }
    }
}

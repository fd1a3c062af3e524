import BellwetherCore
import BellwetherTestSupport
import Curl
import Foundation
import Testing

@testable import BellwetherSources

/// Who has left, where the name of a column does not decide whether it says so.
@Suite struct ProposedStatusTests {
    private func proposed(_ header: String, _ values: [String]) throws -> (ProposedSources, [SourceDefinition], Folder)
    {
        let folder = try Folder()
        let rows = values.enumerated().map { "c\($0),Company \($0),kim,\($1)\n" }.joined()
        try folder.write("customers.csv", "Customer ID,Company,CSM,\(header)\n" + rows)
        let proposed = ProposedSources.files(in: folder.path)
        let (sources, mistakes) = sources("sources:\n" + proposed.yaml, in: folder.path)
        #expect(mistakes.filter { $0.contains("error") } == [], "\(proposed.yaml)")
        return (proposed, sources, folder)
    }

    @Test(arguments: [
        ("state", ["active", "trial", "churned", "cancelled"], ["active", "trialing", "churned", "churned"]),
        ("State", ["Active", "Left", "PAST_DUE"], ["active", "churned", "past_due"]),
        ("Zustand", ["aktiv", "gekündigt", "ehemalig"], ["active", "churned", "churned"]),
        ("客户阶段", ["试用中", "流失客户"], ["trialing", "churned"]),
        ("Стадия", ["активен", "бывший клиент"], ["active", "churned"]),
        ("subscription_status", ["active", "canceled", "unpaid"], ["active", "churned", "past_due"]),
        ("Customer type", ["Customer", "Former customer", "Prospect"], ["active", "churned", "prospect"]),
    ])
    func `a column whose words are how accounts stand is their status`(
        header: String, said: [String], meant: [String]
    ) async throws {
        let (proposed, sources, folder) = try proposed(header, said)
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [], "\(folder.path)")
        for (number, status) in meant.enumerated() {
            #expect(await recorder.value("status", of: "c\(number)", .account) == .text(status), "\(proposed.yaml)")
        }
    }

    @Test(arguments: [
        ("state", ["CA", "NY", "TX", "NY"]), ("State", ["Bavaria", "Hesse"]), ("stage", ["A", "B", "Seed"]),
        ("Lifecycle", ["2024", "2025"]), ("состояние", ["Московская область", "Тверская область"]),
    ])
    func `a column of places or anything else is none`(header: String, said: [String]) throws {
        let (proposed, _, folder) = try proposed(header, said)
        #expect(!proposed.yaml.contains("status:"), "\(proposed.yaml) \(folder.path)")
        #expect(proposed.yaml.contains("not taken: \"\(header)\""))
        #expect(proposed.toDo == [])
    }

    /// Our own name for how far they have come says how they stand in some exports.
    @Test(arguments: [
        ("lifecycle_stage", ["adoption", "value", "renewal"], "lifecycle_stage"),
        ("Lifecycle stage", ["S1", "S2", "onboarding"], "lifecycle_stage"),
        ("生命周期阶段", ["采用", "价值"], "lifecycle_stage"), ("Этап жизненного цикла", ["внедрение"], "lifecycle_stage"),
        ("lifecyclestage", ["customer", "lead"], "status"),
    ])
    func `a stage of life is a status only where its words are such`(
        header: String, said: [String], field: String
    ) async throws {
        let (proposed, sources, folder) = try proposed(header, said)
        #expect(proposed.yaml.contains("\(field): \"\(header)\""), "\(proposed.yaml) \(folder.path)")
        #expect(proposed.toDo == [])
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [])
        if field != "status" {
            #expect(await recorder.value(field, of: "c0", .account) == .text(said[0]))
            #expect(!proposed.yaml.contains("status:"))
        }
    }

    @Test func `a state beside a status is where they are, or is named as another of the kind`() throws {
        let (places, _, _) = try proposed("Status,State", ["active,CA", "churned,NY"])
        #expect(places.yaml.contains("status: \"Status\""), "\(places.yaml)")
        #expect(places.yaml.contains("# not taken: \"State\"\n"))
        let (twice, _, _) = try proposed("Status,State", ["active,active", "churned,left"])
        #expect(twice.yaml.contains("not taken: \"State\"; it would be status too"), "\(twice.yaml)")
    }

    @Test func `a word that is none of ours among such is told at once`() throws {
        let (proposed, _, folder) = try proposed("state", ["active", "left", "zombie"])
        #expect(
            proposed.toDo.contains {
                $0.hasPrefix("customers.csv: \"state\" would be status, but \"zombie\" is none of ours")
            }, "\(proposed.toDo) \(folder.path)")
        #expect(proposed.yaml.contains("\"state\" would be status, but \"zombie\" is none of ours"))
    }

    @Test(
        .enabled(
            if: LoopbackPostgres.isInstalled, "there is no PostgreSQL server on this machine; this test starts one"))
    func `an enum of a database is read so too`() async throws {
        let database = try await ReadDatabase(
            """
            CREATE TYPE customer_state AS ENUM ('trial', 'active', 'left', 'suspended', 'zombie');
            CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL, state customer_state, address_state text);
            INSERT INTO customers (name, state, address_state) VALUES ('Acme', 'active', 'CA'), ('Bolt', 'left', 'NY'),
                ('Cobalt', 'trial', 'TX');
            """)
        let (proposed, recorder) = (database.proposed, database.recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.value("status", of: "1", .account) == .text("active"))
        #expect(await recorder.value("status", of: "2", .account) == .text("churned"))
        #expect(await recorder.value("status", of: "3", .account) == .text("trialing"))
        // What nobody is today somebody may be tomorrow; of what is none of ours and nobody's, nothing is asked.
        #expect(proposed.yaml.contains("\"suspended\": paused"), "\(proposed.yaml)")
        #expect(!proposed.yaml.contains("zombie") && proposed.toDo == [])
    }
}

import BellwetherCore
import BellwetherStore
import Testing

@testable import BellwetherDaemon

@Suite struct InboxTests {
    @Test func `says who has not answered yet, in the order asked`() async {
        let inbox = Inbox()
        await inbox.heard(from: "billing")
        #expect(await inbox.unheard(among: ["usage", "billing", "crm"]) == ["usage", "crm"])
        #expect(await inbox.unheard(among: ["billing"]) == [])
    }

    /// A first start that counted on a source without its facts made up a past that never was.
    @Test func `has the facts of everybody it has heard of`() async {
        let names = (0..<200).map { "source \($0)" }
        let inbox = Inbox()
        async let speaking: Void = withTaskGroup { group in
            for name in names {
                group.addTask {
                    await inbox.take(.facts([Self.change(from: name)]))
                    await inbox.heard(from: name)
                }
            }
        }
        var known: Set<String> = []
        var heardFrom: Set<String> = []
        while heardFrom.count < names.count {
            let taken = await inbox.takeAll()
            known.formUnion(Self.sources(of: taken.news))
            heardFrom = taken.heardFrom
            #expect(heardFrom.isSubset(of: known))
        }
        await speaking
        #expect(known == Set(names))
    }

    @Test func `hands over each change once`() async {
        let inbox = Inbox()
        await inbox.take(.facts([Self.change(from: "billing")]))
        #expect(Self.sources(of: await inbox.takeAll().news) == ["billing"])
        #expect(Self.sources(of: await inbox.takeAll().news).isEmpty)
    }

    private static func change(from source: String) -> Facts.Change {
        Facts.Change(
            kind: .account, slot: 0, source: source,
            row: FactRow(key: "acme", account: "acme", values: [], observed: .init(seconds: 0)))
    }

    private static func sources(of news: Inbox.News) -> [String] {
        if case .changes(let changes) = news { changes.map(\.source) } else { [] }
    }
}

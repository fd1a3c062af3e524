import Foundation

@testable import BellwetherCore

extension Scene {
    /// Two chunks with gaps, two sizes of tier, a month of history, and terms ahead.
    static func busy(_ random: inout SeededRandom) -> Scene {
        var scene = Scene(accounts: 0)
        scene.company = Company.busy(accounts: 90, stride: 47, &random)
        for index in 0..<90 where index % 4 != 3 {
            scene.company.addAccount(
                "a\(index * 47)", slot: index * 47,
                [
                    "name": .text("a\(index * 47 * (index % 2))"), "owner": index % 5 == 0 ? .absent : "kim",
                    "tier": index % 2 == 0 ? "Enterprise" : "Team", "seats": .integer(Int64(index)),
                    "status": index % 11 == 5 ? "trialing" : "active", "excluded": index % 13 == 1 ? "true" : "false",
                    "currency": index % 3 == 0 ? "USD" : "EUR",
                ])
        }
        // Facts of an account that no source describes.
        scene.company.addBusyFacts(slot: 5, &random)
        let slots = scene.accounts.slotCount
        for name in ["nps.latest", "usage.licence_utilisation", "usage.trend", "revenue.mrr", "touch.days_since"] {
            scene.values[name] = (0..<slots).map { _ in random.below(4) == 0 ? nil : Double(random.below(100)) - 10 }
        }
        scene.values["tickets.open_urgent"] = (0..<slots).map { _ in Double(random.below(3)) }
        scene.moment = .at("2026-02-01T09:00Z")
        scene.remember()
        scene.values["nps.latest"] = (0..<slots).map { _ in random.below(4) == 0 ? nil : Double(random.below(100)) }
        scene.moment = .at("2026-03-03T09:00Z")
        for index in 0..<90 where random.below(2) == 0 {
            let day = (Day.end + random.below(150)).description
            scene.renewals.append(
                .sample(
                    slot: index * 47, id: "ct_\(index)", renewsOn: day, probability: Double(random.below(100)) / 100,
                    category: random.below(2) == 0 ? .atRisk : .commit, autoRenews: random.below(2) == 0))
        }
        return scene
    }
}

extension SeededRandom {
    /// With a seed that is printed, and can be given: the same choices again.
    static func printed(_ name: String) -> SeededRandom {
        let seed =
            ProcessInfo.processInfo.environment["BELLWETHER_SEED"].flatMap(UInt64.init)
            ?? UInt64.random(in: 0..<1_000_000)
        print("\(name): BELLWETHER_SEED=\(seed)")
        return SeededRandom(seed: seed)
    }
}

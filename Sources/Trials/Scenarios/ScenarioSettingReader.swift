import BellwetherCore
import Diagnostics
import Documents

/// Reads `installation:` of a scenario file: people, receivers and routes to try rules with.
struct ScenarioSettingReader {
    let settings: Settings
    let zone: (String) -> Zone?

    func setting() -> ScenarioSetting {
        let zone = timezone()
        let people = settings.has("people") ? People(settings.sections("people").compactMap(person)) : nil
        let receivers = settings.has("receivers") ? settings.sections("receivers").compactMap(receiver) : nil
        let names = receivers?.map(\.name) ?? []
        let route = settings.section("route").flatMap { Route.read(from: $0, receivers: names) }
        return ScenarioSetting(zone: zone, people: people, receivers: receivers, route: route)
    }

    private func timezone() -> Zone? {
        guard let name = settings.optional("timezone", .nonEmptyText) else { return nil }
        let found = zone(name)
        if found == nil { settings.report(.noSuchZone(name, at: settings.placeOfValue("timezone") ?? settings.place)) }
        return found
    }

    private func person(_ section: Settings) -> Person? {
        let key = section.required("key", .name)
        let name = section.optional("name", .nonEmptyText)
        let email = section.optional("email", .nonEmptyText)
        let slackID = section.optional("slack_id", .nonEmptyText)
        let backup = section.optional("backup", .name)
        return key.map { Person(key: $0, name: name ?? $0, email: email, slackID: slackID, backup: backup) }
    }

    /// `{ name: chat }`, `{ name: owner-mail, to: owner, fallback: leads@example.com }`.
    private func receiver(_ section: Settings) -> ReceiverProfile? {
        let name = section.required("name", .name)
        let to = section.optional("to", .textList)
        let fallback = section.optional("fallback", .textList, default: [])
        let hours = section.section("hours").flatMap { Hours.read(from: $0, zone: zone) }
        let recipients: ReceiverProfile.Recipients =
            switch to {
            case nil: .shared
            case ["owner"]: .owner(fallback: fallback)
            case let addresses?: .addresses(addresses)
            }
        return name.map {
            ReceiverProfile(name: $0, kind: to == nil ? "console" : "email", recipients: recipients, hours: hours)
        }
    }
}

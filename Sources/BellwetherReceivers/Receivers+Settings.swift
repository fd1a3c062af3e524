package import BellwetherCore
import Diagnostics
package import Documents

/// The receivers of one installation.
package enum Receivers {
    /// Reads `receivers:` and the `smtp:` that mail goes through; says everything that is wrong with them.
    ///
    /// - Parameter folder: relative paths start from it.
    package static func read(
        from settings: Settings, in folder: String, zone: (String) -> Zone?
    ) -> [any Receiver] {
        let smtp = settings.section("smtp").flatMap { SMTPSettings.read(from: $0, in: folder) }
        let mail = MailWay(smtp: smtp, isWritten: settings.has("smtp"))
        let sections = settings.sections("receivers")
        var names: [String: Int] = [:]
        let receivers = sections.compactMap { section -> (any Receiver)? in
            let name = section.required("name", .name)
            if let name, let place = section.placeOfValue("name") {
                if let line = names[name] { section.report(.receiverNamedTwice(name, at: place, first: line)) }
                names[name] = names[name] ?? place.line
            }
            // Without a name it is read all the same, for what else is wrong with it.
            let receiver = receiver(name ?? "", from: section, in: folder, by: mail, zone: zone)
            return name == nil ? nil : receiver
        }
        checkFallbacks(in: sections)
        return receivers
    }

    private static func receiver(
        _ name: String, from section: Settings, in folder: String, by mail: MailWay, zone: (String) -> Zone?
    ) -> (any Receiver)? {
        let hours = section.section("hours").flatMap { Hours.read(from: $0, zone: zone) }
        let fallback = section.optional("fallback", .name)
        let digestSettings = section.section("digest")
        let digest = digestSettings.map { DigestPlan.read(from: $0, zone: zone) }
        let kinds = ReceiverKind.all.filter { section.has($0.name) }
        guard let kind = kinds.first, kinds.count == 1, let own = section.section(kind.name) else {
            section.report(.oneKind(of: name, at: section.place, found: kinds.map(\.name)))
            for kind in kinds { _ = section.node(kind.name) }
            return nil
        }
        let receiver = kind.read(
            ReceiverEntry(
                name: name, hours: hours, digest: digest, fallback: fallback, settings: own, folder: folder,
                mail: mail))
        if receiver?.profile.isOwners == true, let place = digestSettings?.placeOfValue("team") {
            section.report(.teamAmongOwners(at: place))
        }
        return receiver
    }

    private static func checkFallbacks(in sections: [Settings]) {
        let names = sections.compactMap { $0.node("name")?.written }
        for section in sections {
            guard let fallback = section.node("fallback")?.written, let place = section.placeOfValue("fallback") else {
                continue
            }
            if !names.contains(fallback) || fallback == section.node("name")?.written {
                section.report(.fallbackElsewhere(fallback, at: place))
            }
        }
    }
}

import BellwetherConfig
import BellwetherCore
import BellwetherSources
import Foundation

extension InitCommand {
    /// Whether there is room for what will be written, before anybody waits for it; among rules there is none, since
    /// whoever reads those would read all of it as rules.
    func checkPlace(besides rules: String) throws {
        let files = FileManager.default
        guard !isWithin(rules, out) else {
            say(
                "bellwether: '\(out)' lies among the rules in '\(rules)', where every *.yaml is read as rules; name another "
                    + "folder with --out")
            throw Exit.configuration
        }
        guard !files.fileExists(atPath: out + "/rules") else {
            say("bellwether: '\(out)/rules' is there already, and stays as it is; name another folder with --out")
            throw Exit.configuration
        }
        var place = URL(filePath: out).standardizedFileURL
        while !files.fileExists(atPath: place.path), place.path != "/" { place.deleteLastPathComponent() }
        guard FileSystem.isFolder(place.path), files.isWritableFile(atPath: place.path) else {
            let why = FileSystem.isFolder(place.path) ? "this user may not write to it" : "it is no folder"
            say("bellwether: nothing can be written to '\(place.path)'; \(why); name another folder with --out")
            throw Exit.cannotCreate
        }
    }

    /// Does what writes to a file, and says which one where it cannot.
    func writing(_ path: String, _ body: () throws -> Void) throws {
        do { try body() } catch {
            say("bellwether: '\(path)' cannot be written; \(error.localizedDescription)")
            throw Exit.cannotCreate
        }
    }

    func write(_ proposed: ProposedSources, _ rules: String, to config: String) throws {
        try placeRules(rules)
        let passedOver = proposed.passedOver.map { line in
            "  # passed over: " + line.split(whereSeparator: \.isNewline).joined(separator: " ")
        }.joined(separator: "\n")
        let text = """
            # Written by `bellwether init`. Nothing here was guessed in secret: read it, and mend what is wrong; saving takes
            # effect while Bellwether runs. Every setting is shown in deploy/bellwether.yaml.

            state: state
            rules: rules
            # \(Self.machineZone.why)
            timezone: \(Self.timezone)

            currency:
              # \(proposed.currency == nil ? "no column says in which currency amounts are" : "what most rows are in")
              reporting: \(proposed.currency ?? "EUR")

            # Who hears about Bellwether itself.
            operator: { receiver: terminal }

            \(people(proposed))# `bellwether sources test --config THIS-FILE\(withCredentials)` shows what the rows become.
            sources:
            \(proposed.yaml)\(passedOver.isEmpty ? "" : passedOver + "\n")
            receivers:
              # Prints; replace it by slack, email or webhook.
              - name: terminal
                console: {}

            route:
              receiver: terminal
              group_by: [alert, owner]

            """
        do {
            try writing(config) { try Data(text.utf8).write(to: URL(filePath: config), options: .atomic) }
        } catch {
            try writing(out + "/rules") { try FileManager.default.removeItem(atPath: out + "/rules") }
            throw error
        }
        print("\(config): \(counted(proposed.count, "source"))")
        if let people = proposed.people {
            print("  \(URL(filePath: people).lastPathComponent) is taken for the list of the team")
        }
        for line in proposed.taken { print("  taken: \(Inert.row(line))") }
        for line in proposed.left { print("  not taken: \(Inert.row(line))") }
        for line in proposed.toDo { print("  to do: \(Inert.row(line))") }
        if proposed.currency == nil, proposed.tellsAmounts {
            print("  to do: no column says in which currency amounts are, and they are taken for EUR; see `currency`")
        }
        for line in proposed.passedOver { print("  passed over: \(Inert.row(line))") }
    }

    /// All of them or none: they are copied beside their place first. What a copy that was stopped has left is taken away.
    private func placeRules(_ rules: String) throws {
        let (files, part) = (FileManager.default, out + "/.rules-being-copied")
        func clear() throws { if files.fileExists(atPath: part) { try files.removeItem(atPath: part) } }
        do {
            try writing(out + "/rules") {
                try clear()
                try copy(rules, to: part)
                try files.moveItem(atPath: part, toPath: out + "/rules")
            }
        } catch {
            try writing(part, clear)
            throw error
        }
    }

    private func people(_ proposed: ProposedSources) -> String {
        guard let file = proposed.people else { return "" }
        let path = file.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "# Who owns accounts, and how they are reached.\npeople: { csv: \"\(path)\" }\n\n"
    }

    /// Files and folders as new ones of one's own: what a link leads to and not the link, and to be changed, whoever may
    /// change those.
    private func copy(_ folder: String, to place: String) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: place, withIntermediateDirectories: true)
        for name in try files.contentsOfDirectory(atPath: folder) {
            let (from, to) = (folder + "/" + name, place + "/" + name)
            if FileSystem.isFolder(from) {
                // Neither the copy into itself, nor what a link leads back to.
                if isWithin(from, folder) || isWithin(from, place) { continue }
                try copy(from, to: to)
            } else if !FileSystem.isFile(from) {
                print("  passed over: '\(from)' is no ordinary file")
            } else {
                try Data(contentsOf: URL(filePath: from)).write(to: URL(filePath: to))
            }
        }
    }

    private func isWithin(_ outer: String, _ inner: String) -> Bool {
        let paths = [outer, inner].map { URL(filePath: $0).resolvingSymlinksInPath().path + "/" }
        return paths[1].hasPrefix(paths[0])
    }

    func rulesFolder() throws -> String {
        if let rules {
            guard try FileSystem.yamlFiles(below: rules).isEmpty else { return rules }
            say("bellwether: there are no rules in '\(rules)'")
            throw Exit.missingInput
        }
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let beside = ["../../../rules", "../../rules"].map { program.appending(path: $0).standardizedFileURL.path }
        let candidates = ["/usr/share/bellwether/rules"] + beside
        guard let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0 + "/health.yaml") })
        else {
            say("bellwether: there are no rules to begin with; name their folder with --rules")
            throw Exit.missingInput
        }
        return found
    }

    static var timezone: String { machineZone.name }

    /// The machine's own, else UTC; with what keeps it from being known.
    static var machineZone: (name: String, why: String) {
        let link: String
        do { link = try FileManager.default.destinationOfSymbolicLink(atPath: "/etc/localtime") } catch {
            return ("UTC", "/etc/localtime does not say which this machine is in; \(error.localizedDescription)")
        }
        let name = link.components(separatedBy: "zoneinfo/").last ?? ""
        guard Zones.named(name) == nil else { return (name, "this machine's") }
        return ("UTC", "/etc/localtime names '\(name)', which is not known here")
    }
}

import Diagnostics
import Documents

extension Substring {
    fileprivate var trimmingQuotes: String {
        String(drop { $0 == "\"" || $0 == "'" }.prefix { $0 != "\"" && $0 != "'" })
    }
}

extension InstallationFiles {
    /// Reads the configuration and everything it points to.
    ///
    /// Where the configuration itself is broken, the rules beside it are read all the same, so that all mistakes are
    /// told at once.
    package static func load(configuration path: String) throws(UnreadableFile) -> InstallationFiles {
        let main = File(name: path, bytes: try FileSystem.bytes(of: path))
        let folder = folder(of: path)
        let document = Document.read(main.bytes, named: path)
        let settings = document.root.map { Settings($0, report: DiagnosticReport()) }
        let rulesFolder = absolute(settings?.optional("rules", .text) ?? "rules", from: folder)
        var rules: [File] = []
        for rulePath in try FileSystem.yamlFiles(below: rulesFolder) {
            rules.append(File(name: shortened(rulePath, from: folder), bytes: try FileSystem.bytes(of: rulePath)))
        }
        var people: File?
        if let peoplePath = settings?.section("people")?.optional("csv", .text) {
            let path = absolute(peoplePath, from: folder)
            people = File(name: shortened(path, from: folder), bytes: try FileSystem.bytes(of: path))
        }
        return InstallationFiles(main: main, rules: rules, people: people, folder: folder)
    }

    /// Where the state is, as far as a possibly broken configuration tells, whatever is with the files it points to.
    package static func state(configuration path: String) throws(UnreadableFile) -> String {
        let bytes = try FileSystem.bytes(of: path)
        let settings = Document.read(bytes, named: path).root.map { Settings($0, report: DiagnosticReport()) }
        let state = settings.map { $0.optional("state", .text) } ?? stateLine(in: bytes)
        return absolute(state ?? "/var/lib/bellwether", from: folder(of: path))
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    /// What a line `state: FOLDER` says, where the file as a whole is not YAML.
    private static func stateLine(in bytes: [UInt8]) -> String? {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let line = lines.first { $0.hasPrefix("state:") }?.dropFirst("state:".count)
        let words = line?.split(separator: "#").first?.split(separator: " ").first
        return words.map { $0.trimmingQuotes }
    }

    package static func absolute(_ path: String, from folder: String) -> String {
        path.hasPrefix("/") ? path : folder + "/" + path
    }

    private static func shortened(_ path: String, from folder: String) -> String {
        path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
    }
}

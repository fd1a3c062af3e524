import BellwetherCore

extension ProposedSources {
    /// Proposes a source for every CSV file of a folder, and one for those that are the same export of several days.
    package static func files(in folder: String) -> ProposedSources {
        var proposed = ProposedSources()
        let paths = ["csv", "CSV", "tsv", "txt"].flatMap { Files.matching(folder + "/*." + $0) }
        var found: [FoundFile] = []
        for (pattern, paths) in families(of: paths) { proposed.look(at: pattern, paths, &found) }
        proposed.write(found)
        proposed.passedOver += folders(in: folder)
        proposed.passedOver += ["xlsx", "xls", "ods", "numbers"].flatMap { Files.matching(folder + "/*." + $0) }
            .map { "\(fileName(of: $0)): a workbook; save its sheets as CSV" }
        proposed.passedOver += ["json", "ndjson", "jsonl"].flatMap { Files.matching(folder + "/*." + $0) }
            .map { "\(fileName(of: $0)): JSON; a source with `json: { path: … }` reads it, with `columns` by hand" }
        return proposed
    }

    /// Folders within it that hold tables too, which are not looked at.
    private static func folders(in folder: String) -> [String] {
        let paths = Files.matching(folder + "/*/*.{csv,CSV,tsv,txt}")
        let names = paths.map { path in String(path.dropFirst(folder.count + 1).prefix { $0 != "/" }) }
        return Dictionary(grouping: names) { $0 }.sorted { $0.key < $1.key }.map { name, all in
            "\(name)/: a folder with \(all.count == 1 ? "a file" : "\(all.count) files") in it, which is not looked into; "
                + "put what belongs here beside the others, or begin with that folder and another --out"
        }
    }

    /// Proposes a source for one CSV file.
    package static func file(_ path: String) -> ProposedSources {
        var proposed = ProposedSources()
        var found: [FoundFile] = []
        proposed.look(at: path, [path], &found)
        proposed.write(found)
        return proposed
    }

    /// A file, or several that are one export, and what its rows seem to be.
    private struct FoundFile {
        let pattern: String
        let name: String
        let file: FileSample
        let proposal: Proposal
        let isFamily: Bool
        /// What a service exports, and a preset knows.
        var known: KnownExport?
        var tellsRevenue = false
        var rowFacts: [RowFacts.Fact] = []
        var left: [(column: String, why: String)] = []
        /// Whose names it calls accounts by: `true` for its own.
        var joins: String?
        /// Where there is no list of accounts: it tells of them, by what it calls them.
        var tellsAccounts = false

        var kind: FactKind { known?.kind ?? proposal.kind }

        /// Whether it has no id of anybody in it.
        var namesOrganizations: Bool { known?.preset == "zendesk-tickets-csv" }
    }

    /// Files whose names differ in digits alone, such as `usage-2026-10.csv` and `usage-2026-11.csv`.
    private static func families(of paths: [String]) -> [(pattern: String, paths: [String])] {
        var order: [String] = []
        var members: [String: [String]] = [:]
        for path in paths {
            let pattern = pattern(of: path)
            if members[pattern] == nil { order.append(pattern) }
            members[pattern, default: []].append(path)
        }
        return order.map { pattern in
            let paths = members[pattern] ?? []
            return paths.count > 1 ? (pattern, paths) : (paths[0], paths)
        }
    }

    private static func pattern(of path: String) -> String {
        var name = ""
        var isInDigits = false
        for character in fileName(of: path) {
            let isPart = character.isNumber || (isInDigits && (character == "-" || character == "_"))
            if isPart {
                if !isInDigits { name += "*" }
                isInDigits = true
            } else {
                name.append(character)
                isInDigits = false
            }
        }
        return path.dropLast(fileName(of: path).count) + name
    }

    private static func fileName(of path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }

    private mutating func look(at pattern: String, _ paths: [String], _ found: inout [FoundFile]) {
        let newest = paths.max { (Files.status(of: $0)?.changedAt ?? 0) < (Files.status(of: $1)?.changedAt ?? 0) }
        let name = String(Self.fileName(of: pattern))
        guard let newest else { return }
        if let reason = Files.obstacle(to: newest).map({ "it cannot be read; \($0)" }) ?? FileSample.flaw(of: newest) {
            passedOver.append("\(name): \(reason)")
            return
        }
        guard let file = FileSample(newest, named: name) else {
            passedOver.append(
                "\(name): it is no table that can be read; a table begins with a line of headers, and has the same comma, "
                    + "semicolon, tab or bar between its columns in every line")
            return
        }
        if people == nil, Self.isOfPeople(file) {
            people = newest
            return
        }
        guard let proposal = Proposal(file.table) else {
            let columns = file.table.columns.prefix(8).joined(separator: ", ")
            passedOver.append(
                file.table.userColumn.map {
                    "\(name): its rows name users (\($0)) and no account; add a column with the account's id, which the list "
                        + "of users has, before it is exported"
                } ?? "\(name): its columns (\(columns)) fit no kind of fact\(FieldWords.lack(in: file.table))")
            return
        }
        noteCurrencies(of: proposal)
        toDo += (file.cautions + proposal.cautions).map { "\(name): \($0)" }
        found.append(
            FoundFile(
                pattern: pattern, name: name, file: file, proposal: proposal, isFamily: paths.count > 1,
                known: KnownExport(file.table)))
    }

    /// Accounts first: whoever reads it knows then whom the others speak of, and so does a first load.
    private mutating func write(_ found: [FoundFile]) {
        var ordered = found.filter { $0.kind == .account } + found.filter { $0.kind != .account }
        // What accounts pay is told once: by subscriptions, else by the accounts, else by contracts.
        if !found.contains(where: { $0.kind == .subscription }),
            let first = ordered.firstIndex(where: { $0.known == nil && $0.proposal.revenue != nil })
        {
            ordered[first].tellsRevenue = true
        }
        if let first = Self.tellingAccounts(ordered) {
            ordered[first].tellsAccounts = true
            toDo.append(
                "\(ordered[first].name): there is no list of accounts, so they are known by what this file calls them; export "
                    + "one with their names, owners and plans, put it beside, and begin anew with another --out")
            ordered.insert(ordered.remove(at: first), at: 0)
        }
        tell(&ordered)
        join(&ordered)
        for one in ordered {
            count += 1
            if one.namesOrganizations { toDo.append("\(one.name): \(Self.organizations)") }
            yaml += entry(one).joined(separator: "\n") + "\n\n"
        }
    }

    /// The file that names the most accounts, where none lists them.
    private static func tellingAccounts(_ found: [FoundFile]) -> Int? {
        guard !found.contains(where: { $0.kind == .account }) else { return nil }
        let kinds: [FactKind] = [.contract, .subscription, .invoice, .ticket, .seatDay, .userDay, .usageDay]
        func accounts(_ one: FoundFile) -> Int {
            let column = one.proposal.column("account_id").flatMap(one.proposal.sample.columns.firstIndex)
            return Set(column.map(one.proposal.sample.values) ?? []).count
        }
        return found.indices.filter {
            found[$0].known == nil && kinds.contains(found[$0].kind) && accounts(found[$0]) > 0
        }
        .max { (accounts(found[$0]), $1) < (accounts(found[$1]), $0) }
    }

    /// What the first list of accounts says beside, unless another table knows more of it.
    private mutating func tell(_ found: inout [FoundFile]) {
        var told = Set(found.filter { $0.kind != .account }.map(\.kind))
        if found.contains(where: { $0.proposal.column("term_end") != nil }) { told.insert(.contract) }
        for index in found.indices where found[index].kind == .account && found[index].known == nil {
            (found[index].rowFacts, found[index].left) = found[index].proposal.rowFacts.beside(told)
            told.formUnion(found[index].rowFacts.map(\.kind))
            say(found[index].name, found[index].proposal, found[index].rowFacts, found[index].left)
        }
    }

    /// Where customers stand in a list of their own and in what Stripe exports, the list says who they are.
    private func join(_ found: inout [FoundFile]) {
        let accounts = found.indices.filter { found[$0].kind == .account }
        guard accounts.count > 1, let paying = accounts.first(where: { found[$0].known?.service == "stripe" }),
            accounts.contains(where: { found[$0].known?.service != "stripe" })
        else { return }
        found[paying].joins = "true"
        let name = sourceName(of: found[paying].name, .account)
        for index in found.indices where found[index].known?.service == "stripe" && found[index].kind != .account {
            found[index].joins = name
        }
        // The list first.
        found.insert(found.remove(at: paying), at: accounts.count - 1)
    }

    /// A list of the team, as the setting `people` takes it: whose accounts they are is said in a column `key`.
    private static func isOfPeople(_ file: FileSample) -> Bool {
        let columns = Set(file.table.columns.map { $0.lowercased() })
        return columns.isSuperset(of: ["key", "email"]) && file.encoding == .utf8 && file.delimiter == UInt8(ascii: ",")
    }

    private func entry(_ found: FoundFile) -> [String] {
        if let known = found.known { return entry(found, known) }
        let (name, file, proposal) = (found.name, found.file, found.proposal)
        var lines = [
            YAMLText.comment("\(name) seems to be \(proposal.reason).", indent: 2),
            "  - name: \(sourceName(of: name, proposal.kind))", "    csv:",
            "      path: \(YAMLText.quoted(found.pattern))",
        ]
        if found.isFamily {
            let isDaily = proposal.kind.isDaily
            lines.append(
                YAMLText.comment(
                    isDaily
                        ? "each file adds its days"
                        : "the newest file holds everything; if each adds to the others: files: all, mode: append",
                    indent: 6))
            lines.append(isDaily ? "      files: all\n      mode: append" : "      files: newest")
        }
        if file.titles > 0 {
            lines.append(YAMLText.comment("what stands above the headers is no table", indent: 6))
            lines.append("      skip_rows: \(file.titles)")
        }
        if file.encoding != .utf8 {
            lines.append(
                YAMLText.comment("it is not UTF-8, and its letters make sense as \(file.encoding.rawValue)", indent: 6))
            lines.append("      encoding: \(file.encoding.rawValue)")
        }
        if file.delimiter != UInt8(ascii: ",") {
            lines.append("      delimiter: " + YAMLText.quoted(String(decoding: [file.delimiter], as: UTF8.self)))
        }
        lines += proposal.style(indent: 6)
        lines += ["    every: 1h", "    facts:", "      \(proposal.kind.name):", "        columns:"]
        lines += proposal.columns.map { "          \($0.field): \(YAMLText.quoted($0.column))" }
        lines += proposal.details(indent: 8) + proposal.featureLines(indent: 6)
        if found.tellsAccounts { lines += proposal.accountLines(indent: 6) }
        if found.tellsRevenue { lines += proposal.revenueLines(indent: 6) }
        return lines + proposal.lines(of: found.rowFacts, leaving: found.left, indent: 6)
    }

    private func entry(_ found: FoundFile, _ known: KnownExport) -> [String] {
        var lines = [
            YAMLText.comment(
                "\(found.name) has the headers that \(known.service) exports; the preset knows them.", indent: 2),
            "  - name: \(sourceName(of: found.name, known.kind))", "    preset: \(known.preset)", "    csv:",
            "      path: \(YAMLText.quoted(found.pattern))",
        ]
        if found.file.delimiter != UInt8(ascii: ",") {
            lines.append("      delimiter: " + YAMLText.quoted(String(decoding: [found.file.delimiter], as: UTF8.self)))
        }
        lines.append("    every: 1h")
        if found.namesOrganizations {
            lines += [YAMLText.comment(Self.organizations, indent: 4), "    #account_map: organizations.csv"]
        }
        guard let joins = found.joins else { return lines }
        let reason =
            joins == "true"
            ? "these are customers of the list above, and meet them by their domains; unmatched lists those that do not"
            : "they call customers as \(joins) does"
        return lines + [YAMLText.comment(reason, indent: 4), "    joins: \(joins)"]
    }

    /// A name may be two customers' or be spelt otherwise, so nobody is met by it alone.
    private static let organizations =
        "Zendesk exports the names of organizations and no ids; write a CSV file with the columns `id` (that name) and "
        + "`account` (the id in the list of accounts), and name it here as `account_map`: until then its tickets are "
        + "nobody's"

    /// A name in ASCII, which a name of a source must be; what its rows are where the file's is none.
    private func sourceName(of file: String, _ kind: FactKind) -> String {
        let stem = file.prefix { $0 != "." }.lowercased()
        let isPlain = stem.allSatisfy { $0.isASCII || !$0.isLetter }
        let plain = (isPlain ? String(stem) : kind.name).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let name = String(plain).split(separator: "-").joined(separator: "-")
        return name.isEmpty || yaml.contains("  - name: \(name)\n")
            ? "\(name.isEmpty ? "source" : name)-\(count)" : name
    }
}

import BellwetherCore
import BellwetherDaemon
import BellwetherStore

/// An explanation as a person reads it in a terminal.
struct ExplanationText {
    private let explained: Inquiries.Explained
    private let zone: Zone

    init(_ explained: Inquiries.Explained, zone: Zone) {
        self.explained = explained
        self.zone = zone
    }

    var text: String {
        var lines = [headline] + changes + measures
        if let floor = explained.account.floor { lines.append("  raised: \(floor)") }
        if let cap = explained.account.cap { lines.append("  lowered: \(cap)") }
        lines += override + others
        if !explained.account.missingRequired.isEmpty {
            lines.append("  no score without \(explained.account.missingRequired.joined(separator: ", "))")
        }
        if let lack = explained.account.lack { lines.append("  no score: \(lack)") }
        if let renewal = explained.account.renewal { lines.append("  \(renewal)") }
        lines += explained.account.alerts.flatMap(about)
        if explained.account.alerts.isEmpty { lines.append("no rule holds for it") }
        lines += explained.account.thresholds.map(about)
        lines += explained.otherNames.map { name in
            "known to \(name.source.isEmpty ? "other sources" : name.source) as \(name.id), by \(name.because)"
        }
        return lines.map(Inert.row).joined(separator: "\n")
    }

    private var headline: String {
        let account = explained.account
        let who = [account.tier, account.owner].compactMap { $0 }.joined(separator: ", ")
        let name = who.isEmpty ? account.name : "\(account.name) (\(who))"
        // A group has no score of its own.
        if account.model == nil, account.measures.isEmpty,
            account.account.contains(":") || account.account == "portfolio"
        {
            return name
        }
        let now = account.score.map { "\(fixed($0)) \(account.band ?? "")" } ?? "no score"
        guard let change = account.change else { return "\(name)  \(now)" }
        return "\(name)  \(now)   was \(fixed(change.from)) on \(zone.day(of: change.since)) (\(signed(change.points)))"
    }

    /// `−23.2 = licences −10.1, payment −8.9, coverage (data that came or went) −4.2`, and how long it has stood where it stands.
    private var changes: [String] {
        let account = explained.account
        var lines: [String] = []
        if let change = account.change, !change.parts.isEmpty {
            let parts = change.parts.map { part in
                let name =
                    part.prose == part.term
                    ? part.term : part.words.map { "\(part.term): \($0)" } ?? "\(part.term) (\(part.prose))"
                return "\(name) \(signed(part.points))"
            }
            lines.append("  \(signed(change.points)) = \(parts.joined(separator: ", "))")
        }
        let standing = [
            account.trend7.map { "7 days \($0)" }, account.trend30.map { "30 days \($0)" },
            account.daysInBand.map { "in this band for \(short($0)) \($0 == 1 ? "day" : "days")" },
            account.sum.map { "\($0) of 30" },
        ].compactMap(\.self)
        if !standing.isEmpty { lines.append("  \(standing.joined(separator: ", "))") }
        return lines
    }

    private var override: [String] { explained.account.override.map { ["  " + told($0)] } ?? [] }

    private func told(_ override: AccountExplanation.Override) -> String {
        let computed = override.computed.map(fixed) ?? "no score"
        return "overridden until \(override.until) by \(override.author): \(override.reason) "
            + "(computed: \(computed); \(override.place))"
    }

    private var others: [String] {
        explained.account.others.flatMap { other -> [String] in
            let score = other.score.map { "\(fixed($0)) \(other.band)" } ?? "no score"
            let marks = other.marks.map { "\($0.name) \(short($0.mark))" }.joined(separator: ", ")
            let sum = other.sum.map { ", \($0) of 30" } ?? (marks.isEmpty ? "" : ", no sum")
            let made = "model \(other.model), coverage \(rounded(other.coverage))"
            let line = "  \(other.name)  \(score)\(sum)\(marks.isEmpty ? "" : ": \(marks)")   \(made)"
            return [line] + (other.override.map { ["    " + told($0)] } ?? [])
        }
    }

    private var measures: [String] {
        let account = explained.account
        let width = account.measures.map(\.name.count).max() ?? 0
        let isPlain = account.measures.allSatisfy { $0.group == nil }
        let present = account.measures.filter { $0.score != nil }.reduce(0) { $0 + $1.weight }
        let isContest = account.measures.contains(where: \.outdone)
        var lines = account.measures.filter(\.reached).map { measure in
            let name = measure.name + String(repeating: " ", count: width - measure.name.count)
            guard let score = measure.score else {
                return "  \(name)  not known: \(reason(of: measure)) (weight \(short(measure.weight)))"
            }
            let because = measure.why.map { "; counts as the worst: \($0)" } ?? ""
            let value = measure.value.map(rounded) ?? "not known (\(reason(of: measure))\(because))"
            let share = isPlain && !isContest ? "× \(short(measure.weight))/\(short(present)) " : ""
            let decides = isPlain && isContest ? ", which decides" : ""
            let counted = measure.weight == 0 ? "counts for nothing" : "\(share)= \(fixed(measure.points))\(decides)"
            let worth = measure.outdone ? "does not count beside the one that decides" : counted
            let group = measure.group.map { " in \($0)" } ?? ""
            return
                "  \(name)  \(value) → \(measure.mark.map { "\(short($0)) of 10, " } ?? "")\(fixed(score)) \(worth)   \(measure.metric)\(group)"
        }
        if let coverage = account.coverage { lines.append("  coverage \(rounded(coverage))") }
        return lines
    }

    private func reason(of measure: AccountExplanation.Measure) -> String {
        measure.reason.map { AbsenceReason.words(for: $0) } ?? "no data"
    }

    private func about(_ alert: AccountExplanation.AlertState) -> [String] {
        let place = alert.place.isEmpty ? "" : " (\(alert.place))"
        var lines = [
            "\(alert.state.uppercased()) \(alert.rule) since \(local(alert.since)): \(alert.condition)\(place)"
        ]
        if let held = alert.held { lines.append("  held: \(held)") }
        lines += (explained.told[alert.alertID] ?? []).map { told in
            let whom = told.recipient == "all" ? told.receiver : "\(told.recipient) by \(told.receiver)"
            let end = told.closed.map { ", closed \(local($0))" } ?? ""
            let arrival = told.arrival.words(local)
            return "  told: \(whom) \(local(told.opened)) (\(arrival))\(end)"
        }
        return lines
    }

    /// `health-below-band: floor 40 for account.id is 'acme', until 2027-03-31 (kim: New sponsor.)  rules/a.yaml:21:38`
    private func about(_ threshold: AccountExplanation.ThresholdState) -> String {
        let rule = threshold.rule + (threshold.level.map { " as \($0)" } ?? "")
        var line = "\(rule): \(threshold.name) \(rounded(threshold.value))"
        if let because = threshold.because { line += ", since \(because)" }
        if let until = threshold.until, let owner = threshold.owner, let reason = threshold.reason {
            line += ", until \(until) (\(owner): \(reason))"
        }
        return line + "  \(threshold.place)"
    }

    private func local(_ moment: Moment) -> String {
        let second = zone.secondOfDay(at: moment)
        let (hour, minute) = (second / 3600, second / 60 % 60)
        return "\(zone.day(of: moment)) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    private func fixed(_ number: Double) -> String {
        let tenths = Int((abs(number) * 10).rounded())
        return "\(number < 0 && tenths > 0 ? "−" : "")\(tenths / 10).\(tenths % 10)"
    }

    private func signed(_ number: Double) -> String { number >= 0 ? "+" + fixed(number) : fixed(number) }

    private func short(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }

    private func rounded(_ number: Double) -> String {
        if let whole = Int(exactly: number) { return String(whole) }
        return "\((number * 1000).rounded() / 1000)"
    }
}

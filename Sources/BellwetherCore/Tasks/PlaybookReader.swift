import CEL
import Diagnostics
import Documents

/// The playbooks of all files, in any of which a rule may stand that names one.
///
/// One place for all rules, so that a mistake in the words of a playbook is told once, however many rules name it.
final class PlaybookShelf {
    private(set) var playbooks: [Playbook] = []
    /// The names that are written, sound or not: a rule is not blamed for a broken playbook.
    private var written: Set<String> = []
    private var said: Set<Diagnostic> = []

    init(in files: [Settings], people: People?) {
        var first: [String: Place] = [:]
        for file in files {
            for section in file.sections("playbooks") {
                let playbook = PlaybookReader(settings: section, people: people).playbook()
                guard let name = section.node("name")?.written else { continue }
                written.insert(name)
                let place = section.placeOfValue("name") ?? section.place
                if let other = first[name] {
                    file.report(.playbookTwice(name, at: place, first: other))
                    continue
                }
                first[name] = place
                if let playbook { playbooks.append(playbook) }
            }
        }
    }

    /// What `playbook:` of a rule names, its words checked against what the rule is about: one, or several, of which that
    /// is meant whose matchers hold first.
    func playbooks(of rule: Settings, under names: Vocabulary) -> [RulePlaybook] {
        guard case .sequence = rule.node("playbook")?.content else {
            guard let name = rule.optional("playbook", .anyText) else { return [] }
            return [playbook(name, at: "playbook", of: rule, under: names)].compactMap(\.self)
        }
        return rule.sections("playbook").compactMap { choice in
            let matchers = choice.optional("matchers", .list(of: .labelMatcher), default: [])
            guard let name = choice.required("name", .anyText) else { return nil }
            return playbook(name, at: "name", of: choice, under: names, where: matchers)
        }
    }

    private func playbook(
        _ name: String, at key: String, of rule: Settings, under names: Vocabulary, where matchers: [LabelMatcher] = []
    ) -> RulePlaybook? {
        guard let playbook = playbooks.first(where: { $0.name == name }) else {
            if !written.contains(name), let place = rule.placeOfValue(key) {
                rule.report(.unknownPlaybook(name, among: playbooks.map(\.name), at: place))
            }
            return nil
        }
        let steps = playbook.steps.compactMap { step -> RulePlaybook.Step? in
            let subject = checked(step.subject, names, rule)
            let notes = step.notes.map { checked($0, names, rule) }
            guard let subject, notes.map({ $0 != nil }) ?? true else { return nil }
            return RulePlaybook.Step(
                subject: subject, notes: notes?.flatMap(\.self), assignee: step.assignee, dueDays: step.dueDays)
        }
        return steps.count == playbook.steps.count
            ? RulePlaybook(name: name, steps: steps, matchers: matchers) : nil
    }

    private func checked(_ words: Fragment, _ names: Vocabulary, _ rule: Settings) -> Template? {
        let (template, diagnostics) = Template.checked(words, against: names)
        for diagnostic in diagnostics where said.insert(diagnostic).inserted { rule.report(diagnostic) }
        return template
    }

    /// - Parameter used: every name that any rule has, sound or not.
    func warnOfUnused(besides used: Set<String>, reportingTo file: Settings?) {
        for playbook in playbooks where !used.contains(playbook.name) {
            file?.report(.unusedPlaybook(playbook.name, at: playbook.place))
        }
    }
}

/// One playbook being read; all of its mistakes are told.
private struct PlaybookReader {
    let settings: Settings
    let people: People?

    func playbook() -> Playbook? {
        let name = settings.required("name", .name)
        let summary = settings.optional("summary", .text, default: "")
        let sections = settings.sections("tasks")
        let place = settings.placeOfValue("name") ?? settings.place
        if !settings.has("tasks") { _ = settings.required("tasks", .list(of: .anyText)) }
        let isFew = (1...Playbook.mostTasks).contains(sections.count)
        if !isFew, case .sequence = settings.node("tasks")?.content {
            settings.report(.numberOfTasks(sections.count, at: settings.placeOfValue("tasks") ?? place))
        }
        let steps = sections.map(step)
        guard let name, isFew, steps.allSatisfy({ $0 != nil }) else { return nil }
        return Playbook(name: name, summary: summary, steps: steps.compactMap(\.self), place: place)
    }

    private func step(_ section: Settings) -> Playbook.Step? {
        let subject = section.required("subject", .saidTemplate)
        let hasNotes = section.has("notes")
        let notes = section.optional("notes", .template)
        let assignee = Assignee.read(from: section, among: people)
        let dueDays = section.required("due", .businessDays)
        guard let subject, !hasNotes || notes != nil, let assignee, let dueDays else { return nil }
        return Playbook.Step(subject: subject, notes: notes, assignee: assignee, dueDays: dueDays)
    }
}

extension Setting where Value == Fragment {
    fileprivate static var saidTemplate: Setting {
        template.checked("a text that is not empty") { $0.text.utf8.contains { $0 > UInt8(ascii: " ") } }
    }
}

extension Setting where Value == Int {
    /// `2d`, or `2bd` as elsewhere; `0d` is the day itself.
    fileprivate static var businessDays: Setting {
        Setting<String>.anyText.converted(to: "business days such as 2d, at most \(Playbook.mostDays)d") { text in
            guard text.hasSuffix("d") else { return nil }
            let digits = text.hasSuffix("bd") ? text.dropLast(2) : text.dropLast()
            guard (1...3).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
                return nil
            }
            return Int(digits).flatMap { $0 <= Playbook.mostDays ? $0 : nil }
        }
    }
}

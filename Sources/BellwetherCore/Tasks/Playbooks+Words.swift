import Diagnostics

extension Diagnostic {
    static func playbookTwice(_ name: String, at place: Place, first: Place) -> Diagnostic {
        error("playbook \(Printable.quoted(name)) is defined twice", at: place, note: "the other stands at \(first)")
    }

    static func unknownPlaybook(_ name: String, among known: [String], at place: Place) -> Diagnostic {
        error(
            "there is no playbook \(Printable.quoted(name))", at: place,
            help: Suggestion.help(for: name, among: known, naming: "playbooks")
                ?? "playbooks stand under 'playbooks' in any file of this folder")
    }

    static func unusedPlaybook(_ name: String, at place: Place) -> Diagnostic {
        warning(
            "no rule names playbook \(Printable.quoted(name)); its tasks come to nobody", at: place,
            help: "a rule names it as `playbook: \(Printable.name(name))`")
    }

    static func numberOfTasks(_ count: Int, at place: Place) -> Diagnostic {
        error(
            "a playbook has 1 to \(Playbook.mostTasks) tasks, not \(count)", at: place,
            help: count == 0 ? "write `- { subject: Call the sponsor, due: 2d }`" : "make two of it")
    }

    static func unknownAssignee(_ name: String, among known: [String], at place: Place) -> Diagnostic {
        error(
            "nobody in people is called \(Printable.quoted(name))", at: place,
            help: Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
                ?? "write 'owner', 'backup', a key of people, or `{ team: \(Printable.name(name)) }`")
    }
}

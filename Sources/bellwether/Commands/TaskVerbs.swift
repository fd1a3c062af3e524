import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon

/// `tasks`: what people are to do about alerts.
struct TasksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks", abstract: "Lists what people are to do about alerts, and takes note of what is done.",
        subcommands: [List.self, Done.self, Skip.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists open tasks, the next due first.")

        @OptionGroup var installation: InstallationOptions

        @Option(name: .long, help: ArgumentHelp("Only of this person or team.", valueName: "person"))
        var of: String?

        @Option(name: .long, help: "Only of this account, with what there is to know for each.")
        var account: String?

        @Flag(name: .long, help: "Settled ones too.")
        var all = false

        @Flag(name: .long, help: "Prints JSON.")
        var json = false

        func run() async throws {
            var arguments: [String: String] = [:]
            arguments["of"] = of
            arguments["account"] = account
            if all { arguments["all"] = "1" }
            let list = try await installation.answer("tasks", arguments) {
                try await $0.tasks(of: of, account: account, everything: all)
            }
            if json { return try printJSON(list) }
            guard !list.tasks.isEmpty else { return print("there is nothing to do") }
            let table = columns(list.tasks.map(row)).split(separator: "\n", omittingEmptySubsequences: false)
            for (line, task) in zip(table, list.tasks) {
                print(line)
                for note in account == nil ? [] : notes(of: task) { print("    \(note)") }
            }
        }

        private func row(_ task: Inquiries.TaskEntry) -> [String] {
            [
                "\(task.number)", task.state, Wording.day(task.dueOn), Inert.name(task.personName ?? "nobody"),
                Inert.name(task.accountName), Inert.line(task.subject),
            ]
        }

        private func notes(of task: Inquiries.TaskEntry) -> [String] {
            let said = [task.by.map { "\(task.state) by \($0)" } ?? "", task.note].filter { !$0.isEmpty }
            return [task.notes, said.joined(separator: ": ")].filter { !$0.isEmpty }
        }
    }

    struct Done: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Says that a task is done.")

        @OptionGroup var settling: SettlingOptions

        @Option(name: .long, help: "What came of it, or what the customer said.")
        var note: String?

        func run() async throws { try await settling.settle("task-done", "done", ["note": note]) }
    }

    struct Skip: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Says that a task will not be done, and why.")

        @OptionGroup var settling: SettlingOptions

        @Option(name: .long, help: "Why.")
        var why: String

        func run() async throws { try await settling.settle("task-skip", "skipped", ["why": why]) }
    }
}

/// Which task is settled, and by whom.
struct SettlingOptions: ParsableArguments {
    @OptionGroup var installation: InstallationOptions

    @Option(name: .long, help: ArgumentHelp("Who says so; you, if left out.", valueName: "name"))
    var by: String?

    @Argument(help: "Its number.")
    var number: Int

    func settle(_ verb: String, _ participle: String, _ words: [String: String?]) async throws {
        var arguments = words.compactMapValues(\.self)
        arguments["number"] = "\(number)"
        arguments["by"] = by ?? whoTypes
        let task: Inquiries.TaskEntry = try await installation.change(verb, arguments)
        let subject = Inert.line(task.subject)
        print("task \(task.number) of \(Inert.name(task.accountName)) is \(participle): \(subject)")
    }
}

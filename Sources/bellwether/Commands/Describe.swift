import ArgumentParser
import BellwetherCore
import BellwetherReceivers
import BellwetherSources

/// `describe`: what rules may name, what facts have fields, what sources and receivers there are.
struct DescribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe", abstract: "Lists what rules may name, or the fields of one kind of fact.")

    @Argument(
        help: "A kind of fact, a metric, 'facts', 'sources' or 'receivers'; everything rules may name where left out.")
    var what: String?

    func run() async throws {
        switch what {
        case nil: print(Manual.tables())
        case "facts": print(FactKind.all.map { "\($0.name)  \($0.help)" }.joined(separator: "\n"))
        case "sources":
            print(SourceKind.all.map { "\($0.name)  \($0.help)\n\n\($0.example)\n" }.joined(separator: "\n"))
        case "receivers":
            print(ReceiverKind.all.map { "\($0.name)  \($0.help)\n\n\($0.example)\n" }.joined(separator: "\n"))
        case let name?: try describe(name)
        }
    }

    private func describe(_ name: String) throws {
        if let kind = FactKind.named(name) {
            print("\(kind.name): \(kind.help)")
            for field in kind.fields {
                print("  \(field.name)  \(field.form.words)\(field.isRequired ? ", required" : "")  \(field.help)")
            }
        } else if let metric = Metric.all.first(where: { $0.name == name }) {
            print("\(metric.name)  \(metric.unit.rawValue), such as \(metric.example)\n  \(metric.help)")
        } else if let metric = GroupMetric.named(name) {
            print("\(metric.name)  \(metric.unit.rawValue), such as \(metric.example)\n  \(metric.help)")
        } else {
            say("bellwether: there is nothing called '\(name)' to describe; `bellwether describe` lists everything")
            throw Exit.badData
        }
    }
}

extension FactField.Form {
    fileprivate var words: String {
        switch self {
        case .text: "text"
        case .day: "day"
        case .moment: "time"
        case .money: "money"
        case .rate: "money a month"
        case .count: "count"
        case .number: "number"
        case .flag: "yes or no"
        case .choice(let choices): "one of \(choices.joined(separator: ", "))"
        }
    }
}

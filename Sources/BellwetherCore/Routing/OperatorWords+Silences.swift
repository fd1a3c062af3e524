extension OperatorWords {
    /// Said once of each silence, a day before it ends.
    init(endsOfSilences lines: [String]) {
        let count = lines.count == 1 ? "a silence ends" : "\(lines.count) silences end"
        self.init(
            topic: "silences",
            lines: ["\(count) within a day"] + lines + [
                "What still fires by then is told. `bellwether silence add` gives it longer."
            ])
    }

    static func line(of silence: Silence, covering count: Int, in zone: Zone) -> String {
        let end = silence.until.map { Wording.local($0, in: zone) } ?? ""
        let covered = Wording.count(count, "alert")
        let why = Wording.join([Inert.name(silence.author), Inert.line(silence.reason, atMost: 120)], by: ": ")
        return
            "  \(silence.number)  \(silence.matchers.joined(separator: ", "))  until \(end); holds \(covered); \(why)"
    }
}

/// Who hears what, and when: the routing tree, the receivers it names, and the people behind them.
package struct Routing: Sendable, Hashable {
    package let root: Route
    /// By name.
    package let receivers: [String: ReceiverProfile]
    package let people: People
    package let calendar: BusinessCalendar
    /// Other ones, by region.
    package let calendars: [String: BusinessCalendar]
    package let operatorReceiver: OperatorReceiver
    package let quiet: Quiet
    /// As in turns of the past, which nobody hears of: what was told before stays as it is.
    var tellsNobody = false

    package init(
        root: Route, receivers: [ReceiverProfile], people: People = People(), calendar: BusinessCalendar,
        calendars: [String: BusinessCalendar] = [:],
        operatorReceiver: OperatorReceiver? = nil, quiet: Quiet = Quiet()
    ) {
        self.root = root
        self.receivers = Dictionary(receivers.map { ($0.name, $0) }) { first, _ in first }
        self.people = people
        self.calendar = calendar
        self.calendars = calendars
        self.operatorReceiver = operatorReceiver ?? OperatorReceiver(receiver: root.receivers.first ?? "")
        self.quiet = quiet
    }

    /// The days on which a reader works, by the clock where they are: what many read goes by the installation's.
    package func calendar(of recipient: Recipient) -> BusinessCalendar { calendar(of: recipient.address) }

    func calendar(of address: String?) -> BusinessCalendar {
        guard let address else { return calendar }
        return calendar(ofPerson: people.person(withEmail: address))
    }

    func calendar(ofPerson person: Person?) -> BusinessCalendar {
        guard let person else { return calendar }
        let regional = person.region.flatMap { calendars[$0] } ?? calendar
        return person.zone.map { BusinessCalendar(zone: $0, holidays: regional.holidays) } ?? regional
    }

    /// Everything to send now, given all alerts and what was told before. Nothing that was told is told there again,
    /// whatever became of routes in between.
    package func notifications(for news: AlertNews, since memory: RoutingMemory, at now: Moment) -> Notifications {
        guard !tellsNobody else { return Notifications(memory: memory) }
        var pass = RoutingPass(routing: self, news: news, since: memory, at: now)
        pass.endSilences()
        pass.findAwake()
        pass.followTasks()
        pass.followPeople()
        pass.forgetRemovedReceivers()
        pass.takeClosings()
        pass.endWhatWasRehearsed()
        pass.forgetWhatCleared()
        pass.handOver()
        pass.routeNewcomers()
        pass.routeOnwards()
        pass.joinWhatIsAboutTheSame()
        pass.escalate()
        pass.tellOperator()
        pass.tellDigests()
        pass.tellGroups()
        return pass.finished(since: memory)
    }

    /// What Bellwether says of itself where no turn carries it, as before the first one.
    ///
    /// - Parameter number: tells apart what is said of the same topic.
    package func notifications(saying words: OperatorWords, number: Int, at now: Moment) -> [Notification] {
        let nothing = AlertNews(standing: [Alert]())
        let pass = RoutingPass(routing: self, news: nothing, since: RoutingMemory(), at: now)
        return pass.operatorTargets().map { pass.notification(words, key: "before the first turn \(number)", to: $0) }
    }

    /// Who gets what an owner's mailbox does not take, at the same receiver; nobody where it stands in for somebody
    /// already, and in a rehearsal.
    package func standIns(for notification: Notification) -> [Recipient] {
        guard quiet.rehearsal == nil, !notification.isForStandIn, !notification.isRedirected,
            case .owner(let fallback)? = receivers[notification.receiver]?.recipients
        else { return [] }
        return people.standIns(for: notification.recipient, fallback: fallback)
    }

    /// Where to turn when a receiver stays unable to deliver: its own fallback, else the first route's receiver, else
    /// the operator's; nil where all of these are itself, and in a rehearsal, which goes to one place alone. What
    /// Bellwether says of itself goes to the operator's fallback first.
    package func fallback(for receiver: String, sayingOfItself isOwn: Bool = false) -> String? {
        fallbacks(for: receiver, sayingOfItself: isOwn).first
    }

    /// All of these, in that order.
    package func fallbacks(for receiver: String, sayingOfItself isOwn: Bool = false) -> [String] {
        guard quiet.rehearsal == nil else { return [] }
        let own: String? = receivers[receiver]?.fallback
        let candidates: [String?] = [
            isOwn ? operatorReceiver.fallback : nil, own, root.receivers.first, operatorReceiver.receiver,
        ]
        var known: Set<String> = []
        return candidates.compactMap { $0 }
            .filter { $0 != receiver && receivers[$0] != nil && known.insert($0).inserted }
    }
}

/// Who hears about Bellwether itself, and who if that fails.
package struct OperatorReceiver: Sendable, Hashable {
    package let receiver: String
    package let fallback: String?

    package init(receiver: String, fallback: String? = nil) {
        self.receiver = receiver
        self.fallback = fallback
    }
}

extension Routing {
    /// Whether anybody gets a digest as a rule.
    package var hasDigests: Bool { receivers.values.contains { $0.digest != nil } }
}

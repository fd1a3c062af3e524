/// What the web asks of the daemon. The web knows paths, methods and who may ask; the daemon knows the answers.
package protocol Desk: Sendable {
    /// Whether work goes on, and if not yet, why.
    func readiness() async -> Readiness
    /// The daemon's own counters, in Prometheus' text form; nothing where the state cannot be read.
    func metrics(with requests: [RequestCounts.Kind: Int]) async -> String?
    /// What a verb of the command line asks over the control socket.
    func answer(_ question: Question) async -> Answer
    /// What a link of a message leads to; pressing its button does what it says, once. Nothing where there are no links.
    func page(ofLink token: String, pressed form: ActionPage.Form?) async -> ActionPage?
}

package enum Readiness: Sendable, Hashable {
    case ready
    case notYet(String)
}

/// A verb with its arguments, as `GET /v1/explain?account=acme`.
package struct Question: Sendable, Hashable {
    package enum Intent: Sendable, Hashable {
        /// Changes nothing.
        case reading
        case changing
    }

    package let verb: String
    package let intent: Intent
    package let arguments: [String: String]

    package init(verb: String, intent: Intent, arguments: [String: String] = [:]) {
        self.verb = verb
        self.intent = intent
        self.arguments = arguments
    }
}

/// A JSON object and how it went.
package struct Answer: Sendable, Hashable {
    package enum Outcome: Int, Sendable {
        case fine = 200
        case unknownVerb = 404
        case wrongIntent = 405
        /// The question cannot be answered as it stands, such as a reload of broken files.
        case refused = 422
        case failed = 500
        case notReady = 503
    }

    package let outcome: Outcome
    package let json: [UInt8]

    package init(_ outcome: Outcome, json: [UInt8]) {
        self.outcome = outcome
        self.json = json
    }
}

import ArgumentParser
import BellwetherStore
import Curl
import Foundation

/// Ends the process at one exact step, for the tests that prove nothing is lost there: `commit:before:7`,
/// `commit:after:7`, `send:before:3`, `send:after:3`; or fills the disk for that commit and the six after it:
/// `full:before:7`.
struct Fault: ExpressibleByArgument {
    private enum Place: String {
        case commit, send, full
    }

    private let place: Place
    private let step: FaultPlan.Step
    private let number: Int

    init?(argument: String) {
        let parts = argument.split(separator: ":").map(String.init)
        guard parts.count == 3, let place = Place(rawValue: parts[0]), let step = FaultPlan.Step(rawValue: parts[1]),
            let number = Int(parts[2])
        else { return nil }
        self.place = place
        self.step = step
        self.number = number
    }

    var storeFaults: FaultPlan {
        switch place {
        case .commit: .at(step, ofCommit: number) { () throws(StoreError) in Fault.strike() }
        case .full:
            FaultPlan { [step, number] (reached, commit) throws(StoreError) in
                if reached == step, (number...number + 6).contains(commit) { throw .full(file: "the test's") }
            }
        case .send: .none
        }
    }

    func transport(around transport: any Transport) -> any Transport {
        place == .send ? StrikingTransport(transport, step, number) : transport
    }

    /// As kill -9 would: nothing is flushed, nothing is told.
    static func strike() -> Never {
        kill(getpid(), SIGKILL)
        while true { pause() }
    }
}

/// Counts transfers, and strikes before or after one of them.
private actor StrikingTransport: Transport {
    private let transport: any Transport
    private let step: FaultPlan.Step
    private let number: Int
    private var count = 0

    init(_ transport: any Transport, _ step: FaultPlan.Step, _ number: Int) {
        self.transport = transport
        self.step = step
        self.number = number
    }

    func perform(_ request: Request) async throws(TransferError) -> Response {
        count += 1
        let mine = count
        if mine == number, step == .beforeCommit { Fault.strike() }
        let response = try await transport.perform(request)
        if mine == number, step == .afterCommit { Fault.strike() }
        return response
    }
}

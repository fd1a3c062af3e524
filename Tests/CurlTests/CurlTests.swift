import BellwetherTestSupport
import Curl
import Testing

@Suite(.timeLimit(.minutes(5))) struct CurlTests {
    private let curl = Curl()

    @Test func `carries 200 requests at once`() async throws {
        let server = try LoopbackHTTP { .status(200, body: $0.text) }
        let echoed: Set<String> = try await withThrowingTaskGroup { group in
            for number in 1...200 {
                group.addTask { [curl] in
                    let response = try await curl.perform(.loopback(server, body: "\(number)"))
                    return String(decoding: response.body, as: UTF8.self)
                }
            }
            return try await group.reduce(into: []) { $0.insert($1) }
        }
        #expect(echoed == Set((1...200).map(String.init)))
    }

    @Test func `ends a cancelled transfer at once`() async throws {
        let server = try LoopbackHTTP { _ in .hang }
        let errors = try await withThrowingTaskGroup { group in
            for _ in 1...50 {
                group.addTask { [curl] in try await failure(of: .loopback(server), through: curl) }
            }
            _ = try await server.request(number: 50)
            group.cancelAll()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(errors == Array(repeating: .cancelled(afterSending: true), count: 50))
    }

    @Test func `carries nothing for a task that was cancelled before`() async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        let errors = try await withThrowingTaskGroup(of: TransferError.self) { group in
            group.cancelAll()
            for _ in 1...50 {
                group.addTask { [curl] in try await failure(of: .loopback(server), through: curl) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(errors == Array(repeating: .cancelled(afterSending: false), count: 50))
        #expect(server.connections == 0)
    }

    @Test func `survives storms of cancellations`() async throws {
        let server = try LoopbackHTTP { $0.number.isMultiple(of: 3) ? .hang : .status(200) }
        for round in 1...10 {
            try await withThrowingTaskGroup { group in
                for _ in 1...20 {
                    group.addTask { [curl] in
                        do throws(TransferError) {
                            return try await curl.perform(try Self.request(to: server)).status == 200
                        } catch {
                            return error.label == .contextCanceled
                        }
                    }
                }
                _ = try await server.request(number: round)
                group.cancelAll()
                for try await isExpected in group { #expect(isExpected) }
            }
        }
        let calm = try LoopbackHTTP { _ in .status(200) }
        #expect(try await curl.perform(.loopback(calm)).status == 200)
    }

    @Test func `ends a cancelled mail at once, wherever the server hangs`() async throws {
        for (step, afterSending) in [(MailStep.connected, false), (.data, false), (.message, true)] {
            let server = try LoopbackSMTP { $0 == step ? .hang : .accept }
            let error = try await withThrowingTaskGroup { group in
                group.addTask { [curl] in try await failure(of: .loopback(server), through: curl) }
                if step == .message { _ = try await server.mail(number: 1) }
                _ = try await server.step(number: step == .connected ? 1 : 5)
                group.cancelAll()
                return try await group.next()
            }
            #expect(error == .cancelled(afterSending: afterSending))
        }
    }

    @Test func `is held up by no slow neighbour`() async throws {
        let slowMail = try LoopbackSMTP { $0 == .message ? .hang : .accept }
        let slow = try LoopbackHTTP { _ in .hang }
        let quick = try LoopbackHTTP { _ in .status(200) }
        try await withThrowingTaskGroup { group in
            group.addTask { [curl] in _ = try await failure(of: .loopback(slowMail), through: curl) }
            group.addTask { [curl] in _ = try await failure(of: .loopback(slow), through: curl) }
            _ = try await slowMail.mail(number: 1)
            _ = try await slow.request(number: 1)
            let response = try await curl.perform(.loopback(quick))
            #expect(response.elapsed < .seconds(300))
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @Test func `ends what is under way when it closes, and carries nothing after`() async throws {
        let server = try LoopbackHTTP { _ in .hang }
        let mailServer = try LoopbackSMTP { $0 == .message ? .hang : .accept }
        let errors = try await withThrowingTaskGroup { group in
            group.addTask { [curl] in try await failure(of: .loopback(server), through: curl) }
            group.addTask { [curl] in try await failure(of: .loopback(mailServer), through: curl) }
            _ = try await server.request(number: 1)
            _ = try await mailServer.mail(number: 1)
            curl.close()
            curl.close()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(errors == Array(repeating: .closed(afterSending: true), count: 2))
        #expect(try await failure(of: .loopback(server), through: curl) == .closed(afterSending: false))
    }

    @Test func `carries so many at once and refuses more`() async throws {
        let server = try LoopbackHTTP { _ in .hang }
        let small = Curl(atMost: 2, mails: 1)
        try await withThrowingTaskGroup { group in
            for _ in 1...2 { group.addTask { _ = try await failure(of: .loopback(server), through: small) } }
            _ = try await server.request(number: 2)
            #expect(try await failure(of: .loopback(server), through: small) == .tooBusy)
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private static func request(to server: LoopbackHTTP) throws(TransferError) -> Request {
        do {
            return try .loopback(server)
        } catch {
            throw .answerGarbled(host: "", because: "\(error)")
        }
    }
}

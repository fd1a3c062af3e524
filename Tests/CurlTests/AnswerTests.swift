import Testing

@testable import Curl

@Suite struct AnswerTests {
    private func taking(_ lines: [String], _ dialogue: Answer.Dialogue) -> Answer {
        var answer = Answer(keeping: 10, reading: dialogue)
        for line in lines {
            _ = Array(line.utf8).withUnsafeBytes { answer.takeLine($0) }
        }
        return answer
    }

    @Test func `keeps the headers of the last answer`() {
        let answer = taking(
            ["HTTP/1.1 103 Early Hints\r\n", "Link: x\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", "Date:  now \r\n", "\r\n"],
            .http)
        #expect(answer.headers == [HeaderField("Date", "now")])
    }

    @Test func `keeps a mail server's last reply`() {
        let answer = taking(["250-SIZE 1\r\n", "250 ok\r\n", "550 5.1.1 no\u{1B}[2J such user\r\n"], .mail)
        #expect(answer.reply == MailReply(550, "5.1.1 no [2J such user"))
    }

    @Test func `takes nothing after the goodbye for a verdict`() {
        var answer = taking(["550 no\r\n"], .mail)
        answer.sayGoodbye()
        _ = Array("221 bye\r\n".utf8).withUnsafeBytes { answer.takeLine($0) }
        #expect(answer.reply == MailReply(550, "no"))
    }

    @Test func `keeps so much of a body and says that there was more`() {
        var answer = Answer(keeping: 4, reading: .http)
        #expect([1, 2, 3].withUnsafeBytes { answer.takeBody(UnsafeRawBufferPointer(rebasing: $0[..<3])) })
        #expect(!answer.isTruncated)
        let goesOn = [UInt8](repeating: 7, count: 2).withUnsafeBytes { answer.takeBody($0) }
        #expect(!goesOn)
        #expect(answer.isTruncated)
        #expect(answer.body.count == 4)
    }

    @Test func `takes a body of just the limit as whole`() {
        var answer = Answer(keeping: 4, reading: .http)
        let goesOn = [UInt8](repeating: 7, count: 4).withUnsafeBytes { answer.takeBody($0) }
        #expect(goesOn)
        #expect(!answer.isTruncated)
    }
}

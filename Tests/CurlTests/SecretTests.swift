import Curl
import Testing

@Suite struct SecretTests {
    private struct Holder {
        let key = Secret("hunter2")
        let login = MailLogin(user: "bell", password: Secret("hunter2"))
    }

    @Test func `is shown nowhere`() {
        var dumped = ""
        dump(Holder(), to: &dumped)
        let texts = ["\(Holder())", String(reflecting: Holder()), dumped, "\(Secret("hunter2"))"]
        for text in texts {
            #expect(!text.contains("hunter2"))
            #expect(text.contains("•••"))
        }
    }

    @Test func `is given away on demand`() {
        #expect(Secret("hunter2").reveal() == "hunter2")
    }

    @Test func `equals itself alone`() {
        #expect(Secret("a") == Secret("a"))
        #expect(Secret("a") != Secret("b"))
    }
}

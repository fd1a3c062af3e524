import BellwetherCore
import Testing

@testable import BellwetherReceivers

@Suite struct ActionLinkTests {
    private static let key = [UInt8](repeating: 7, count: 32)
    private static let link = ActionLink(
        kind: .acknowledgement, account: "acme/ü?", reader: "Kim", expires: monday + .seconds(60), in: "chat/all/x#1/1")

    @Test func `comes back from its token as it was, and the same each time`() {
        let token = Self.link.token(signedWith: Self.key)
        #expect(token == Self.link.token(signedWith: Self.key))
        #expect(token.wholeMatch(of: #/[A-Za-z0-9_.-]+/#) != nil)
        #expect(ActionLink(token: token, signedWith: Self.key) == Self.link)
    }

    @Test func `is nothing once a single letter of it is another`() {
        let token = Array(Self.link.token(signedWith: Self.key).utf8)
        for index in token.indices {
            var changed = token
            changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(ActionLink(token: String(decoding: changed, as: UTF8.self), signedWith: Self.key) == nil)
        }
        #expect(ActionLink(token: Self.link.token(signedWith: Self.key), signedWith: [1]) == nil)
        for odd in ["", ".", "a.b.c", String(repeating: "x", count: 5_000)] {
            #expect(ActionLink(token: odd, signedWith: Self.key) == nil)
        }
    }

    @Test func `has an id of its own for each thing it does and each message it stands in`() {
        let ids = [ActionLink.Kind.snooze, .acknowledgement, .tasks].flatMap { kind in
            ["m1", "m2"].flatMap { message in
                ["a", "b"].map { account in
                    ActionLink(kind: kind, account: account, reader: "", expires: monday, in: message).id
                }
            }
        }
        #expect(Set(ids).count == 12)
    }
}

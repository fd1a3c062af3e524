import Testing

@testable import BellwetherReceivers

@Suite struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("ÿþ?>", "w7/Dvj8+"),
    ])
    func `goes both ways`(text: String, encoded: String) {
        #expect(Base64.encoded(Array(text.utf8)) == encoded)
        #expect(Base64.decoded(encoded) == Array(text.utf8))
    }

    @Test(arguments: ["Z", "Zg===", "Z g=", "Zm9v-", "====", "Zg==Zg=="])
    func `refuses what is none`(text: String) {
        #expect(Base64.decoded(text) == nil)
    }

    @Test func `takes a key without its padding`() {
        #expect(Base64.decoded("Zm8") == Array("fo".utf8))
    }
}

@Suite struct DigestTests {
    /// RFC 4231, cases 2 and 6.
    @Test func `is HMAC with SHA-256`() {
        let short = Digest.hmac(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        #expect(short.prefix(4) == [0x5B, 0xDC, 0xC1, 0x46])
        let long = Digest.hmac(
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            key: Array(repeating: 0xAA, count: 131))
        #expect(long.suffix(4) == [0x0E, 0xE3, 0x7F, 0x54])
    }

    @Test func `names long texts apart`() {
        #expect(Digest.name(of: "a", digits: 16).utf8.count == 16)
        #expect(Digest.name(of: "a") != Digest.name(of: "b"))
    }
}

@Suite struct JSONTests {
    @Test func `is written in the order it was given, without a blank`() {
        let json: JSON = ["b": 1, "a": [true, .null, .real(48.2), .real(.nan), "x"], "c": [:]]
        #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"b":1,"a":[true,null,48.2,null,"x"],"c":{}}"#)
    }

    @Test func `escapes what has to be escaped, and nothing else`() {
        let json = JSON.text("\"\\\n\r\n\t\u{0}\u{7F}é🔴</script>")
        #expect(
            String(decoding: json.bytes, as: UTF8.self) == #""\"\\\n\u000d\n\u0009\u0000\u007fé🔴</script>""#)
    }

    @Test func `writes labels in the order of their names`() {
        #expect(String(decoding: JSON(["b": "2", "a": "1"]).bytes, as: UTF8.self) == #"{"a":"1","b":"2"}"#)
    }
}

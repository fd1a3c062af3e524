import Testing

@testable import Curl

/// The samples of RFC 3492, section 7.1.
@Suite struct PunycodeTests {
    @Test(arguments: [
        ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
        ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
        ("Pročprostěnemluvíčesky", "Proprostnemluvesky-uyb24dma41a"),
        ("3年B組金八先生", "3B-ww4c5e180e575a65lsy2b"),
        ("Hello-Another-Way-それぞれの場所", "Hello-Another-Way--fc4qua05auwb3674vfr0b"),
        ("-> $1.00 <-", "-> $1.00 <--"),
    ])
    func `encodes the samples of its RFC`(text: String, encoded: String) {
        #expect(Punycode.encoded(Array(text.unicodeScalars)) == encoded)
    }
}

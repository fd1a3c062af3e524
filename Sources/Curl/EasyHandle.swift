import CLibCurl

/// libcurl's handle of one transfer, with the lists and parts that must outlive it. Used by one thread.
final class EasyHandle {
    let raw: UnsafeMutableRawPointer
    /// Here, as freeing the handle may still close some.
    let sockets = OpenSockets()
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var mime: OpaquePointer?

    init() throws(TransferError) {
        guard let raw = curl_easy_init() else { preconditionFailure("there is memory for libcurl's handle") }
        self.raw = raw
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try check(bw_curl_set_error_buffer(raw, errorText), CURLOPT_ERRORBUFFER)
    }

    deinit {
        curl_easy_cleanup(raw)
        curl_mime_free(mime)
        for list in lists { curl_slist_free_all(list) }
        errorText.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) throws(TransferError) {
        try check(bw_curl_set_long(raw, option, value), option)
    }

    func set(_ option: CURLoption, _ value: Bool) throws(TransferError) {
        try set(option, value ? 1 : 0)
    }

    func set(_ option: CURLoption, _ value: String?) throws(TransferError) {
        try check(bw_curl_set_text(raw, option, value), option)
    }

    func set(_ option: CURLoption, _ lines: [String]) throws(TransferError) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines { list = curl_slist_append(list, line) }
        if let list { lists.append(list) }
        try check(bw_curl_set_list(raw, option, list), option)
    }

    /// libcurl takes a copy.
    func setBody(_ body: [UInt8]) throws(TransferError) {
        try check(
            bw_curl_set_offset(raw, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)), CURLOPT_POSTFIELDSIZE_LARGE)
        try check(bw_curl_set_bytes(raw, CURLOPT_COPYPOSTFIELDS, body), CURLOPT_COPYPOSTFIELDS)
    }

    /// The outermost part of a mail, until `finishMail`.
    func beginMail() -> OpaquePointer? {
        mime = curl_mime_init(raw)
        return mime
    }

    func finishMail(_ mime: OpaquePointer?) throws(TransferError) {
        try check(bw_curl_set_mime(raw, mime), CURLOPT_MIMEPOST)
    }

    func check(_ code: CURLcode, _ option: CURLoption) throws(TransferError) {
        guard code == CURLE_OK else { throw .unsendable(.option(option.rawValue)) }
    }

    var responseCode: Int { bw_curl_response_code(raw) }

    var elapsed: Duration { .microseconds(bw_curl_total_microseconds(raw)) }

    /// What libcurl says went wrong: its sentence about this transfer, or else the one for the code.
    func explanation(of code: CURLcode) -> String {
        String(cString: errorText[0] == 0 ? curl_easy_strerror(code) : UnsafePointer(errorText))
    }
}

import CLibCurl

/// libcurl's handle of many transfers. It belongs to the thread that runs the loop; `wake()` is the one thing libcurl
/// allows others, and freeing comes when nobody is left.
final class MultiHandle: @unchecked Sendable {
    private let raw: UnsafeMutableRawPointer

    init() {
        guard let raw = curl_multi_init() else { preconditionFailure("there is memory for libcurl's handle") }
        self.raw = raw
    }

    deinit {
        curl_multi_cleanup(raw)
    }

    /// Ends the wait that is going on, or else the next one.
    func wake() {
        curl_multi_wakeup(raw)
    }

    func add(_ easy: UnsafeMutableRawPointer) {
        check(curl_multi_add_handle(raw, easy))
    }

    func remove(_ easy: UnsafeMutableRawPointer) {
        check(curl_multi_remove_handle(raw, easy))
    }

    /// Does all that can be done without waiting.
    func perform() {
        var running: Int32 = 0
        check(curl_multi_perform(raw, &running))
    }

    func nextFinished() -> (easy: UnsafeMutableRawPointer, code: CURLcode)? {
        var code = CURLE_OK
        return bw_curl_next_finished(raw, &code).map { ($0, code) }
    }

    /// Until a socket is ready, a timer is due, or somebody wakes it.
    func wait() {
        check(curl_multi_poll(raw, nil, 0, 60_000, nil))
    }

    private func check(_ code: CURLMcode) {
        precondition(code == CURLM_OK, "libcurl's loop is used as its manual says; its code is \(code.rawValue)")
    }
}

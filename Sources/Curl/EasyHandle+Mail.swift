import CLibCurl

/// The parts of a mail, as libcurl has them built.
extension EasyHandle {
    /// The same thing said as text and as HTML, and the pictures that the HTML shows. They stand beside the HTML in a part
    /// of their own, where every mail program looks for them.
    func setBody(text: [UInt8], html: [UInt8], showing pictures: [MailPicture]) throws(TransferError) {
        let alternatives = beginMail()
        try add(text, "text/plain; charset=utf-8", encoding: "quoted-printable", to: alternatives)
        let whole =
            pictures.isEmpty ? alternatives : try addGroup("multipart/related; type=\"text/html\"", to: alternatives)
        try add(html, "text/html; charset=utf-8", encoding: "quoted-printable", to: whole)
        for picture in pictures {
            let part = try add(picture.png, "image/png", encoding: "base64", to: whole)
            try set(
                part,
                headers: [
                    "Content-ID: <\(picture.id)>", "Content-Disposition: inline; filename=\"\(picture.name)\"",
                ])
        }
        try finishMail(alternatives)
    }

    @discardableResult
    private func add(
        _ content: [UInt8], _ type: String, encoding: String, to group: OpaquePointer?
    ) throws(TransferError) -> OpaquePointer? {
        let part = curl_mime_addpart(group)
        let data = content.withUnsafeBytes { bytes in
            curl_mime_data(part, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
        }
        for code in [data, curl_mime_type(part, type), curl_mime_encoder(part, encoding)] {
            try check(code, CURLOPT_MIMEPOST)
        }
        return part
    }

    /// A part made of parts; it belongs to the one around it.
    private func addGroup(_ type: String, to group: OpaquePointer?) throws(TransferError) -> OpaquePointer? {
        let inner = curl_mime_init(raw)
        let part = curl_mime_addpart(group)
        for code in [curl_mime_subparts(part, inner), curl_mime_type(part, type)] { try check(code, CURLOPT_MIMEPOST) }
        return inner
    }

    private func set(_ part: OpaquePointer?, headers: [String]) throws(TransferError) {
        var list: UnsafeMutablePointer<curl_slist>?
        for header in headers { list = curl_slist_append(list, header) }
        // The part frees the list.
        try check(curl_mime_headers(part, list, 1), CURLOPT_MIMEPOST)
    }
}

extension Route {
    /// A path as people say it: `the first route`, `the route for severity="critical", and in it tier="Trial"`.
    package static func words(ofPath path: String) -> String {
        let steps = parts(of: path).map { $0.dropFirst().dropLast() }.filter { !$0.isEmpty }
        guard let first = steps.first else { return "the first route" }
        let others = steps.dropFirst().map { ", and in it \($0)" }
        return "the route for \(first)" + others.joined()
    }

    /// `{}/{severity="critical"}` in its parts; what stands in quotes may have braces and slashes of its own.
    private static func parts(of path: String) -> [Substring] {
        var parts: [Substring] = []
        var start = path.startIndex
        var (isQuoted, isEscaped) = (false, false)
        for index in path.indices {
            let character = path[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted {
                isEscaped = character == "\\"
                if character == "\"" { isQuoted = false }
            } else if character == "\"" {
                isQuoted = true
            } else if character == "}" {
                parts.append(path[start...index])
                start = path[index...].firstIndex(of: "{") ?? path.endIndex
            }
        }
        return parts
    }
}

extension Group {
    /// What it is to whoever asks: `what goes to kim@example.com by mail about alert="late"`.
    package var inWords: String {
        let whom = recipient == Recipient.all.address ? receiver : "\(recipientName ?? recipient) by \(receiver)"
        let shared = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }
        return "what goes to \(whom)" + (shared.isEmpty ? "" : " about \(shared.joined(separator: ", "))")
    }
}

package import BellwetherCore
import BellwetherReceivers
import CEL
import Curl
import Diagnostics
import Documents

/// Every form of a message, made for every rule by every kind of receiver that its alerts can come to, before one of
/// them is sent: what a service would refuse shows here first.
package struct FormTrial: Sendable {
    package struct Refusal: Sendable {
        package let rule: Rule
        package let receiver: String
        /// Nothing where it cannot send anything at all.
        package let message: Described?
        package let reason: String
    }

    /// Which message it was: `the closing … for names of 300 letters`.
    package struct Described: Sendable {
        package let form: String
        package let ofWhom: String
    }

    /// How many messages were made, and by how many receivers.
    package private(set) var messages = 0
    package private(set) var receivers: Set<String> = []
    package private(set) var refusals: [Refusal] = []

    init(
        of samples: [SampleStory], by receivers: [String: any Receiver], under routing: Routing, at now: Moment,
        secrets: @escaping FindSecret
    ) {
        let post = Post(receivers: receivers, now: now, secrets: secrets)
        var reached: [String: [any Receiver]] = [:]
        for sample in samples {
            let id = "\(sample.rule.id)/\(sample.rule.severity?.rawValue ?? "")"
            let able = reached[id] ?? self.able(sample, under: routing, post)
            reached[id] = able
            for receiver in able { attempt(sample, by: receiver, post) }
        }
    }

    /// One receiver of each kind; two of a kind differ in their addresses, not in their forms.
    private mutating func able(_ sample: SampleStory, under routing: Routing, _ post: Post) -> [any Receiver] {
        let names = routing.receivers(within: sample.rule.writtenLabels, open: sample.rule.openLabels).sorted()
        receivers.formUnion(names)
        let able = names.compactMap { post.receivers[$0] }.filter { canSend($0, sample, post) }
        var kinds: Set<String> = []
        return able.filter { kinds.insert($0.profile.kind).inserted }
    }

    /// What is wrong with its secrets and addresses, said once for each.
    private mutating func canSend(_ receiver: any Receiver, _ sample: SampleStory, _ post: Post) -> Bool {
        guard !refusals.contains(where: { $0.receiver == receiver.name && $0.message == nil }) else { return false }
        let test = Notification.test(receiver: receiver.name, recipient: receiver.someReader, at: post.now)
        guard let reason = post.fault(in: test, by: receiver) else { return true }
        refusals.append(Refusal(rule: sample.rule, receiver: receiver.name, message: nil, reason: reason))
        return false
    }

    private mutating func attempt(_ sample: SampleStory, by receiver: any Receiver, _ post: Post) {
        guard !refusals.contains(where: { $0.rule.id == sample.rule.id && $0.receiver == receiver.name }) else {
            return
        }
        for form in MessageForm.allCases {
            let notification = form.notification(
                of: sample, by: receiver.name, to: receiver.someReader, at: post.now)
            messages += 1
            let fault = post.fault(in: notification, by: receiver) ?? receiver.refusal(of: notification)
            guard let fault else { continue }
            let message = Described(form: form.rawValue, ofWhom: sample.ofWhom)
            refusals.append(Refusal(rule: sample.rule, receiver: receiver.name, message: message, reason: fault))
            return
        }
    }
}

private struct Post {
    let receivers: [String: any Receiver]
    let now: Moment
    let secrets: FindSecret

    /// Why it cannot be sent at all. A secret that only the daemon may read is no mistake.
    func fault(in notification: Notification, by receiver: any Receiver) -> String? {
        do throws(Unsendable) {
            _ = try receiver.outgoing(for: notification, at: now, secrets: secrets)
        } catch {
            if case .missingSecret = error { return nil }
            return "\(error)"
        }
        return nil
    }
}

extension Receiver {
    fileprivate var someReader: String {
        switch profile.recipients {
        case .shared: "all"
        case .addresses(let addresses): addresses.first ?? "someone@example.com"
        case .owner(let fallback): fallback.first ?? "someone@example.com"
        }
    }
}

extension SampleStory {
    fileprivate var ofWhom: String {
        guard let odd else { return "" }
        return odd.text.isEmpty ? " where nothing is known" : " for names \(odd.name)"
    }
}

extension Rule {
    /// Labels that it always has.
    fileprivate var writtenLabels: [String: String] {
        let written = labels.filter { !$0.value.source.text.contains("{{") }.map { ($0.name, $0.value.source.text) }
        let own = [("alert", id)] + (severity.map { [("severity", $0.rawValue)] } ?? [])
        return Dictionary(written + own) { $1 }
    }

    /// Those that differ from account to account.
    fileprivate var openLabels: Set<String> {
        let written = labels.filter { $0.value.source.text.contains("{{") }.map(\.name)
        return Set(["account", "owner", "tier", "segment", "band", "source", "group"] + written)
            .subtracting(writtenLabels.keys)
    }
}

/// What somebody has in hand, or snoozed, is quiet for those who were told of it. Who gets it from them is told that it is
/// theirs, and how it stands.
extension RoutingPass {
    func isQuiet(_ alert: String, for group: Group) -> Bool {
        quiet[alert] != nil && calm(of: alert, for: group) == nil
    }

    /// By what it is quiet of which its new owner has not heard yet.
    func calm(of alert: String, for group: Group) -> Silence? {
        guard group.isHandover, group.waiting.contains(alert), case .silenced(let number)? = quiet[alert] else {
            return nil
        }
        guard let silence = memory.silences[number] else { return nil }
        switch silence.kind {
        case .snooze, .acknowledgement: return silence
        case .silence: return nil
        }
    }
}

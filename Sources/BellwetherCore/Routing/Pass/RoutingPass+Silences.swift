extension RoutingPass {
    /// Ends what is over of silences, snoozes and acknowledgements, and works out what is quiet.
    mutating func endSilences() {
        var woken: [String: Waking] = [:]
        for silence in memory.silences.values.sorted(by: { $0.number < $1.number }) {
            woken.merge(end(silence)) { $1 }
        }
        announceEnds()
        findQuiet()
        // What another silence still covers sleeps on.
        wake(woken.filter { quiet[$0.key] == nil })
    }

    /// Gives back what it no longer covers, and is not over itself.
    private mutating func end(_ silence: Silence) -> [String: Waking] {
        var next = silence
        if let until = silence.until, until <= now {
            next.end(at: now, .expired)
            remember(next)
            let covered = Silences([silence])
            let over = standing.filter { covered.covering($0) != nil }
            let waking = Waking(from: silence, gotWorseThan: nil)
            return Dictionary(over.map { ($0.id, waking) }) { first, _ in first }
        }
        guard silence.kind != .silence else { return [:] }
        let worse = silence.baselines.filter { id, baseline in standing[id].map(baseline.isExceeded) ?? false }
        next.baselines = silence.baselines.filter { id, _ in standing[id] != nil && worse[id] == nil }
        if next.baselines.isEmpty { next.end(at: now, .over) }
        if next != silence { remember(next) }
        return worse.mapValues { Waking(from: silence, gotWorseThan: $0) }
    }

    private mutating func remember(_ silence: Silence) {
        memory.silences[silence.number] = silence.endedAt == nil ? silence : nil
        result.changedSilences.removeAll { $0.number == silence.number }
        result.changedSilences.append(silence)
    }

    private mutating func findQuiet() {
        let silences = Silences(memory.silences.values)
        let known = memory.silences.values.filter { $0.kind == .acknowledgement }.flatMap(\.baselines.keys)
        let inhibitions = Inhibitions(routing.quiet.inhibitions, among: standing.all, known: Set(known))
        let onboarding = routing.quiet.onboarding
        let today = routing.calendar.zone.day(of: now)
        for box in standing.boxes {
            if !silences.isEmpty, let number = silences.covering(box.alert) {
                quiet[box.alert.id] = .silenced(number)
            } else if !inhibitions.isEmpty, let other = inhibitions.quieting(box.alert) {
                quiet[box.alert.id] = .inhibited(by: other)
            } else if onboarding.lasts(box.accountSince, on: today),
                let end = onboarding.end(for: box.alert, on: today)
            {
                quiet[box.alert.id] = .onboarding(until: end)
            }
        }
    }

    /// Whoever was told of it long ago is reminded now, and not whenever it would have been their turn.
    private mutating func wake(_ alerts: [String: Waking]) {
        guard !alerts.isEmpty else { return }
        for (alert, waking) in alerts {
            for row in memory.ledger.rows(about: alert) { wake(alert, in: row.groupKey, waking) }
        }
        for (key, group) in memory.groups {
            for alert in group.waiting { if let waking = alerts[alert] { wake(alert, in: key, waking) } }
        }
    }

    private mutating func wake(_ alert: String, in group: String, _ waking: Waking) {
        guard var woken = memory.groups[group] else { return }
        woken.wokenAt = now
        woken.wakings = (woken.wakings ?? [:]).merging([alert: waking]) { $1 }
        memory.groups[group] = woken
    }

    /// Silences that are about to end are listed once, lest everything they cover comes as a surprise.
    private mutating func announceEnds() {
        let ending = memory.silences.values.filter { $0.announcement.map { $0 <= now } ?? false }
            .sorted { $0.number < $1.number }
        guard !ending.isEmpty else { return }
        let lines = ending.map { silence in
            let covered = Silences([silence])
            let count = standing.all.count { covered.covering($0) != nil }
            return OperatorWords.line(of: silence, covering: count, in: routing.calendar.zone)
        }
        for var silence in ending {
            silence.isEndAnnounced = true
            remember(silence)
        }
        silenceWords = OperatorWords(endsOfSilences: lines)
    }
}

extension RoutingPass {
    /// Ends what is over of silences, snoozes and acknowledgements, and works out what is quiet.
    mutating func endSilences() {
        var woken: Set<String> = []
        for silence in memory.silences.values.sorted(by: { $0.number < $1.number }) {
            woken.formUnion(end(silence))
        }
        announceEnds()
        findQuiet()
        // What another silence still covers sleeps on.
        woken.subtract(quiet.keys)
        wake(woken)
    }

    /// Gives back what it no longer covers, and is not over itself.
    private mutating func end(_ silence: Silence) -> Set<String> {
        var next = silence
        if let until = silence.until, until <= now {
            next.end(at: now, .expired)
            remember(next)
            let covered = Silences([silence])
            return Set(standing.filter { covered.covering($0) != nil }.map(\.id))
        }
        guard silence.kind != .silence else { return [] }
        let worse = silence.baselines.filter { id, baseline in standing[id].map(baseline.isExceeded) ?? false }
        next.baselines = silence.baselines.filter { id, _ in standing[id] != nil && worse[id] == nil }
        if next.baselines.isEmpty { next.end(at: now, .over) }
        if next != silence { remember(next) }
        return Set(worse.keys)
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
    private mutating func wake(_ alerts: Set<String>) {
        guard !alerts.isEmpty else { return }
        for row in alerts.flatMap(memory.ledger.rows(about:)) { memory.groups[row.groupKey]?.wokenAt = now }
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

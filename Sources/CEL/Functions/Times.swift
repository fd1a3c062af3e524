extension Function {
    /// What a timestamp is on the calendar and the clock of a zone; without one, of UTC.
    static func times(zones: TimeZones) -> [Function] {
        let onCalendar: [(String, String, @Sendable (CalendarTime) -> Int)] = [
            ("getFullYear", "The year.", { $0.year }),
            ("getMonth", "The month; January is 0.", { $0.month - 1 }),
            ("getDayOfYear", "The day of the year; the first is 0.", { $0.dayOfYear }),
            ("getDayOfMonth", "The day of the month; the first is 0.", { $0.day - 1 }),
            ("getDate", "The day of the month; the first is 1.", { $0.day }),
            ("getDayOfWeek", "The day of the week; Sunday is 0.", { $0.dayOfWeek }),
        ]
        return onCalendar.map { name, help, read in
            accessor(name, help, zones, onDuration: nil, onCalendar: { time, _ in read(time) })
        } + onClock(zones)
    }

    /// These take a duration too: the whole of it in that unit, but the milliseconds below a second.
    private static func onClock(_ zones: TimeZones) -> [Function] {
        [
            accessor("getHours", "The hour, 0 to 23; of a duration, its hours.", zones) {
                $0 / 3_600_000_000_000
            } onCalendar: { time, _ in
                time.secondOfDay / 3600
            },
            accessor("getMinutes", "The minute, 0 to 59; of a duration, its minutes.", zones) {
                $0 / 60_000_000_000
            } onCalendar: { time, _ in
                time.secondOfDay / 60 % 60
            },
            accessor("getSeconds", "The second, 0 to 59; of a duration, its seconds.", zones) {
                $0 / 1_000_000_000
            } onCalendar: { time, _ in
                time.secondOfDay % 60
            },
            accessor("getMilliseconds", "The millisecond, 0 to 999.", zones) {
                $0 / 1_000_000 % 1000
            } onCalendar: { _, nanoseconds in
                Int(nanoseconds) / 1_000_000
            },
        ]
    }

    private static func accessor(
        _ name: String,
        _ help: String,
        _ zones: TimeZones,
        onDuration: (@Sendable (Int64) -> Int64)?,
        onCalendar: @escaping @Sendable (CalendarTime, Int32) -> Int
    ) -> Function {
        let inZone: @Sendable (TimeZones.Offset, Value) -> Value = { offset, value in
            guard case .timestamp(let seconds, let nanoseconds) = value else { return .noOverload(name, value) }
            let time = CalendarTime(seconds: seconds + Int64(offset(seconds)))
            return .int(Int64(onCalendar(time, nanoseconds)))
        }
        let ofTimestamp = [
            Overload(.member, [.timestamp], .int), Overload(.member, [.timestamp, .string], .int),
        ]
        let ofDuration = onDuration == nil ? [] : [Overload(.member, [.duration], .int)]
        return Function(
            name, ofTimestamp + ofDuration,
            help: help, example: "now.\(name)('+01:00')",
            body: Body(
                unary: { value in
                    if case .timestamp(let seconds, let nanoseconds) = value {
                        return .int(Int64(onCalendar(CalendarTime(seconds: seconds), nanoseconds)))
                    }
                    guard case .duration(let nanoseconds) = value, let onDuration else {
                        return .noOverload(name, value)
                    }
                    return .int(onDuration(nanoseconds))
                },
                binary: { value, zone in
                    guard case .string(let zone) = zone else { return .noOverload(name, value, zone) }
                    guard let offset = zones.offset(of: zone) else { return .failure(.unknownZone(zone)) }
                    return inZone(offset, value)
                }
            ).prepared { zone in
                guard case .string(let zone) = zone else {
                    return .failure(.noOverload(name, ["timestamp", zone.typeInWords]))
                }
                guard let offset = zones.offset(whileLoading: zone) else { return .failure(.unknownZone(zone)) }
                return .success(Body(unary: { inZone(offset, $0) }))
            })
    }
}

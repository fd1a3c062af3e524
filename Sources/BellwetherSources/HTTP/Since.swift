import BellwetherCore
import Documents
import JSON

/// From when on a service is asked for what has changed.
struct Since: Sendable {
    enum Form: String, Sendable, CaseIterable {
        case epoch
        case epochMilliseconds = "epoch_ms"
        case iso, day
    }

    let parameter: String?
    let form: Form
    /// What changed so long before the newest record we know is asked for again: clocks differ, and services show
    /// changes late.
    let overlap: Duration
    /// The service refuses to be asked about less than so long ago.
    let lag: Duration
    /// When a record was changed: the newest one counts. Without it, the time of the poll counts.
    let newest: JSONPath?
    /// What the first poll says.
    let first: String?

    init?(_ settings: Settings) {
        parameter = settings.optional("parameter", .nonEmptyText)
        form = settings.optional("form", Setting<Form>.choice, default: .iso)
        overlap = settings.optional("overlap", .pause, default: .seconds(600))
        lag = settings.optional("lag", .pause, default: .zero)
        newest = settings.optional("newest", .path)
        first = settings.optional("first", .anyText)
    }

    func text(of moment: Moment, in zone: Zone) -> String {
        switch form {
        case .epoch: String(moment.seconds)
        case .epochMilliseconds: String(moment.seconds * 1000)
        case .iso: moment.description
        case .day: zone.day(of: moment).description
        }
    }

    /// What to ask for, given how far the last good poll came.
    func start(after reached: Moment, at now: Moment) -> Moment { min(reached - overlap, now - lag) }

    /// The newest change among records.
    func newest(of records: [JSONValue], _ style: ReadingStyle, in zone: Zone) -> Moment? {
        guard let newest else { return nil }
        return records.compactMap { record in
            newest.value(in: record)?.scalar.flatMap { text in
                style.dates.lazy.compactMap { $0.read(text[...], in: zone)?.moment }.first
            }
        }.max()
    }
}

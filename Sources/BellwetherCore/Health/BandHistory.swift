import Columns

/// The bands of earlier days, as far as they were given by models that are in force today.
struct BandHistory {
    private let history: History
    /// By code.
    private let keys: [String]
    /// By fingerprint.
    private let models: [Double]

    init(of models: HealthModels, _ history: History) {
        self.init(bands: models.bands, models: Set(models.codes), history)
    }

    init(of health: HealthScores, _ history: History) {
        let models = health.model.chunks.reduce(into: Set<Double>()) { codes, chunk in
            for row in 0..<chunk.count where chunk.absences[row] == 0 { codes.insert(chunk.values[row]) }
        }
        self.init(bands: health.bands, models: models, history)
    }

    private init(bands: [HealthBand], models: Set<Double>, _ history: History) {
        self.history = history
        keys = bands.map(\.key)
        self.models = Array(models)
    }

    /// What was told last at or before a moment. A band a week old still counts as that day's.
    func told(by moment: Moment) -> Telling? {
        guard let bands = history.snapshot("health.band", at: moment), moment - bands.at <= .seconds(7 * 86_400),
            let made = history.snapshot(LookBack.modelPath, at: bands.at)
        else { return nil }
        return Telling(bands: bands.column, made: made.column, keys: keys, models: models)
    }

    /// What was told last before a day began. Of a day that is over the last telling is kept, so that this stays what it is.
    func told(before day: Day, in zone: Zone) -> Telling? { told(by: zone.start(of: day) - .seconds(1)) }

    /// Everybody's bands at one moment.
    struct Telling {
        private let bands, made: Numbers
        private let key: Key

        fileprivate init(bands: Numbers, made: Numbers, keys: [String], models: [Double]) {
            (self.bands, self.made) = (bands, made)
            key = Key(bands: keys, models: models)
        }

        func band(of slot: Int) -> String? {
            let (band, model) = (bands.row(slot), made.row(slot))
            guard band.absence | model.absence == 0, key.models.contains(model.value),
                band.value < Double(key.bands.count)
            else { return nil }
            return key.bands[Int(band.value)]
        }

        /// Nothing for accounts that were not there yet.
        func part(_ chunk: Int) -> Part? {
            guard chunk < bands.chunks.count, chunk < made.chunks.count else { return nil }
            return Part(bands: bands.chunks[chunk], made: made.chunks[chunk], key: key)
        }
    }

    /// What codes stand for, and the fingerprints of the models that are in force.
    struct Key: Equatable {
        let bands: [String]
        let models: [Double]

        /// Of whom no band is known.
        static let none = UInt8.max
    }

    /// One chunk of them.
    struct Part {
        private let bands, made: NumberChunk
        let key: Key

        fileprivate init(bands: NumberChunk, made: NumberChunk, key: Key) {
            (self.bands, self.made, self.key) = (bands, made, key)
        }

        static func isSame(_ one: Part?, _ other: Part?) -> Bool {
            guard let one, let other else { return one == nil && other == nil }
            return one.bands === other.bands && one.made === other.made && one.key == other.key
        }

        /// For each row the place of its band in the key, or `Key.none`.
        func codes(rows: Int) -> ContiguousArray<UInt8> {
            var codes = ContiguousArray(repeating: Key.none, count: rows)
            let count = Double(min(key.bands.count, Int(Key.none)))
            let (values, noBand) = (bands.values, bands.absences)
            let (models, noModel) = (made.values, made.absences)
            var last = key.models.first ?? .nan
            for row in 0..<min(rows, bands.count, made.count) {
                guard noBand[row] | noModel[row] == 0 else { continue }
                let (band, model) = (values[row], models[row])
                guard band < count else { continue }
                if model != last {
                    guard key.models.contains(model) else { continue }
                    last = model
                }
                codes[row] = UInt8(truncatingIfNeeded: Int(band))
            }
            return codes
        }
    }
}

import CEL
import Columns

/// Rules that go over the same kind of subject, over columns: for whom each holds, as `BoundRule.truth` tells it of one
/// subject after another.
struct ColumnRules: Sendable {
    private let book: ColumnBook
    private let sight: Sight
    private let watch: ColumnCondition?
    private let rules: [ColumnRule]

    /// Whom to watch is asked of accounts only; other subjects are those of watched accounts.
    init(_ rules: [Rule], watching watch: Condition? = nil, in sight: Sight, _ book: ColumnBook? = nil) {
        var book = book ?? ColumnBook(on: sight.asOf.today)
        self.sight = sight
        self.watch = watch.map { book.bound($0) }
        self.rules = rules.map { ColumnRule($0, in: &book) }
        self.book = book
    }

    /// What was found of the same subjects before, where that still holds.
    struct Earlier {
        /// The places that are asked about anew.
        let moved: Bitmap
        /// By rule, for whom it holds of the others; nothing where it has to ask about everybody.
        let kept: [Bitmap?]
    }

    /// A bit for each slot: of those that are watched, and for each rule of those for which it holds.
    func accounts(seeing columns: SeenColumns? = nil, since earlier: Earlier? = nil) -> (
        watched: Bitmap, byRule: [Bitmap]
    ) {
        let desk = ColumnDesk(book, in: sight)
        var watched = Bitmap()
        var byRule = [Bitmap](repeating: Bitmap(), count: rules.count)
        let marks = RuleMarks()
        for (index, chunk) in sight.accounts.chunks.enumerated() {
            desk.lay(.accounts(chunk: index, count: chunk.count), with: columns?[index] ?? [])
            marks.all.update(repeating: 1, count: chunk.count)
            if let watch { desk.goThrough { watch.mark(holds: marks.all + desk.from, among: nil, at: desk) } }
            watched.append(marks.all, count: chunk.count)
            marks.keepDescribed(chunk.profileColumns)
            mark(marks, from: index * Chunk.size, count: chunk.count, into: &byRule, since: earlier, at: desk)
        }
        return (watched, Self.adding(earlier, to: byRule))
    }

    /// For each rule a bit for each of the subjects for which it holds.
    func places(among rows: [SubjectRow], since earlier: Earlier? = nil) -> [Bitmap] {
        let desk = ColumnDesk(book, in: sight)
        var byRule = [Bitmap](repeating: Bitmap(), count: rules.count)
        let marks = RuleMarks()
        for start in stride(from: 0, to: rows.count, by: Chunk.size) {
            let some = rows[start..<min(start + Chunk.size, rows.count)]
            desk.lay(.objects(some))
            for (row, subject) in some.enumerated() {
                marks.all[row] = sight.isDescribed(subject) ? 1 : 0
            }
            mark(marks, from: start, count: some.count, into: &byRule, since: earlier, at: desk)
        }
        return Self.adding(earlier, to: byRule)
    }

    /// For whom the rules hold of those that lie on the desk and are asked about.
    private func mark(
        _ marks: RuleMarks, from first: Int, count: Int, into byRule: inout [Bitmap], since earlier: Earlier?,
        at desk: ColumnDesk
    ) {
        let isKept = { (place: Int) in earlier?.kept[place] != nil }
        mark(rules.indices.filter { !isKept($0) }, marks, marks.all, into: &byRule, at: desk)
        guard let earlier else { return }
        marks.moved.update(from: marks.all, count: count)
        earlier.moved.keep(marks.moved, from: first, count: count)
        mark(rules.indices.filter(isKept), marks, marks.moved, into: &byRule, at: desk)
    }

    private func mark(
        _ places: [Int], _ marks: RuleMarks, _ asked: UnsafeMutablePointer<UInt8>, into byRule: inout [Bitmap],
        at desk: ColumnDesk
    ) {
        guard !places.isEmpty else { return }
        desk.askOnly(asked)
        desk.goThrough {
            for place in places {
                rules[place].mark(marks, asked + desk.from, at: desk)
                byRule[place].append(marks.found, count: desk.rows)
            }
        }
    }

    private static func adding(_ earlier: Earlier?, to found: [Bitmap]) -> [Bitmap] {
        guard let earlier else { return found }
        return zip(found, earlier.kept).map { found, kept in
            var all = found
            if let kept { all.formUnion(kept) }
            return all
        }
    }
}

/// Room for the marks of what lies on the desk.
private final class RuleMarks {
    /// Those of them all that a rule may hold for.
    let all = UnsafeMutablePointer<UInt8>.allocate(capacity: Chunk.size)
    /// Those of these of which a rule may see something that it did not see before.
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: Chunk.size)
    /// In the batch at hand, those that the rule at hand is about.
    let subjects = UnsafeMutablePointer<UInt8>.allocate(capacity: Condition.batchSize)
    /// Of those the ones for which it holds.
    let found = UnsafeMutablePointer<UInt8>.allocate(capacity: Condition.batchSize)
    let more = UnsafeMutablePointer<UInt8>.allocate(capacity: Condition.batchSize)

    deinit {
        for marks in [all, moved, subjects, found, more] { marks.deallocate() }
    }

    /// Nobody can be told of an account that no source describes.
    func keepDescribed(_ columns: ProfileColumns) {
        for (row, undescribed) in columns.undescribed.enumerated() { all[row] &= undescribed ^ 1 }
    }
}

/// One rule over columns: whom it is about, and its condition at each of its levels.
private struct ColumnRule: Sendable {
    private let ladder: Ladder?
    private let appliesTo: ColumnCondition?
    private let levels: [ColumnCondition]
    private let absenceHolds: Bool

    init(_ rule: Rule, in book: inout ColumnBook) {
        ladder = rule.ladder
        appliesTo = rule.appliesTo.map { book.bound($0, under: rule.thresholds) }
        levels = rule.variants.map { book.bound($0.when, under: $0.thresholds) }
        absenceHolds = rule.missing == .fire
    }

    /// Marks in `found` for whom it holds, of those of the batch that are asked about.
    func mark(_ marks: RuleMarks, _ asked: UnsafeMutablePointer<UInt8>, at desk: ColumnDesk) {
        let rows = markSubjects(marks, asked, at: desk)
        for (place, level) in levels.enumerated() {
            let into = place == 0 ? marks.found : marks.more
            mark(level, into, among: rows, at: desk)
            if place > 0 { for row in 0..<desk.rows { marks.found[row] |= marks.more[row] } }
        }
    }

    /// Where an absence counts as holding, it holds wherever it is not known not to.
    private func mark(
        _ level: ColumnCondition, _ marks: UnsafeMutablePointer<UInt8>, among rows: UnsafePointer<UInt8>,
        at desk: ColumnDesk
    ) {
        if absenceHolds {
            level.mark(holds: nil, fails: marks, among: rows, at: desk)
            for row in 0..<desk.rows { marks[row] = (marks[row] ^ 1) & rows[row] }
        } else {
            level.mark(holds: marks, among: rows, at: desk)
            for row in 0..<desk.rows { marks[row] &= rows[row] }
        }
    }

    /// The rows that it is about, of those that it may hold for.
    private func markSubjects(
        _ marks: RuleMarks, _ asked: UnsafeMutablePointer<UInt8>, at desk: ColumnDesk
    ) -> UnsafePointer<UInt8> {
        let subjects = marks.subjects
        guard ladder != nil || appliesTo != nil else { return UnsafePointer(asked) }
        subjects.update(from: asked, count: desk.rows)
        if let ladder {
            for row in 0..<desk.rows where asked[row] == 1 {
                subjects[row] = desk.sight.standing(of: desk.subject(row), on: ladder) == nil ? 0 : 1
            }
        }
        if let appliesTo {
            appliesTo.mark(holds: marks.more, among: subjects, at: desk)
            for row in 0..<desk.rows { subjects[row] &= marks.more[row] }
        }
        return UnsafePointer(subjects)
    }
}

import Columns

/// The questions put to a part of a condition, and the rows they are about: what each kind of part does with them.
struct Asked {
    let marks: Marks
    let batch: Batch
}

extension Asked {
    /// An `&&`: holds where all hold, fails where any fails.
    func all(_ plans: [TruthPlan]) {
        guard let first = plans.first else { return marks.setAll(true, rows: batch.rows) }
        first.mark(marks, in: batch)
        for plan in plans.dropFirst() {
            let level = batch.scratch.level
            defer { batch.scratch.giveBack(to: level) }
            var rows = marks.among
            if plan.isSlow {
                let undecided = batch.scratch.takeMarks()
                markUndecided(undecided)
                guard !MarkLoops.isEmpty(undecided, rows: batch.rows) else { continue }
                rows = UnsafePointer(undecided)
            }
            let more = marks.another(in: batch.scratch, among: rows)
            plan.mark(more, in: batch)
            if let into = marks.holds, let other = more.holds { MarkLoops.and(into, other, rows: batch.rows) }
            if let into = marks.fails, let other = more.fails { MarkLoops.or(into, other, rows: batch.rows) }
        }
    }

    /// The rows of which a further operand of an `&&` can still change the answer.
    private func markUndecided(_ undecided: MarkRow) {
        let rows = batch.rows
        if let fails = marks.fails {
            MarkLoops.flip(undecided, from: fails, rows: rows)
        } else if let holds = marks.holds {
            undecided.update(from: holds, count: rows)
        }
        if let among = marks.among { MarkLoops.and(undecided, among, rows: rows) }
    }

    /// `a == b` of two bools.
    func same(_ left: TruthPlan, _ right: TruthPlan) {
        let one = Marks.both(in: batch.scratch, among: marks.among)
        let other = Marks.both(in: batch.scratch, among: marks.among)
        left.mark(one, in: batch)
        right.mark(other, in: batch)
        guard let oneHolds = one.holds, let oneFails = one.fails, let otherHolds = other.holds,
            let otherFails = other.fails
        else { return }
        if let holds = marks.holds {
            MarkLoops.choose(holds, oneHolds, where: otherHolds, oneFails, where: otherFails, rows: batch.rows)
        }
        if let fails = marks.fails {
            MarkLoops.choose(fails, oneHolds, where: otherFails, oneFails, where: otherHolds, rows: batch.rows)
        }
    }

    func choice(
        _ condition: TruthPlan, _ then: TruthPlan, _ otherwise: TruthPlan
    ) {
        let chosen = Marks.both(in: batch.scratch, among: marks.among)
        condition.mark(chosen, in: batch)
        guard let ifHolds = chosen.holds, let ifFails = chosen.fails else { return }
        let one = marks.another(in: batch.scratch, among: ifHolds)
        let other = marks.another(in: batch.scratch, among: ifFails)
        then.mark(one, in: batch)
        otherwise.mark(other, in: batch)
        if let into = marks.holds, let one = one.holds, let other = other.holds {
            MarkLoops.choose(into, one, where: ifHolds, other, where: ifFails, rows: batch.rows)
        }
        if let into = marks.fails, let one = one.fails, let other = other.fails {
            MarkLoops.choose(into, one, where: ifHolds, other, where: ifFails, rows: batch.rows)
        }
    }

}

// MARK: Leaves

extension Asked {

    func compare<Number>(
        _ comparison: Comparison, _ left: NumberPlan<Number>, _ right: NumberPlan<Number>, _ step: RowStep
    ) {
        guard let left = left.operand(in: batch, among: marks.among),
            let right = right.operand(in: batch, among: marks.among)
        else { return oneByOne(step) }
        comparison.mark(left, right, marks, rows: batch.rows)
    }

    func flag(_ index: Int, _ step: RowStep) {
        switch batch.source.column(index) {
        case .constant(let value): marks.setAll(value.answer, rows: batch.rows)
        case .flags(let flags, let absences, let from):
            let absences = Operand<Int64>.Absences(absences, from: from)
            flags.withUnsafeBufferPointer { flags in
                guard let flags = flags.baseAddress.map({ $0 + from }) else { return }
                marks.holds?.update(from: flags, count: batch.rows)
                if let fails = marks.fails { MarkLoops.flip(fails, from: flags, rows: batch.rows) }
            }
            let whether = Operand<Int64>(.constant(0), absences)
            for row in [marks.holds, marks.fails].compactMap(\.self) { whether.clearAbsent(row, rows: batch.rows) }
        case .doubles, .ints, .uints, .texts, .rows: oneByOne(step)
        }
    }

    func presence(_ index: Int, _ step: RowStep) {
        let column = batch.source.column(index)
        switch column {
        case .constant: marks.setAll(step.answer(of: 0, in: batch), rows: batch.rows)
        case .doubles(_, let absences, let from): present(.init(absences, from: from))
        case .ints(_, let absences, let from), .uints(_, let absences, let from), .flags(_, let absences, let from):
            present(.init(absences, from: from))
        case .texts(let chunk, let from):
            for row in 0..<batch.rows { marks.set(row, chunk.codes[from + row] != TextChunk.absent) }
        case .rows: oneByOne(step)
        }
    }

    private func present(_ absences: Operand<Double>.Absences) {
        let known = batch.scratch.takeMarks()
        Operand<Double>(.constant(0), absences).markKnown(known, rows: batch.rows)
        marks.holds?.update(from: known, count: batch.rows)
        if let fails = marks.fails { MarkLoops.flip(fails, from: known, rows: batch.rows) }
    }

    /// Asks once for each different text, and once for its absence.
    func text(_ index: Int, _ step: RowStep) {
        let chunk: TextChunk
        let from: Int
        switch batch.source.column(index) {
        case .texts(let texts, let start): (chunk, from) = (texts, start)
        case .constant(let value): return marks.setAll(step.value { _ in value }.answer, rows: batch.rows)
        case .doubles, .ints, .uints, .flags, .rows: return oneByOne(step)
        }
        var answers = TextAnswers(chunk.texts, step)
        chunk.codes.withUnsafeBufferPointer { codes in
            guard chunk.texts.count > Self.fewTexts else {
                return lookUp(codes, from: from, in: answers.all)
            }
            for row in 0..<batch.rows { marks.set(row, answers.answer(for: codes[from + row])) }
        }
    }

    /// So few that all of them may be asked, whether they come up or not.
    private static let fewTexts = 64

    /// Without branches: the row's code, or behind them all its absence, leads to the answer.
    private func lookUp(_ codes: UnsafeBufferPointer<UInt16>, from: Int, in answers: [Bool?]) {
        for (marks, wanted) in [(marks.holds, true), (marks.fails, false)] {
            guard let marks else { continue }
            let table = ContiguousArray<UInt8>(answers.map { $0 == wanted ? 1 : 0 })
            table.withUnsafeBufferPointer { table in
                let last = table.count - 1
                for row in 0..<batch.rows { marks[row] = table[min(Int(codes[from + row]), last)] }
            }
        }
    }

    func oneByOne(_ step: RowStep) {
        for row in 0..<batch.rows {
            let isAsked = marks.among.map { $0[row] == 1 } ?? true
            marks.set(row, isAsked ? step.answer(of: row, in: batch) : nil)
        }
    }
}

/// What a condition on one text answers, for each text of a chunk; found out when it is first asked for.
private struct TextAnswers {
    private let texts: [String]
    private let step: RowStep
    private var found: ContiguousArray<UInt8>
    private var absent: Bool??

    init(_ texts: [String], _ step: RowStep) {
        self.texts = texts
        self.step = step
        found = ContiguousArray(repeating: Self.open, count: texts.count)
    }

    /// Those of all texts in the order of their codes, and last that of an absence.
    var all: [Bool?] {
        mutating get {
            (0..<UInt16(texts.count)).map { answer(for: $0) } + [answer(for: TextChunk.absent)]
        }
    }

    private static let open: UInt8 = 3
    private static let answers: [Bool?] = [false, true, nil]

    mutating func answer(for code: UInt16) -> Bool? {
        guard code != TextChunk.absent else {
            if let absent { return absent }
            let answer = step.value { _ in .unknown("", because: "") }.answer
            absent = .some(answer)
            return answer
        }
        let place = Int(code)
        if found[place] == Self.open {
            let answer = step.value { _ in .string(texts[place]) }.answer
            found[place] = answer.map { $0 ? 1 : 0 } ?? 2
        }
        return Self.answers[Int(found[place])]
    }
}

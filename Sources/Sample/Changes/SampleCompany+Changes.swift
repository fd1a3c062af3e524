/// What happened in the company since its files were written: in words, and as the new text of the files it shows in.
package struct SampleChange: Sendable {
    /// A sentence for each thing that happened.
    package let news: [String]
    package let files: [SampleFile]
}

extension SampleCompany {
    /// The files as they stand after so many steps, 1 being the first, where the last step touched them.
    ///
    /// Each step is small and ordinary: good accounts fall, an overdue invoice is paid, and who fell a step ago
    /// recovers. Everything is dated on the files' last day, so it has happened whenever it is read. Usage never
    /// changes: the busiest day of a month decides, and no single day could lower it.
    package func changes(atStep step: Int) -> SampleChange {
        precondition(step >= 1, "the first step is 1")
        var changes = Changes(books, until: span.until, seed: seed)
        for step in 1...step { changes.take(step, among: customers) }
        return SampleChange(news: changes.news, files: changes.files)
    }
}

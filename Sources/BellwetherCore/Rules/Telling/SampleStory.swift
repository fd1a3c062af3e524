import CEL

/// What a rule's message may have to say one day: its texts for somebody there is, for whatever some source may call
/// them, and with nothing known at all.
package struct SampleStory: Sendable {
    /// At one of its levels.
    package let rule: Rule
    package let subject: Subject
    package let labels: [String: String]
    package let story: Story
    /// The text that every name in it is; nothing where it speaks of somebody there is.
    package let odd: OddText?
}

extension Turn {
    /// The stories of every rule at every level.
    package func sampleStories(under policy: Policy, given history: History) -> [SampleStory] {
        let sight = sight(under: policy, given: history)
        return StorySampler(of: policy.rules, in: sight).samples
    }
}

private struct StorySampler {
    let book: RuleBook
    let sight: Sight
    let teller: StoryTeller
    let objects: ObjectRows

    init(of book: RuleBook, in sight: Sight) {
        self.book = book
        self.sight = sight
        teller = StoryTeller(sight, book.context, rules: book.rules)
        let watch = sight.bound(book.context.watch)
        let slots = (0..<sight.accounts.slotCount).filter { watch.truth(for: SubjectRow(slot: $0)) == .holds }
        objects = ObjectRows(of: book.rules, among: slots, in: sight, people: book.context.people)
    }

    var samples: [SampleStory] {
        book.rules.flatMap { rule in
            let row = firstRow(of: rule)
            return rule.variants.flatMap { variant in
                [row.map { sample(of: variant, for: $0) }].compactMap(\.self)
                    + (OddText.all + [.notKnown]).map { sample(of: variant, for: row, as: $0) }
            }
        }
    }

    private func firstRow(of rule: Rule) -> SubjectRow? {
        let appliesTo = rule.appliesTo.map { sight.bound($0, under: rule.thresholds) }
        return objects.rows(rule.target).first { appliesTo?.truth(for: $0) != .doesNotHold }
    }

    private func sample(of rule: Rule, for row: SubjectRow) -> SampleStory {
        SampleStory(
            rule: rule, subject: sight.subject(of: row) ?? .account(""), labels: teller.labels(of: rule, for: row),
            story: teller.story(of: rule, for: row), odd: nil)
    }

    private func sample(of rule: Rule, for row: SubjectRow?, as odd: OddText) -> SampleStory {
        var story =
            row.map { teller.story(of: rule, for: $0) }
            ?? Story(
                accountID: "", accountName: "", title: "", currency: book.context.reporting.code)
        let text = { (name: String) in
            rule.annotation(name).map { self.text(of: $0, rule, row, as: odd) } ?? ""
        }
        (story.accountID, story.accountName) = (odd.text, odd.text)
        (story.owner, story.ownerName) = (odd.text, odd.text)
        (story.title, story.brief, story.play) = (text("title"), text("brief"), text("play"))
        (story.reason, story.stakes, story.when) = (text("reason"), odd.text, odd.text)
        story.plan = rule.playbooks.first.map { playbook in
            TaskPlan(
                playbook: playbook.name,
                steps: playbook.steps.map { step in
                    let notes = step.notes.map { self.text(of: $0, rule, row, as: odd) } ?? ""
                    return TaskPlan.Step(
                        subject: self.text(of: step.subject, rule, row, as: odd), notes: notes,
                        assignee: step.assignee, dueDays: step.dueDays)
                })
        }
        for name in story.annotations.keys { story.annotations[name] = text(name) }
        story.links = book.context.links.map { link in
            Story.Link(label: link.label, url: self.text(of: link.url, rule, row, as: odd, encoded: true))
        }
        let labels = ["alert": rule.id, "account": odd.text, "owner": odd.text]
        return SampleStory(rule: rule, subject: .account(odd.text), labels: labels, story: story, odd: odd)
    }

    private func text(
        of template: Template, _ rule: Rule, _ row: SubjectRow?, as odd: OddText, encoded: Bool = false
    ) -> String {
        let readers = sight.readers(of: template.references, under: rule.thresholds)
        return template.rendered(as: odd) { index in
            row.map { readers[index]($0) }
                ?? .unknown(template.references[index].name, because: AbsenceReason.noData.key)
        } printing: { value, reference in
            let text = teller.printer.text(value, of: reference)
            return encoded ? PercentEncoding.encoded(text) : text
        }
    }
}

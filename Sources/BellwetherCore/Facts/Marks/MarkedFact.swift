import Columns

/// A fact of which metrics ask little, and often: that little stands beside it, place for place.
protocol MarkedFact: KeyedFact {
    associatedtype Mark: Sendable

    /// Of one account's.
    static func marks(of facts: ArraySlice<Self>) -> [Mark]
}

extension Ragged where Element: MarkedFact {
    var marks: Ragged<Element.Mark> {
        var marks = Ragged<Element.Mark>()
        marks.reserve(rows: rowCount, elements: elementCount)
        for row in 0..<rowCount { marks.append(Element.marks(of: self[row])) }
        return marks
    }

    /// - Parameters:
    ///   - before: the marks of the same facts, but for some rows.
    ///   - changed: those rows, in order.
    func marks(over before: Ragged<Element.Mark>, except changed: [Int]) -> Ragged<Element.Mark> {
        let marks = Ragged<Element.Mark>(rows: changed.lazy.map { Element.marks(of: self[$0]) })
        return before.replacing(changed, by: marks, rowCount: rowCount)
    }
}

extension Invoice: MarkedFact {
    static func marks(of invoices: ArraySlice<Invoice>) -> [InvoiceMark] { invoices.map { InvoiceMark($0) } }
}

extension Ticket: MarkedFact {
    static func marks(of tickets: ArraySlice<Ticket>) -> [TicketMark] { tickets.map { TicketMark($0) } }
}

extension SurveyResponse: MarkedFact {
    static func marks(of responses: ArraySlice<SurveyResponse>) -> [ResponseMark] {
        var first: [String: Int32] = [:]
        return responses.enumerated().map { place, response in
            guard let contact = response.contact else { return ResponseMark(response, contact: -1) }
            let code = first[contact] ?? Int32(place)
            first[contact] = code
            return ResponseMark(response, contact: code)
        }
    }
}

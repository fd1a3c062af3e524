/// Finds a part in a whole in time linear in both, however they repeat themselves (Knuth, Morris and Pratt).
struct Needle<Element: Equatable> {
    let elements: [Element]
    /// For each length of a beginning that matched, how much of it may still match where the next element does not.
    private let fallbacks: [Int]

    init(_ elements: [Element]) {
        self.elements = elements
        var fallbacks = [Int](repeating: 0, count: elements.count)
        var matched = 0
        for index in elements.indices.dropFirst() {
            while matched > 0, elements[index] != elements[matched] { matched = fallbacks[matched - 1] }
            if elements[index] == elements[matched] { matched += 1 }
            fallbacks[index] = matched
        }
        self.fallbacks = fallbacks
    }

    /// Where the part first begins, at this place or behind it.
    func first(in whole: some RandomAccessCollection<Element>, from start: Int = 0) -> Int? {
        guard !elements.isEmpty else { return start }
        var matched = 0
        for offset in start..<max(start, whole.count) {
            let element = whole[whole.index(whole.startIndex, offsetBy: offset)]
            while matched > 0, element != elements[matched] { matched = fallbacks[matched - 1] }
            if element == elements[matched] { matched += 1 }
            if matched == elements.count { return offset + 1 - matched }
        }
        return nil
    }

    /// Where the part last begins, at this place or before it.
    func last(in whole: [Element], upTo end: Int) -> Int? {
        let mirrored = Needle(elements.reversed())
        let reach = Array(whole.prefix(end + elements.count).reversed())
        return mirrored.first(in: reach).map { reach.count - $0 - elements.count }
    }

    /// Where it is found, without overlaps, no more often than that.
    func all(in whole: [Element], atMost count: Int) -> [Int] {
        var places: [Int] = []
        var start = 0
        while places.count < count, let place = first(in: whole, from: start) {
            places.append(place)
            start = place + elements.count
        }
        return places
    }
}

import BellwetherCore

extension Replay {
    /// Alerts that began on each day, by rule, as an SVG that needs nothing beside it.
    package var picture: String {
        let rules = policy.rules.rules.map(\.id).filter { id in days.contains { $0.opened[id] != nil } }
        let most = max(1, days.map { $0.opened.values.reduce(0, +) }.max() ?? 1)
        let frame = PictureFrame(days: days.count, most: most, rules: rules.count)
        var parts = [frame.opening, frame.scale]
        for (index, day) in days.enumerated() {
            var below = 0
            for (place, rule) in rules.enumerated() {
                guard let count = day.opened[rule] else { continue }
                parts.append(frame.bar(at: index, from: below, count, place, "\(day.day): \(rule) \(count)"))
                below += count
            }
        }
        if let first = days.first?.day, let last = days.last?.day { parts.append(frame.dates(first, last)) }
        parts += rules.enumerated().map { place, rule in
            frame.legend(place, "\(rule): \(days.reduce(0) { $0 + ($1.opened[rule] ?? 0) })")
        }
        return (parts + ["</svg>\n"]).joined(separator: "\n")
    }
}

/// Where things stand in the picture.
private struct PictureFrame {
    let days: Int
    let most: Int
    let rules: Int

    private let left = 48
    private let top = 48
    private let width = 900
    private let height = 280

    private var step: Double { Double(width) / Double(max(1, days)) }

    var opening: String {
        let whole = top + height + 48 + (rules + 2) / 3 * 22
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 980 \(whole)\" font-family=\"sans-serif\" "
            + "font-size=\"13\">\n<rect width=\"980\" height=\"\(whole)\" fill=\"#fff\"/>\n"
            + "<text x=\"\(left)\" y=\"28\" font-size=\"17\">Alerts that would have begun, day by day</text>"
    }

    var scale: String {
        [0, (most + 1) / 2, most].map { count in
            let y = top + height - height * count / most
            return "<path d=\"M\(left) \(y)h\(width)\" stroke=\"#ddd\"/>"
                + "<text x=\"\(left - 6)\" y=\"\(y + 4)\" text-anchor=\"end\" fill=\"#555\">\(count)</text>"
        }.joined(separator: "\n")
    }

    func bar(at index: Int, from below: Int, _ count: Int, _ place: Int, _ title: String) -> String {
        let x = Double(left) + step * Double(index)
        let tall = Double(height) * Double(count) / Double(most)
        let y = Double(top + height) - Double(height) * Double(below + count) / Double(most)
        return "<rect x=\"\(tenths(x))\" y=\"\(tenths(y))\" width=\"\(tenths(max(1, step * 0.85)))\" "
            + "height=\"\(tenths(tall))\" fill=\"\(colour(place))\"><title>\(title.xml)</title></rect>"
    }

    func dates(_ first: Day, _ last: Day) -> String {
        let y = top + height + 20
        return "<text x=\"\(left)\" y=\"\(y)\" fill=\"#555\">\(first)</text>"
            + "<text x=\"\(left + width)\" y=\"\(y)\" text-anchor=\"end\" fill=\"#555\">\(last)</text>"
    }

    func legend(_ place: Int, _ text: String) -> String {
        let (x, y) = (left + place % 3 * 300, top + height + 48 + place / 3 * 22)
        return "<rect x=\"\(x)\" y=\"\(y - 11)\" width=\"12\" height=\"12\" fill=\"\(colour(place))\"/>"
            + "<text x=\"\(x + 18)\" y=\"\(y)\">\(text.xml)</text>"
    }

    private func colour(_ place: Int) -> String {
        let known = ["#3b6fb6", "#d9822b", "#3d9a5f", "#b8434e", "#7b5ea7", "#8a6d4b", "#c76fa8", "#6b7785", "#a5a93b"]
        return known[place % known.count]
    }

    private func tenths(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}

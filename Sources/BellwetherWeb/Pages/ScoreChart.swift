import BellwetherCore
import Templates

/// One account's score over time, as a picture that says in words what it shows; the bands lie behind the line.
struct ScoreChart {
    let points: [ScorePoint]
    let bands: [HealthBand]
    let printer: ValuePrinter

    private static let width = 760.0, height = 220.0, left = 34.0, bottom = 24.0, top = 8.0

    /// Nothing where there is nothing to draw a line between.
    var html: String {
        guard let first = points.first, let last = points.last, points.count > 1, last.at > first.at else { return "" }
        let zone = printer.asOf.zone
        let words = printer.course(
            of: points.map(\.score), from: zone.day(of: first.at), to: zone.day(of: last.at))
        return """
            <figure><svg class="chart" viewBox="0 0 \(Self.width.short) \(Self.height.short)" role="img" \
            aria-label="\(words.escapedForHTML)">
            \(areas)\(scale)<path class="line" d="\(path(from: first.at, to: last.at))"/>\(dates(first.at, last.at))
            </svg><figcaption>\(words.escapedForHTML).</figcaption></figure>

            """
    }

    private func y(_ score: Double) -> Double {
        Self.top + (100 - min(100, max(0, score))) / 100 * (Self.height - Self.top - Self.bottom)
    }

    private func x(_ moment: Moment, from first: Moment, to last: Moment) -> Double {
        Self.left + Double(moment.seconds - first.seconds) / Double(last.seconds - first.seconds)
            * (Self.width - Self.left - 4)
    }

    private var areas: String {
        let ordered = bands.sorted { $0.fromTenths < $1.fromTenths }
        let tops = ordered.dropFirst().map { Double($0.fromTenths) / 10 } + [100]
        return zip(ordered, tops).map { band, end in
            let (upper, lower) = (y(end), y(Double(band.fromTenths) / 10))
            return """
                <rect class="area \(Mark.colour(band.colour))" x="\(Self.left.short)" y="\(upper.short)" \
                width="\((Self.width - Self.left - 4).short)" height="\((lower - upper).short)"/>
                """
        }.joined()
    }

    private var scale: String {
        [0, 25, 50, 75, 100].map { score in
            """
            <text class="tick" x="\((Self.left - 6).short)" y="\((y(Double(score)) + 4).short)" \
            text-anchor="end">\(score)</text>
            """
        }.joined()
    }

    private func dates(_ first: Moment, _ last: Moment) -> String {
        let zone = printer.asOf.zone
        let (from, to) = (printer.text(zone.day(of: first)), printer.text(zone.day(of: last)))
        return """
            <text class="tick" x="\(Self.left.short)" y="\((Self.height - 6).short)">\(from.escapedForHTML)</text>\
            <text class="tick" x="\((Self.width - 4).short)" y="\((Self.height - 6).short)" \
            text-anchor="end">\(to.escapedForHTML)</text>
            """
    }

    private func path(from first: Moment, to last: Moment) -> String {
        points.enumerated().map { index, point in
            "\(index == 0 ? "M" : "L")\(x(point.at, from: first, to: last).short) \(y(point.score).short)"
        }.joined(separator: " ")
    }
}

/// How a value between 0 and 100 went, as a PNG: stripes of colour behind a line, and a dot where it stands now.
///
/// There is no text in it: letters need fonts, and what is written beside a picture can be read aloud.
package struct CoursePicture: Sendable, Hashable {
    /// From one value up to another in one colour.
    package struct Stripe: Sendable, Hashable {
        package let from, to: Double
        package let colour: Colour

        package init(from: Double, to: Double, colour: Colour) {
            self.from = from
            self.to = to
            self.colour = colour
        }
    }

    package static let width = 500.0, height = 84.0
    private static let margin = 7.0
    private static let ink = Colour(28, 36, 48)
    private static let paper = Colour(255, 255, 255)

    /// At even distances; nothing where it was not known, which leaves a gap.
    package let values: [Double?]
    package let stripes: [Stripe]

    package init(values: [Double?], stripes: [Stripe]) {
        self.values = values
        self.stripes = stripes
    }

    package var png: [UInt8]? {
        let canvas = Canvas(width: Self.width, height: Self.height, scale: 2)
        canvas.clip(toRoundedWidth: Self.width, height: Self.height, radius: 6)
        canvas.fill(Self.paper, x: 0, y: 0, width: Self.width, height: Self.height)
        for stripe in stripes {
            canvas.fill(
                stripe.colour, x: 0, y: y(stripe.to), width: Self.width, height: y(stripe.from) - y(stripe.to))
        }
        for run in runs { canvas.stroke(Self.ink, width: 2, through: run) }
        if let last = runs.last?.last {
            canvas.fillCircle(Self.paper, x: last.x, y: last.y, radius: 5)
            canvas.fillCircle(Self.ink, x: last.x, y: last.y, radius: 3.5)
        }
        return canvas.png
    }

    /// The highest and the lowest value lie far enough from the edge for the line to be seen whole.
    private func y(_ value: Double) -> Double {
        switch value {
        case ...0: Self.height
        case 100...: 0
        default: Self.margin + (1 - value / 100) * (Self.height - 2 * Self.margin)
        }
    }

    private func place(_ index: Int, _ value: Double) -> (x: Double, y: Double) {
        let step = (Self.width - 2 * Self.margin) / Double(max(1, values.count - 1))
        let inside = Self.margin + (1 - min(100, max(0, value)) / 100) * (Self.height - 2 * Self.margin)
        return (Self.margin + Double(index) * step, inside)
    }

    /// What is known without a gap.
    private var runs: [[(x: Double, y: Double)]] {
        var runs: [[(x: Double, y: Double)]] = []
        var isOpen = false
        for (index, value) in values.enumerated() {
            guard let value else {
                isOpen = false
                continue
            }
            if isOpen { runs[runs.count - 1].append(place(index, value)) } else { runs.append([place(index, value)]) }
            isOpen = true
        }
        return runs
    }
}

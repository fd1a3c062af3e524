import Testing

@testable import Pictures

@Suite struct CoursePictureTests {
    private static let stripes = [
        CoursePicture.Stripe(from: 0, to: 50, colour: Colour(250, 218, 214)),
        .init(from: 50, to: 100, colour: Colour(214, 240, 222)),
    ]

    private func drawn(_ values: [Double?], _ stripes: [CoursePicture.Stripe] = stripes) throws -> [UInt8] {
        try #require(CoursePicture(values: values, stripes: stripes).png)
    }

    @Test func `is a PNG of twice its size, for fine screens, and small`() throws {
        let png = try drawn((0..<90).map { 50 + 40 * Double($0 % 7) / 7 })
        #expect(png.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        let sides = [16, 20].map { png[$0..<$0 + 4].reduce(0) { $0 << 8 | Int($1) } }
        #expect(sides == [1000, 168])
        #expect(png.count < 40_000, "\(png.count) bytes")
    }

    @Test func `the same course gives the same bytes, and every other one others`() throws {
        let courses: [[Double?]] = [
            [70, 60, 50], [70, 60, 40], [70, nil, 50], [70, 60], [0, 100], [-20, 130], [],
        ]
        let pictures = try courses.map { try drawn($0) }
        #expect(try courses.map { try drawn($0) } == pictures)
        // What lies beyond the scale stands at its edge.
        #expect(pictures[4] == pictures[5])
        #expect(Set(pictures).count == courses.count - 1)
        #expect(try drawn([70, 60, 50], []) != pictures[0])
    }
}

import Testing

@testable import BellwetherDaemon

@Suite struct MetricsPageTests {
    @Test func `writes a family once, escapes labels, and leaves out what has no samples`() {
        var page = MetricsPage()
        page.add("a_total", as: .counter, "Counted.", by: "source", ["b\"\\\n": 2, "a": 0])
        page.add("b", "Unknown.", nil as Double?)
        page.add("c_seconds", "Measured.", 0.25)
        #expect(
            page.text == """
                # HELP a_total Counted.
                # TYPE a_total counter
                a_total{source="a"} 0
                a_total{source="b\\"\\\\\\n"} 2
                # HELP c_seconds Measured.
                # TYPE c_seconds gauge
                c_seconds 0.25

                """)
    }

    @Test func `counts in every bucket that is no shorter`() {
        var histogram = Histogram()
        for duration in [Duration.milliseconds(10), .milliseconds(11), .seconds(61)] { histogram.take(duration) }
        var page = MetricsPage()
        page.add("d_seconds", "Taken.", histogram)
        let lines = page.text.split(separator: "\n").map(String.init)
        #expect(lines.contains("d_seconds_bucket{le=\"0.01\"} 1") && lines.contains("d_seconds_bucket{le=\"0.05\"} 2"))
        #expect(lines.contains("d_seconds_bucket{le=\"60.0\"} 2") && lines.contains("d_seconds_bucket{le=\"+Inf\"} 3"))
        #expect(lines.suffix(2) == ["d_seconds_sum 61.021", "d_seconds_count 3"], "\(lines)")
    }
}

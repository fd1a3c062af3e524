import Testing

@testable import BellwetherCore

@Suite struct BacktestTests {
    private static let model = HealthModel(
        name: "standard", measures: [Measure(key: "a", metric: "a", grading: .asIs, weight: 50)],
        bands: HealthSamples.bands)

    private static func backtest(lost: Int) -> Backtest {
        var made = MadeUpRows(months: 3)
        for index in 0..<lost { made.add(bands: [index % 3, 0, 0], lostIn: 1, points: [[10], [10], [10]]) }
        for index in 0..<50 { made.add(bands: [2, 1, index % 3], points: [[90], [80], [70]]) }
        made.add(bands: [nil, nil, 2], points: [[.nan], [.nan], [70]])
        return Backtest(made.rows, by: [0: model], horizonDays: 90)
    }

    @Test func `judges nothing with fewer than twenty that were lost, and gives the counts`() {
        let few = Self.backtest(lost: 19)
        #expect(!few.isJudged && few.judgement == nil)
        #expect(few.beforehand.lost == 19 && few.edges.first?.confusion.below.lost == 7 + 19 + 19)
        #expect(Self.backtest(lost: 20).judgement != nil)
    }

    /// Leaving out only those that were called and stayed would make a score look better than it is.
    @Test func `judges scores by nobody who was called`() throws {
        var made = MadeUpRows(months: 1)
        for index in 0..<40 { made.add(bands: [index % 3], lostIn: index % 2 == 0 ? 1 : nil, points: [[50]]) }
        let plain = try #require(Backtest(made.rows, by: [0: Self.model], horizonDays: 90).judgement?.auc)
        for index in 0..<40 {
            made.add(bands: [0], lostIn: index % 2 == 0 ? 1 : nil, treated: true, points: [[0]])
        }
        let backtest = Backtest(made.rows, by: [0: Self.model], horizonDays: 90)
        #expect(backtest.judgement?.auc == plain && backtest.treated == 40)
        #expect(backtest.judgement?.separations.first?.lost == .init(points: 50, count: 20))
    }

    @Test func `counts each account at each month's end below and above each edge`() throws {
        let backtest = Self.backtest(lost: 30)
        #expect(backtest.accounts == 81 && backtest.rows == 243)
        #expect(backtest.edges.map(\.tenths) == [500, 750])
        let red = try #require(backtest.edges.first?.confusion)
        #expect(red.below.lost == 70 && red.above.lost == 20)
        #expect(red.below.kept == 17 && red.above.kept == 134 && red.unscored.kept == 2)
        let judgement = try #require(backtest.judgement)
        let auc = try #require(judgement.auc)
        #expect(auc > 0.8 && judgement.aucInterval.map { $0.low < auc && auc < $0.high } == true)
    }
}

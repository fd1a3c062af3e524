import Columns
import Testing

@Suite struct OrderlessSumTests {
    @Test func `the same to the bit, in whatever order`() {
        var numbers = (1...5000).map { Double($0 * 7919 % 9_000_011) / 1e6 - 3 } + [1e15, -1e15, 0.1, 0.2, -0.3]
        let expected = OrderlessSum(numbers).value
        for _ in 0..<8 {
            numbers.shuffle()
            #expect(OrderlessSum(numbers).value.bitPattern == expected.bitPattern)
        }
    }

    @Test(
        arguments: [
            ([], 0), ([0.1, 0.2], 0.3), ([1, -0.9], 0.1), ([-0.5, -0.25], -0.75), ([0.9, 0.9, 0.9], 2.7),
            ([412_000.33, 0.01], 412_000.34), ([1e300, 1], 1e300), ([.infinity], .infinity),
        ] as [([Double], Double)])
    func `adds what is written in decimals`(numbers: [Double], sum: Double) {
        #expect(OrderlessSum(numbers).value == sum)
    }

    @Test func `what is no number leaves none`() {
        #expect(OrderlessSum([1, .nan]).value.isNaN)
    }
}

import Testing

@testable import CEL

@Suite struct NumberTextTests {
    @Test(arguments: [
        (0, "0"), (1, "1"), (-1.5, "-1.5"), (48.2, "48.2"), (1e6, "1e+06"), (123456789, "1.23456789e+08"),
        (1e-5, "1e-05"), (0.0001, "0.0001"), (123456, "123456"), (1.0 / 3, "0.3333333333333333"),
        (1e300, "1e+300"), (-0.0, "-0"), (.infinity, "Infinity"), (-.infinity, "-Infinity"), (.nan, "NaN"),
        (1234567.5, "1.2345675e+06"), (100000, "100000"), (.leastNonzeroMagnitude, "5e-324"),
    ])
    func `a double becomes a string as in C and Go`(number: Double, text: String) {
        #expect(NumberText.general(number) == text)
    }
}

extension Function {
    static let texts = [
        test("contains", help: "Whether the text has this in it.", example: "account.name.contains('GmbH')") {
            $0.containsBytes(of: $1)
        },
        test("startsWith", help: "Whether the text begins so.", example: "account.name.startsWith('The ')") {
            $0.hasBytePrefix($1)
        },
        test("endsWith", help: "Whether the text ends so.", example: "account.domain.endsWith('.de')") {
            $0.hasByteSuffix($1)
        },
    ]

    private static func test(
        _ name: String,
        help: String,
        example: String,
        _ holds: @escaping @Sendable (String, String) -> Bool
    ) -> Function {
        Function(
            name, [Overload(.member, [.string, .string], .bool)],
            help: help, example: example,
            body: Body(binary: { text, part in
                if case .string(let text) = text, case .string(let part) = part {
                    .bool(holds(text, part))
                } else {
                    .noOverload(name, text, part)
                }
            }).costing(.linear)
        )
    }
}

import BellwetherCore
import Foundation
import Testing

@testable import BellwetherSources

@Suite struct ProposedSourcesTests {
    struct Export: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let file: String
        let bytes: Data
        let says: [String]
        let kind: FactKind
        let key: String
        let field: String
        let value: FactValue
    }

    private static func windows1251(_ text: String) -> Data {
        Data(
            text.unicodeScalars.map { scalar in
                switch scalar.value {
                case 0x410...0x44F: UInt8(scalar.value - 0x410 + 0xC0)
                default: UInt8(truncatingIfNeeded: scalar.value)
                }
            })
    }

    static let exports = [
        Export(
            testDescription: "English accounts", file: "customers.csv",
            bytes: Data(
                "Customer ID,Company Name,CSM,Plan,Seats,Customer since\nc1,Acme,kim,Gold,60,2024-03-01\n".utf8),
            says: ["account:", "owner: \"CSM\""], kind: .account, key: "c1", field: "seats", value: .integer(60)),
        Export(
            testDescription: "German invoices", file: "Rechnungen.csv",
            bytes: Data(
                "Rechnungsnummer;Kundennummer;Rechnungsdatum;Fällig am;Betrag;Status;Währung\nR1;c1;01.03.2026;15.03.2026;1.234,50;offen;EUR\nR2;c1;31.03.2026;14.04.2026;99,00;bezahlt;EUR\n"
                    .utf8),
            says: ["delimiter: \";\"", "dates: [\"%d.%m.%Y\"]", "1.234,56", "\"offen\": open"], kind: .invoice,
            key: "R1", field: "total", value: .integer(123_450)),
        Export(
            testDescription: "Russian invoices in CP1251", file: "scheta.csv",
            bytes: windows1251(
                "Номер счета;Клиент;Дата счета;Срок оплаты;Сумма;Статус;Валюта\nА-1;c1;01.03.2026;15.03.2026;1 234,50;оплачен;RUB\n"
            ),
            says: ["encoding: cp1251", "\"оплачен\": paid"], kind: .invoice, key: "А-1", field: "total",
            value: .integer(123_450)),
    ]

    @Test(arguments: exports)
    func `proposes settings that read`(export: Export) async throws {
        let folder = try Folder()
        try folder.write(export.file, export.bytes)
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.count == 1, "\(proposed.passedOver)")
        for words in export.says { #expect(proposed.yaml.contains(words), "\(proposed.yaml)") }
        let (sources, mistakes) = sources("sources:\n" + proposed.yaml, in: folder.path)
        #expect(mistakes.filter { $0.contains("error") } == [])
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.value(export.field, of: export.key, export.kind) == export.value)
    }

    @Test func `reads Chinese headers and words, in GB18030`() async throws {
        let folder = try Folder()
        let gbk: [UInt8] =
            [
                0xBF, 0xCD, 0xBB, 0xA7, 0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xBF, 0xCD, 0xBB, 0xA7, 0xC3, 0xFB, 0xB3, 0xC6,
                0x0A,
            ]
            + [0x63, 0x31, 0x2C, 0xB0, 0xA2, 0xBF, 0xCB, 0x0A]
        try folder.write("customers.csv", Data(gbk))
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.yaml.contains("encoding: gb18030"))
        #expect(proposed.yaml.contains("name: \"客户名称\""))
    }

    @Test func `says where two readings are possible, and passes over what it does not know`() throws {
        let folder = try Folder()
        try folder.write("invoices.csv", "id,customer,date,total\n1,c1,03/04/2026,\"1,234\"\n")
        try folder.write("weather.csv", "place,rain\nBremen,3\n")
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.yaml.contains("# the dates fit %m/%d/%Y as well as %d/%m/%Y; write the one that is right"))
        #expect(proposed.yaml.contains("# '1,234' may be read in two ways; here it is read as in"))
        #expect(proposed.passedOver == ["weather.csv: its columns (place, rain) fit no kind of fact"])
    }

    @Test func `takes exports of several days for one source`() throws {
        let folder = try Folder()
        for month in ["09", "10"] {
            try folder.write("usage-2026-\(month).csv", "account,day,feature,count\nc1,2026-\(month)-01,reports,3\n")
        }
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.count == 1)
        #expect(proposed.yaml.contains("path: \"\(folder.path)/usage-*.csv\""))
        #expect(proposed.yaml.contains("mode: append"))
    }
}

import BellwetherCore
import BellwetherSources
import Diagnostics
import Documents

/// Reads the list of people: key, name, email, slack_id, backup, timezone, region, team.
enum PeopleFile {
    static func people(in file: InstallationFiles.File, report: DiagnosticReport) -> People {
        do throws(CSVTableText.Mistake) {
            let table = try CSVTableText(file.bytes)
            guard table.header.index(of: "key") != nil else {
                report.add(.peopleWithoutKey(at: Place(file: file.name, line: 1, column: 1)))
                return People()
            }
            return People(persons(of: table, in: file.name, report))
        } catch {
            report.add(.error(error.reason, at: Place(file: file.name, line: error.line, column: 1)))
            return People()
        }
    }

    private static func persons(of table: CSVTableText, in file: String, _ report: DiagnosticReport) -> [Person] {
        var seen: Set<String> = []
        return table.rows.compactMap { row in
            let place = Place(file: file, line: row.line, column: 1)
            guard let key = table.text("key", of: row) else {
                report.add(.error("'key' must be given; accounts name their owner by it", at: place))
                return nil
            }
            if !seen.insert(key).inserted { report.add(.error("'\(Printable.name(key))' stands twice", at: place)) }
            let zoneName = table.text("timezone", of: row)
            let zone = zoneName.flatMap(Zones.named)
            if let zoneName, zone == nil { report.add(.unknownZone(zoneName, at: place)) }
            let email = table.text("email", of: row)
            if let email, !email.contains("@") {
                report.add(.error("'\(Printable.name(email))' is not a mail address", at: place))
            }
            return Person(
                key: key, name: table.text("name", of: row) ?? key, email: email,
                slackID: table.text("slack_id", of: row), backup: table.text("backup", of: row), zone: zone,
                region: table.text("region", of: row), team: table.text("team", of: row))
        }
    }
}

extension Diagnostic {
    static func peopleWithoutKey(at place: Place) -> Diagnostic {
        error(
            "the list of people needs a column 'key'", at: place,
            help: "its columns are key, name, email, slack_id, backup, timezone, region and team")
    }

    static func unknownZone(_ name: String, at place: Place) -> Diagnostic {
        error(
            "'\(Printable.name(name))' is not a time zone of this system", at: place,
            help: "write a name such as Europe/Berlin; the system's list is in \(Zones.folder)")
    }
}

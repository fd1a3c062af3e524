import Foundation
import GRDB

// Whole bytes go in and out as arrays, which is what the rest of the program speaks.
extension [UInt8] {
    var databaseValue: DatabaseValue { Data(self).databaseValue }
}

extension Row {
    func bytes(_ column: String) -> [UInt8]? { (self[column] as Data?).map { [UInt8]($0) } }
}

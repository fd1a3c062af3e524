import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherStore
import Foundation

/// What people read in a terminal goes out here, whichever verb says it: it takes the place of Swift's own `print`. A name
/// that a customer chose cannot move the cursor, ring, change colours or turn the direction of writing.
func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {
    Swift.print(Inert.text(items.map { "\($0)" }.joined(separator: separator)), terminator: terminator)
}

/// What programs read goes out as it is.
func printExactly(_ text: String, terminator: String = "\n") { Swift.print(text, terminator: terminator) }

/// Says something to a person on stderr; results alone go to stdout. In the journal it is found among the errors: a daemon
/// that cannot start says there why.
func say(_ text: String) {
    let lines = LogLines.isJournal(environment: ProcessInfo.processInfo.environment) ? text.asErrorsInJournal : text
    FileHandle.standardError.write(Data((Inert.text(lines) + "\n").utf8))
}

/// Says what is the matter with the state, and what to do about it.
func say(_ error: StoreError) { say("bellwether: \(error.description) (\(error.help))") }

/// Says which file cannot be read, and what to do about it.
func say(_ error: UnreadableFile) { say("bellwether: \(error.description) (\(error.help))") }

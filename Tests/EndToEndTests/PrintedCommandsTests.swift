import Foundation
import Testing

extension EndToEndTests {
    /// What is printed for somebody to type is understood when they type it.
    @Suite struct PrintedCommandsTests {
        /// Everything between backticks in the program's own words that begins with its name; what stands for something
        /// else is put in as a number, which is also a name.
        private static let printed: [[String]] = {
            var commands: Set<String> = []
            let folder = Program.checkout.appending(path: "Sources")
            let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
            while let file = files?.nextObject() as? URL {
                guard file.pathExtension == "swift" else { continue }
                for line in words(of: file).split(separator: "\n") where !line.contains("///") {
                    for match in line.matches(of: #/`bellwether ([^`]+)`/#) {
                        commands.insert(String(match.1).replacing(#/\\\((?:[^()]|\([^()]*\))*\)/#, with: "1"))
                    }
                }
            }
            return commands.sorted().map { $0.split(separator: " ").map(String.init) }
        }()

        private static func words(of file: URL) -> String {
            do {
                return try String(contentsOf: file, encoding: .utf8)
            } catch {
                preconditionFailure("\(file.lastPathComponent) cannot be read: \(error)")
            }
        }

        @Test func `are found`() {
            #expect(Self.printed.contains(["notify", "test", "1"]) && Self.printed.count > 15, "\(Self.printed)")
        }

        @Test func `every command that is printed is one, with all that it needs`() async throws {
            try await inRoom { room in
                for words in Self.printed {
                    // The name of a verb alone speaks of the verb.
                    let usage = "USAGE: bellwether \(words.joined(separator: " "))"
                    guard try await !room.run(words + ["--help"]).output.contains(usage) else { continue }
                    let nowhere = ["--config", room.configuration]
                    let ended = try await room.run(words + (words[0] == "describe" ? [] : nowhere))
                    #expect(ended.code != 64, "bellwether \(words.joined(separator: " ")): \(ended.errors)")
                }
            }
        }
    }
}

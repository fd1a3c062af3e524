import ArgumentParser
import BellwetherConfig
import BellwetherStore

/// Exit codes as sysexits has them (DAEMON 1.9).
enum Exit {
    static let findings = ExitCode(1)
    static let badData = ExitCode(65)
    static let missingInput = ExitCode(66)
    static let unreachable = ExitCode(69)
    static let internalError = ExitCode(70)
    static let cannotCreate = ExitCode(73)
    static let failedInputOrOutput = ExitCode(74)
    static let tryAgain = ExitCode(75)
    static let notPermitted = ExitCode(77)
    static let configuration = ExitCode(78)
}

extension StoreError {
    var exit: ExitCode {
        switch self {
        case .missing: Exit.missingInput
        case .corrupt, .newerSchema, .olderSchema: Exit.badData
        case .uncreatable: Exit.cannotCreate
        case .forbidden: Exit.notPermitted
        case .failed: Exit.failedInputOrOutput
        case .held, .full, .busy: Exit.tryAgain
        case .contradiction: Exit.internalError
        }
    }
}

extension UnreadableFile {
    var exit: ExitCode {
        switch cause {
        case .missing, .unfit: Exit.missingInput
        case .forbidden: Exit.notPermitted
        case .failed: Exit.failedInputOrOutput
        }
    }
}

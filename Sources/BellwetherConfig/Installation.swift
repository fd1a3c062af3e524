package import BellwetherCore
package import BellwetherReceivers
package import BellwetherSources
package import Curl
package import Documents
package import Trials

/// One installation, read and proved sound: the policy, and what the daemon around it needs.
package struct Installation: Sendable {
    package let files: InstallationFiles
    package let policy: Policy
    package let sources: [SourceDefinition]
    /// By name.
    package let receivers: [String: any Receiver]
    package let daemon: DaemonSettings
    /// What `test` plays through the line; the daemon only keeps them sound.
    package let scenarios: [Scenario]

    package var fingerprint: String { files.fingerprint }
}

/// What only the services around the line need to know.
package struct DaemonSettings: Sendable, Hashable {
    /// The folder of the state.
    package let state: String
    package let evaluateEvery: Duration
    /// How many days a first start computes for the past.
    package let firstStartDays: Int
    package let http: HTTPSettings?
    /// Where readers reach the pages that links in messages lead to; without it messages have none.
    package let publicURL: String?
    package let heartbeat: Heartbeat?
    package let proxy: ProxySettings
    /// The folder of rules, to be watched.
    package let rulesFolder: String

    package struct HTTPSettings: Sendable, Hashable {
        package let host: String
        package let port: Int
        package let allowedHosts: [String]
        /// Whether the port also shows accounts to whoever can reach it.
        package let showsPages: Bool
    }

    /// An address that is fetched after each whole turn, so that somebody else notices when none comes any more.
    package struct Heartbeat: Sendable, Hashable {
        package let url: TextOrSecret
        package let every: Duration
        package let allowedAddresses: [AddressRange]
    }
}

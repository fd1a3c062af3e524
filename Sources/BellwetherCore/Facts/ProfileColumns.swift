import Columns

/// What conditions and counts ask of the profiles of everybody, as columns: made once for a chunk, and shared with the
/// chunks that follow until a profile changes.
package final class ProfileColumns: Sendable {
    /// The status that the source tells, as a place in `AccountStatus.allCases`; 255 without a profile.
    let statuses: ContiguousArray<UInt8>
    /// The number of the day it started; the greatest below all days where that is not known.
    let started: ContiguousArray<Int32>
    /// 1 where the source tells no status, else 0.
    let untold: ContiguousArray<UInt8>
    /// 0 or 1; 0 without a profile.
    let excluded: ContiguousArray<UInt8>
    /// 1 without a profile, else 0.
    let undescribed: ContiguousArray<UInt8>
    /// The fields that many accounts share, by the names that conditions give them.
    private let texts: [String: TextChunk]

    static let noProfile = UInt8.max

    init(of profiles: ContiguousArray<Profile?>) {
        statuses = ContiguousArray(profiles.map { $0.map { Self.code(of: $0.status) } ?? Self.noProfile })
        started = ContiguousArray(profiles.map { $0?.started?.number ?? .min })
        untold = ContiguousArray(profiles.map { $0?.tellsStatus == false ? 1 : 0 })
        excluded = ContiguousArray(profiles.map { $0?.isExcluded == true ? 1 : 0 })
        undescribed = ContiguousArray(profiles.map { $0 == nil ? 1 : 0 })
        texts = Self.shared.mapValues { read in TextChunk(profiles.map { $0.flatMap(read) }) }
    }

    /// The status that an account's source tells; `nil` without a profile.
    func status(_ row: Int) -> AccountStatus? {
        statuses[row] == Self.noProfile ? nil : AccountStatus.allCases[Int(statuses[row])]
    }

    /// The field's column, if it is one of those.
    func texts(called name: String) -> TextChunk? { texts[name] }

    static func hasTexts(called name: String) -> Bool { shared[name] != nil }

    private static let shared: [String: @Sendable (Profile) -> String?] = [
        "account.owner": { $0.owner },
        "account.tier": { $0.tier },
        "account.segment": { $0.segment },
        "account.region": { $0.region },
        "account.product": { $0.product },
        "account.plan": { $0.plan },
        "account.lifecycle_stage": { $0.lifecycleStage },
        "account.currency": { $0.currency?.code },
    ]

    private static func code(of status: String) -> UInt8 {
        codes[status] ?? codes[AccountStatus.active.rawValue] ?? noProfile
    }

    private static let codes = Dictionary(
        uniqueKeysWithValues: AccountStatus.allCases.enumerated().map { ($1.rawValue, UInt8($0)) })
}

extension AccountChunk {
    /// Where each account stood at the moment asked for, as `AccountView.status` tells it, by its place in
    /// `AccountStatus.allCases`; 255 without a profile.
    func statuses(at asOf: AsOf) -> ContiguousArray<UInt8> {
        var statuses = profileColumns.statuses
        let today = asOf.today.number
        let churned = AccountStatus.churned.code
        let untold = profileColumns.untold
        profileColumns.started.withUnsafeBufferPointer { started in
            for row in statuses.indices where statuses[row] != ProfileColumns.noProfile {
                if started[row] >= today || statuses[row] == churned {
                    let account = AccountView(chunk: self, row: row, slot: row)
                    statuses[row] = account.status(at: asOf)?.code ?? statuses[row]
                } else if untold[row] == 1, AccountView(chunk: self, row: row, slot: row).hasLeftUntold(by: asOf) {
                    statuses[row] = churned
                }
            }
        }
        return statuses
    }
}

extension AccountStatus {
    var code: UInt8 { UInt8(Self.allCases.firstIndex(of: self) ?? 0) }
}

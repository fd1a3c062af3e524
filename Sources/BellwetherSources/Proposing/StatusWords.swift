import BellwetherCore

/// What exports write in words where we have some of our own.
enum StatusWords {
    /// Of a field, by what we call it.
    static func words(of kind: FactKind, field name: String) -> [String: [String]] {
        if case .flag = kind.fields.first(where: { $0.name == name })?.form { return flag }
        return (words(of: kind)[name] ?? [:]).merging(spaced(words(of: kind)[name] ?? [:])) { $0 + $1 }
    }

    /// Columns that say yes of accounts which have left.
    static let churnFlags = [
        "churned", "is_churned", "has_churned", "churn", "gekündigt", "已流失", "是否流失", "ушел", "отток",
    ]

    static func isChurnFlag(_ header: String) -> Bool { churnNames.contains(HeaderText(header).bare) }

    private static let churnNames = Set(churnFlags.map { HeaderText($0).bare })

    /// Columns that may say how accounts stand, and something else as well: `state` is where they are too.
    static let doubtfulNames =
        [
            "state", "account_state", "customer_state", "company_state", "client_state", "lifecycle", "lifecycle_state",
            "lifecycle_status", "stage", "customer_stage", "account_stage", "standing", "customer_type",
            "account_type", "subscription_status", "subscription_state", "plan_status", "billing_status", "zustand",
            "kundenzustand", "phase", "kundenphase", "kundentyp", "阶段", "客户阶段", "生命周期", "客户类型", "состояние", "стадия",
            "этап", "тип_клиента",
        ] + stageNames

    /// Columns of how far a customer has come, unless what they say is how they stand.
    static let stageNames = [
        "lifecycle_stage", "customer_lifecycle_stage", "lebenszyklusphase", "生命周期阶段", "客户生命周期阶段",
        "стадия_жизненного_цикла", "этап_жизненного_цикла",
    ]

    /// Whether a column of accounts that is called so says how they stand is for its values to tell.
    static func isDoubtful(_ header: String) -> Bool { doubtful.contains(HeaderText(header).bare) }

    private static let doubtful = Set(doubtfulNames.map { HeaderText($0).bare })

    /// Whether most of what a column says is how accounts stand: a word that is none of ours among them is asked about.
    static func saysHowTheyStand(_ texts: [String]) -> Bool {
        let words = words(of: .account, field: "status")
        let known = Set(words.keys).union(words.values.joined())
        let said = Set(texts.map { $0.lowercased() })
        return said.count { known.contains($0) } * 2 > said.count
    }

    /// Whether all texts are words for yes and no, as far as there are any.
    static func saysYesAndNo(_ texts: [String]) -> Bool {
        let words = Set(hasChurned.values.joined())
        return !texts.isEmpty && texts.allSatisfy { words.contains($0.lowercased()) }
    }

    /// What yes and no mean of who has left.
    static let hasChurned: [String: [String]] = [
        "churned": ["true", "yes", "1", "t", "y"] + (flag["true"] ?? []),
        "active": ["false", "no", "0", "f", "n"] + (flag["false"] ?? []),
    ]

    /// `past due` and `past-due` for `past_due`.
    private static func spaced(_ words: [String: [String]]) -> [String: [String]] {
        Dictionary(
            uniqueKeysWithValues: words.keys.filter { $0.contains("_") }.map { key in
                (key, [key.replacing("_", with: " "), key.replacing("_", with: "-")])
            })
    }

    private static let flag: [String: [String]] = [
        "true": ["ja", "j", "x", "wahr", "是", "да", "д"], "false": ["nein", "falsch", "否", "нет", "н"],
    ]

    private static func words(of kind: FactKind) -> [String: [String: [String]]] {
        switch kind {
        case .account: ["status": account]
        case .invoice: ["status": invoice]
        case .payment: ["status": payment]
        case .creditNote: ["status": creditNote]
        case .renewal: ["outcome": outcome]
        case .cost: ["kind": costKind]
        case .ticket: ["status": ticket, "priority": priority]
        case .subscription: ["status": subscription, "interval": interval]
        case .contract: ["status": contract]
        case .surveyResponse, .surveyInvitation: ["kind": survey]
        case .advocacy: ["kind": advocacy]
        default: [:]
        }
    }

    private static let ticket: [String: [String]] = [
        "open": [
            "offen", "in bearbeitung", "in progress", "处理中", "待处理", "进行中", "открыт", "открыта", "в работе",
            "в обработке",
        ],
        "new": ["neu", "新建", "新", "новый", "новая"],
        "pending": ["wartend", "warten", "waiting", "on hold", "等待", "等待客户", "挂起", "ожидает", "ожидание"],
        "solved": [
            "gelöst", "erledigt", "behoben", "fixed", "已解决", "已完成", "решен", "решён", "решена", "решено", "выполнен",
        ],
        "closed": ["geschlossen", "abgeschlossen", "已关闭", "关闭", "закрыт", "закрыта", "закрыто"],
        "spam": ["垃圾", "спам"],
    ]
    private static let priority: [String: [String]] = [
        "urgent": [
            "dringend", "kritisch", "critical", "blocker", "sehr hoch", "紧急", "特急", "срочный", "срочно", "критический",
        ],
        "high": ["hoch", "高", "высокий", "высокая"],
        "normal": ["mittel", "medium", "standard", "中", "普通", "一般", "正常", "средний", "средняя", "обычный"],
        "low": ["niedrig", "gering", "低", "низкий", "низкая"],
    ]
    private static let subscription: [String: [String]] = [
        "active": ["aktiv", "laufend", "live", "有效", "生效", "正常", "活跃", "активна", "активен", "действует"],
        "trialing": ["trial", "testphase", "test", "试用", "пробный", "пробная"],
        "past_due": ["überfällig", "in verzug", "逾期", "просрочена", "просрочен"],
        "paused": ["pausiert", "暂停", "приостановлена"],
        "cancelling": ["gekündigt", "будет отменена"],
        "ended": [
            "canceled", "cancelled", "expired", "churned", "beendet", "ausgelaufen", "已结束", "已取消", "завершена",
            "отменена", "расторгнута",
        ],
    ]
    private static let interval: [String: [String]] = [
        "day": ["daily", "täglich", "每天", "天", "日", "день"],
        "week": ["weekly", "wöchentlich", "每周", "周", "неделя", "еженедельно"],
        "month": ["monthly", "monatlich", "monat", "月", "按月", "每月", "月付", "месяц", "ежемесячно"],
        "quarter": ["quarterly", "vierteljährlich", "quartal", "季度", "按季", "季付", "квартал", "ежеквартально"],
        "year": [
            "yearly", "annual", "annually", "jährlich", "jahr", "年", "按年", "每年", "年付", "год", "ежегодно",
        ],
    ]
    private static let contract: [String: [String]] = [
        "active": ["aktiv", "laufend", "生效", "有效", "执行中", "действует", "активен"],
        "signed": ["unterschrieben", "unterzeichnet", "已签署", "подписан"],
        "notice_given": ["gekündigt", "已通知终止", "уведомление получено"],
        "ended": ["beendet", "ausgelaufen", "expired", "已到期", "завершен", "завершён", "истек", "истёк"],
        "terminated": ["aufgehoben", "已终止", "расторгнут"],
        "draft": ["entwurf", "草稿", "черновик"],
    ]
    private static let survey: [String: [String]] = [
        "nps": ["net promoter score", "weiterempfehlung", "净推荐值"],
        "csat": ["satisfaction", "customer satisfaction", "zufriedenheit", "满意度", "удовлетворенность"],
        "ces": ["effort", "customer effort", "aufwand", "费力度"],
    ]
    private static let payment: [String: [String]] = [
        "succeeded": [
            "paid", "success", "successful", "completed", "received", "erfolgreich", "eingegangen", "bezahlt", "成功",
            "已支付", "已到账", "успешно", "получен", "оплачен",
        ],
        "failed": ["declined", "fehlgeschlagen", "abgelehnt", "失败", "отклонен", "отклонён", "ошибка"],
        "pending": ["processing", "offen", "ausstehend", "待处理", "处理中", "в обработке", "ожидает"],
        "refunded": ["erstattet", "退款", "已退款", "возврат", "возвращен", "возвращён"],
    ]
    private static let creditNote: [String: [String]] = [
        "issued": ["open", "ausgestellt", "gebucht", "已开具", "выставлен"],
        "void": ["voided", "cancelled", "canceled", "storniert", "作废", "аннулирован", "отменен", "отменён"],
    ]
    private static let outcome: [String: [String]] = [
        "renewed": ["won", "verlängert", "已续约", "续约", "продлен", "продлён"],
        "churned": [
            "lost", "cancelled", "canceled", "gekündigt", "verloren", "流失", "未续约", "ушел", "ушёл", "не продлен",
        ],
    ]
    private static let costKind: [String: [String]] = [
        "retention": ["customer success", "support", "bindung", "betreuung", "维系", "客户成功", "удержание"],
        "service": ["hosting", "infrastructure", "betrieb", "infrastruktur", "服务", "обслуживание"],
        "acquisition": ["sales", "marketing", "vertrieb", "gewinnung", "获客", "привлечение"],
    ]
    private static let advocacy: [String: [String]] = [
        "reference": ["referenz", "推荐人", "参考客户", "референс"],
        "review": ["bewertung", "rezension", "评价", "点评", "отзыв"],
        "referral": ["empfehlung", "weiterempfehlung", "推荐", "рекомендация"],
        "case_study": ["case study", "success story", "fallstudie", "anwenderbericht", "案例", "кейс"],
        "asked": ["requested", "angefragt", "gefragt", "已邀请", "запрошено"],
    ]
    private static let invoice: [String: [String]] = [
        "open": [
            "offen", "unbezahlt", "überfällig", "overdue", "unpaid", "sent", "outstanding", "past due", "未付", "未付款",
            "逾期", "открыт", "не оплачен", "просрочен", "выставлен",
        ],
        "paid": ["bezahlt", "beglichen", "settled", "已付", "已付款", "已支付", "оплачен", "оплачено"],
        "void": ["storniert", "cancelled", "canceled", "voided", "作废", "已取消", "отменен", "отменён", "аннулирован"],
        "draft": ["entwurf", "草稿", "черновик"],
        "uncollectible": ["written off", "uneinbringlich", "abgeschrieben", "坏账", "списан"],
    ]
    private static let account: [String: [String]] = [
        "active": [
            "aktiv", "live", "customer", "kunde", "evangelist", "enabled", "paying", "onboarding", "正常", "活跃", "在用",
            "активен", "активный", "действующий", "current", "in good standing", "good standing", "existing",
            "bestandskunde", "现有客户", "клиент", "активна", "действует",
        ],
        "trialing": [
            "trial", "test", "testphase", "试用", "пробный", "in trial", "in_trial", "on trial", "trialling",
            "free trial",
            "free_trial", "evaluation", "pilot", "testkunde", "试用中", "试用期", "пробный период",
        ],
        "churned": [
            "cancelled", "canceled", "gekündigt", "inactive", "inaktiv", "lost", "verloren", "former", "流失", "已流失",
            "停用", "ушел", "ушёл", "неактивен", "отключен", "closed", "deleted", "terminated", "expired", "disabled",
            "deactivated", "archived", "left", "gone", "ended", "lapsed", "departed", "former customer", "ex-customer",
            "ehemalig", "ehemaliger kunde", "abgewandert", "ausgeschieden", "beendet", "已取消", "已终止", "流失客户",
            "бывший", "бывший клиент", "потерян", "расторгнут", "закрыт", "ушла", "отток",
        ],
        "prospect": [
            "pending", "demo", "lead", "interessent", "opportunity", "subscriber", "marketingqualifiedlead",
            "salesqualifiedlead", "潜在客户",
            "лид", "потенциальный", "potential", "invited",
        ],
        "paused": ["pausiert", "on hold", "on_hold", "suspended", "frozen", "gesperrt", "暂停", "приостановлен"],
        "cancelling": ["canceling", "notice_given", "notice given", "pending_cancellation"],
        "past_due": ["delinquent", "in verzug", "逾期", "просрочен", "overdue", "unpaid", "in arrears"],
    ]
}

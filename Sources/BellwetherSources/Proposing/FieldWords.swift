import BellwetherCore

/// What people call our fields in their exports: in English, German, Chinese and Russian, without regard to case, blanks
/// and dots. The order is that of preference.
struct FieldWords: Sendable {
    let kind: FactKind
    /// What files and tables with such rows are called.
    let tables: [String]
    /// A table without these is of another kind.
    let needed: [String]
    let fields: [(field: String, words: [String])]
    /// Fields that every row has where no column does.
    var constants: [String: String] = [:]
    /// Fields of which a table must have one, where its own name does not say what it is.
    var telling: [String] = []
    /// Where no column is an id: fields that together tell rows apart.
    var key: [String] = []
    /// Tables with such a name are of no other kind, and such rows are found by that name alone.
    var isByName = false

    static let accountWords = [
        "account_id", "customer_id", "company_id", "client_id", "organization_id", "organisation_id", "account",
        "customer", "company", "client", "organization", "org_id", "kundennummer", "kundennr", "kunden_id", "kunden_nr",
        "debitor", "debitorennummer", "kunde", "客户编号", "客户id", "客户号", "公司编号", "客户", "id_клиента", "код_клиента",
        "номер_клиента", "ид_клиента", "клиент",
    ]
    static let currencyWords = ["currency", "currency_code", "währung", "币种", "货币", "валюта"]
    private static func accounts(after first: [String]) -> [String] { first + accountWords }
    private static func statuses(and more: [String]) -> [String] { statusWords + more }
    private static let statusWords = ["status", "state", "zustand", "状态", "статус", "состояние"]

    private static let account = FieldWords(
        kind: .account,
        tables: ["account", "customer", "compan", "client", "kunde", "firm", "客户", "公司", "клиент", "компани"],
        needed: ["id", "name"],
        fields: [
            ("id", accounts(after: ["id", "record_id"])),
            (
                "name",
                [
                    "name", "account_name", "company_name", "customer_name", "company", "customer", "kundenname",
                    "firma", "firmenname", "unternehmen", "kunde", "客户名称", "公司名称", "名称", "客户", "название",
                    "наименование", "компания", "клиент", "имя",
                ]
            ),
            ("status", ["status", "account_status", "lifecycle_stage", "kundenstatus", "状态", "客户状态", "статус"]),
            (
                "owner",
                [
                    "owner", "csm", "account_manager", "account_owner", "company_owner", "betreuer",
                    "kundenbetreuer",
                    "负责人", "客户经理", "ответственный", "менеджер",
                ]
            ),
            ("tier", ["tier", "plan", "package", "tarif", "paket", "stufe", "等级", "套餐", "тариф", "уровень"]),
            ("segment", ["segment", "industry", "branche", "行业", "сегмент", "отрасль"]),
            ("region", ["region", "country", "country_region", "land", "地区", "国家", "регион", "страна"]),
            ("domain", ["domain", "company_domain_name", "website", "webseite", "域名", "网站", "домен", "сайт"]),
            (
                "seats",
                ["seats", "licenses", "licences", "lizenzen", "plätze", "席位", "席位数", "许可数", "лицензии", "места"]
            ),
            (
                "started_at",
                [
                    "started_at", "customer_since", "start_date", "since", "created_at", "created", "kunde_seit",
                    "beginn",
                    "angelegt_am", "开始日期", "注册日期", "клиент_с", "дата_начала", "дата_регистрации",
                ]
            ),
            ("churned_at", ["churned_at", "churn_date", "gekündigt_zum", "vertragsende", "流失日期", "дата_ухода"]),
            ("currency", currencyWords),
        ], telling: ["owner", "tier", "status", "started_at", "domain"])

    private static let invoice = FieldWords(
        kind: .invoice, tables: ["invoice", "bill", "rechnung", "发票", "账单", "счет", "счёт"],
        needed: ["account_id", "total"],
        fields: [
            ("account_id", accountWords),
            ("id", ["invoice_id", "id", "rechnungs_id", "rechnung_id", "发票id", "id_счета"]),
            (
                "number",
                [
                    "invoice_number", "number", "invoice_no", "rechnungsnummer", "rechnungsnr", "belegnummer",
                    "发票号",
                    "发票号码", "发票编号", "номер_счета", "номер_счёта", "номер",
                ]
            ),
            ("status", statuses(and: ["zahlungsstatus", "付款状态", "статус_оплаты"])),
            (
                "issued_at",
                [
                    "issued_at", "invoice_date", "issue_date", "date", "rechnungsdatum", "belegdatum", "datum",
                    "开票日期",
                    "发票日期", "дата_счета", "дата_выставления", "дата",
                ]
            ),
            (
                "due_date",
                [
                    "due_date", "due", "due_at", "fällig_am", "fälligkeit", "fälligkeitsdatum", "到期日", "到期日期",
                    "付款期限", "срок_оплаты", "оплатить_до",
                ]
            ),
            (
                "paid_at",
                [
                    "paid_at", "payment_date", "paid_on", "bezahlt_am", "zahlungsdatum", "付款日期", "支付日期",
                    "дата_оплаты", "оплачен",
                ]
            ),
            (
                "total",
                [
                    "total", "amount_due", "amount", "total_amount", "gross", "betrag", "gesamtbetrag",
                    "bruttobetrag", "brutto",
                    "summe", "金额", "总金额", "合计", "сумма", "итого",
                ]
            ),
            (
                "paid",
                [
                    "paid", "amount_paid", "paid_amount", "bezahlt", "gezahlt", "已付金额", "оплачено",
                    "оплаченная_сумма",
                ]
            ),
            ("currency", currencyWords),
        ], telling: ["due_date", "number"])

    private static let subscription = FieldWords(
        kind: .subscription, tables: ["subscription", "abo", "订阅", "подписк"], needed: ["account_id", "id"],
        fields: [
            ("account_id", accountWords),
            ("id", ["subscription_id", "id", "abo_id", "abonummer", "订阅编号", "id_подписки"]),
            ("status", statusWords),
            ("product", ["product", "plan", "produkt", "tarif", "产品", "套餐", "продукт", "тариф"]),
            ("mrr", ["mrr", "monthly_recurring_revenue", "monatsumsatz", "月经常性收入", "月收入"]),
            ("amount", ["amount", "price", "preis", "betrag", "价格", "金额", "цена", "сумма"]),
            ("quantity", ["quantity", "qty", "menge", "anzahl", "数量", "количество"]),
            ("interval", ["interval", "billing_interval", "period", "intervall", "周期", "计费周期", "период"]),
            (
                "started_at",
                ["started_at", "start_date", "start", "created_at", "beginn", "startdatum", "开始日期", "дата_начала"]
            ),
            ("ended_at", ["ended_at", "end_date", "ended", "ende", "enddatum", "结束日期", "дата_окончания"]),
            (
                "term_end",
                ["term_end", "renewal_date", "current_period_end", "verlängerung_am", "续费日期", "дата_продления"]
            ),
            ("seats", ["seats", "licenses", "lizenzen", "席位", "места"]), ("currency", currencyWords),
        ], telling: ["mrr", "interval", "quantity"])

    private static let contract = FieldWords(
        kind: .contract, tables: ["contract", "agreement", "vertrag", "verträge", "合同", "договор"],
        needed: ["account_id", "end"],
        fields: [
            ("account_id", accountWords),
            ("id", ["contract_id", "id", "vertragsnummer", "vertrags_id", "合同编号", "номер_договора"]),
            ("status", statusWords),
            ("start", ["start", "start_date", "vertragsbeginn", "beginn", "开始日期", "дата_начала"]),
            (
                "end",
                [
                    "end", "end_date", "renewal_date", "renews_on", "vertragsende", "ende", "laufzeitende", "结束日期",
                    "到期日期", "дата_окончания",
                ]
            ),
            ("auto_renew", ["auto_renew", "auto_renewal", "automatische_verlängerung", "自动续约", "автопродление"]),
            (
                "notice_days",
                [
                    "notice_days", "notice_period_days", "kündigungsfrist_tage", "kündigungsfrist", "通知天数",
                    "срок_уведомления",
                ]
            ),
            (
                "renewal_amount",
                [
                    "renewal_amount", "amount", "value", "acv", "tcv", "betrag", "vertragswert", "金额", "合同金额",
                    "сумма",
                ]
            ),
            ("currency", currencyWords),
        ])

    private static let ticket = FieldWords(
        kind: .ticket,
        tables: ["ticket", "case", "issue", "anfrage", "support", "工单", "обращени", "заявк", "тикет"],
        needed: ["account_id", "id", "created_at"],
        fields: [
            ("account_id", accountWords), ("id", ["ticket_id", "id", "number", "ticketnummer", "工单号", "номер"]),
            (
                "created_at",
                [
                    "created_at", "created", "opened_at", "erstellt_am", "erstellt", "创建时间", "创建日期",
                    "дата_создания", "создан",
                ]
            ),
            (
                "first_reply_at",
                ["first_reply_at", "first_response_at", "erste_antwort_am", "首次回复时间", "первый_ответ"]
            ),
            (
                "solved_at",
                [
                    "solved_at", "resolved_at", "closed_at", "gelöst_am", "geschlossen_am", "解决时间", "关闭时间",
                    "дата_решения", "решен",
                ]
            ),
            ("status", statusWords), ("priority", ["priority", "priorität", "优先级", "приоритет"]),
            ("topic", ["topic", "category", "type", "thema", "kategorie", "类别", "тема", "категория"]),
        ], telling: ["solved_at", "priority", "first_reply_at"])

    private static let surveyResponse = FieldWords(
        kind: .surveyResponse, tables: ["nps", "survey", "response", "umfrage", "feedback", "调查", "опрос"],
        needed: ["account_id", "id", "at", "value"],
        fields: [
            ("account_id", accountWords), ("id", ["response_id", "id", "antwort_id", "编号", "номер"]),
            ("at", ["at", "responded_at", "answered_at", "submitted_at", "date", "datum", "日期", "回答时间", "дата"]),
            ("value", ["value", "score", "nps", "rating", "wert", "bewertung", "分数", "评分", "оценка", "балл"]),
            ("kind", ["kind", "survey_type"]),
            ("comment", ["comment", "kommentar", "评论", "комментарий"]),
        ], constants: ["kind": "nps"], telling: ["kind", "comment"])

    private static let usageDay = FieldWords(
        kind: .usageDay, tables: ["usage", "event", "nutzung", "使用", "использовани"],
        needed: ["account_id", "day", "count"],
        fields: [
            ("account_id", accountWords), ("day", ["day", "date", "tag", "datum", "日期", "день", "дата"]),
            ("feature", ["feature", "event", "funktion", "功能", "функция", "событие"]),
            ("count", ["count", "events", "uses", "anzahl", "次数", "数量", "количество"]),
        ])

    private static let seatDay = FieldWords(
        kind: .seatDay, tables: ["seat", "active", "nutzer", "活跃", "активн"],
        needed: ["account_id", "day", "active_users"],
        fields: [
            ("account_id", accountWords), ("day", ["day", "date", "tag", "datum", "日期", "день", "дата"]),
            (
                "active_users",
                ["active_users", "active", "users", "aktive_nutzer", "活跃用户", "活跃用户数", "активные_пользователи"]
            ),
            ("seats", ["seats", "licenses", "lizenzen", "席位", "места"]),
        ])

    private static let touch = FieldWords(
        kind: .touch,
        tables: ["touch", "activit", "meeting", "call", "kontakt", "aktivität", "跟进", "拜访", "активност", "встреч"],
        needed: ["account_id", "id", "at"],
        fields: [
            ("account_id", accountWords), ("id", ["id", "touch_id", "activity_id", "编号", "номер"]),
            ("at", ["at", "date", "datum", "created_at", "日期", "时间", "дата"]),
            ("kind", ["kind", "type", "channel", "art", "typ", "类型", "тип"]),
        ], telling: ["kind"])

    static let all: [FieldWords] =
        [account, invoice, subscription, contract, ticket, surveyResponse, usageDay, seatDay, touch] + ofMoney
        + ofPeople

    /// Whether a table's name says that it holds such rows.
    func names(_ tableName: String) -> Bool {
        guard isByName else { return tables.contains { tableName.contains($0) } }
        // Beginnings of words, where a writing has those: orders are not in `borders`.
        let parts = tableName.split(separator: "_")
        return tables.contains { word in
            word.contains("_") || !word.utf8.allSatisfy { $0 < 0x80 }
                ? tableName.contains(word) : parts.contains { $0.hasPrefix(word) }
        }
    }

    /// `Fällig am` is `fällig_am`.
    static func plain(_ name: String) -> String {
        let scalars = name.lowercased().unicodeScalars.map { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? Character(scalar) : "_"
        }
        return String(scalars).split(separator: "_").joined(separator: "_")
    }
}

/// What exports write in words where we have some of our own.
enum StatusWords {
    /// Of a field, by what we call it.
    static func words(of kind: FactKind, field name: String) -> [String: [String]] {
        if case .flag = kind.fields.first(where: { $0.name == name })?.form { return flag }
        return words(of: kind)[name] ?? [:]
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
        case .advocacy: ["kind": advocacy]
        default: [:]
        }
    }

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
            "aktiv", "live", "customer", "kunde", "evangelist", "正常", "活跃", "在用", "активен", "активный", "действующий",
        ],
        "trialing": ["trial", "test", "testphase", "试用", "пробный"],
        "churned": [
            "cancelled", "canceled", "gekündigt", "inactive", "inaktiv", "lost", "verloren", "former", "流失", "已流失",
            "停用", "ушел", "ушёл", "неактивен", "отключен",
        ],
        "prospect": [
            "lead", "interessent", "opportunity", "subscriber", "marketingqualifiedlead", "salesqualifiedlead", "潜在客户",
            "лид", "потенциальный",
        ],
        "paused": ["pausiert", "on hold", "暂停", "приостановлен"],
        "past_due": ["delinquent", "in verzug", "逾期", "просрочен"],
    ]
}

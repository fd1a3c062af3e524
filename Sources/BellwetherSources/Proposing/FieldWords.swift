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
    /// Columns that say it all the same, whatever the table is called: the first of them and another.
    var saying: [(field: String, words: [String])] = []
    /// Other names of such tables, whole; a table of another kind may have them too.
    var mayBeCalled: [String] = []

    static let accountWords = [
        "account_id", "customer_id", "company_id", "client_id", "organization_id", "organisation_id", "account",
        "customer", "company", "client", "organization", "org_id", "kundennummer", "kundennr", "kunden_id", "kunden_nr",
        "debitor", "debitorennummer", "kunde", "客户编号", "客户id", "客户号", "公司编号", "客户", "id_клиента", "код_клиента",
        "номер_клиента", "ид_клиента", "客户代码", "客户编码", "企业编号", "id_компании", "код_контрагента", "контрагент",
        "kunden_id_nr", "mandant", "клиент", "organisation", "org", "workspace_id", "workspace", "tenant_id", "tenant",
        "account_uuid", "customer_uuid", "organisation_uuid", "organization_uuid",
    ]
    static let currencyWords = ["currency", "currency_code", "währung", "币种", "货币", "валюта"]
    private static func accounts(after first: [String]) -> [String] { first + accountWords }
    private static func statuses(and more: [String]) -> [String] { statusWords + more }
    private static let statusWords = ["status", "state", "zustand", "状态", "статус", "состояние"]

    /// How long a term is, in months; where the header does not say months, what stands there tells.
    static let termMonthsWords = [
        "term_months", "contract_term_months", "contract_term", "term_length", "contract_length", "term_in_months",
        "commitment_months", "contract_months", "contract_length_months", "contract_duration_months",
        "subscription_term", "initial_term", "contract_duration", "duration_months", "term",
        "laufzeit_monate", "laufzeit_in_monaten",
        "vertragslaufzeit_monate", "vertragslaufzeit_in_monaten", "vertragslaufzeit", "mindestlaufzeit",
        "mindestvertragslaufzeit", "laufzeit", "vertragsmonate", "vertragsdauer_monate", "vertragsdauer", "合同期限_月",
        "合同期限月", "合同期限", "合同期_月", "合同月数", "期限_月", "期限月", "服务期限_月",
        "服务期限", "订阅期限", "期限", "срок_мес", "срок_в_месяцах", "срок_месяцев", "срок_договора_мес",
        "срок_договора_в_месяцах",
        "срок_договора", "длительность_договора_мес", "длительность_договора", "срок_действия_мес", "срок_подписки",
        "срок",
    ]

    private static let account = FieldWords(
        kind: .account,
        tables: [
            "account", "customer", "compan", "client", "kunde", "firm", "客户", "公司", "клиент", "компани", "organi",
            "workspace", "tenant", "mandant",
        ],
        needed: ["id", "name"],
        fields: [
            ("id", accounts(after: ["id", "record_id"])),
            (
                "name",
                [
                    "name", "account_name", "company_name", "customer_name", "company", "customer", "kundenname",
                    "firma", "firmenname", "unternehmen", "kunde", "客户名称", "公司名称", "名称", "客户", "название",
                    "наименование", "компания", "клиент", "имя", "kundename", "firmenbezeichnung", "organisation",
                    "organization_name", "client_name", "企业名称", "客户名", "公司", "单位名称", "название_компании", "организация",
                    "контрагент", "имя_клиента",
                ]
            ),
            (
                "status",
                [
                    "status", "account_status", "kundenstatus", "customer_status", "vertragsstatus",
                    "状态", "客户状态", "статус", "статус_клиента",
                ] + StatusWords.doubtfulNames + StatusWords.churnFlags
            ),
            ("lifecycle_stage", StatusWords.stageNames),
            (
                "owner",
                [
                    "owner", "csm", "account_manager", "account_owner", "company_owner", "betreuer",
                    "kundenbetreuer",
                    "负责人", "客户经理", "ответственный", "менеджер", "csm_name", "csm_owner", "customer_success_manager",
                    "verantwortlich", "zuständig", "ansprechpartner", "vertriebler", "客户成功经理", "销售负责人", "负责人姓名",
                    "владелец", "куратор", "ответственный_менеджер", "аккаунт_менеджер", "csm_email", "csm_id",
                    "owner_name", "owner_email", "owner_id", "account_owner_name",
                    "account_manager_email", "account_manager_id", "success_manager",
                ]
            ),
            (
                "tier",
                [
                    "tier", "plan", "package", "tarif", "paket", "stufe", "等级", "套餐", "тариф", "уровень", "plan_name",
                    "edition", "subscription_plan", "tarifstufe", "kundenklasse", "客户等级", "客户级别", "级别", "版本",
                    "тарифный_план", "пакет", "категория",
                ]
            ),
            (
                "segment",
                ["segment", "industry", "branche", "行业", "сегмент", "отрасль", "sektor", "sector", "vertical", "所属行业"]
            ),
            (
                "region",
                [
                    "region", "country", "country_region", "land", "地区", "国家", "регион", "страна", "区域", "territory",
                    "gebiet",
                ]
            ),
            ("domain", ["domain", "company_domain_name", "website", "webseite", "域名", "网站", "домен", "сайт"]),
            (
                "seats",
                [
                    "seats", "licenses", "licences", "lizenzen", "plätze", "席位", "席位数", "许可数", "лицензии", "места",
                    "seat_count", "number_of_seats", "licensed_seats", "anzahl_lizenzen", "lizenzanzahl",
                    "nutzerlizenzen", "授权数", "授权用户数", "许可证数量", "количество_лицензий", "кол_во_лицензий", "лицензий",
                    "количество_мест",
                ]
            ),
            (
                "started_at",
                [
                    "started_at", "customer_since", "start_date", "since", "created_at", "created", "kunde_seit",
                    "beginn",
                    "angelegt_am", "开始日期", "注册日期", "клиент_с", "дата_начала", "дата_регистрации", "signup_date",
                    "signed_up_at", "onboarded_at", "vertragsbeginn", "合作开始日期", "签约日期", "开户日期", "创建时间",
                    "дата_подключения", "дата_создания",
                ]
            ),
            (
                "churned_at",
                [
                    "churned_at", "churn_date", "gekündigt_zum", "vertragsende", "流失日期", "дата_ухода", "cancelled_at",
                    "contract_end", "contract_end_date", "laufzeitende", "vertrag_bis",
                    "cancellation_date", "kündigungsdatum", "gekündigt_am", "流失时间", "дата_оттока", "дата_расторжения",
                ]
            ),
            ("currency", currencyWords),
        ], telling: ["owner", "tier", "status", "started_at", "domain"])

    private static let invoice = FieldWords(
        kind: .invoice, tables: ["invoice", "bill", "rechnung", "发票", "账单", "счет", "счёт"],
        needed: ["account_id", "total"],
        fields: [
            ("account_id", accountWords),
            (
                "id",
                [
                    "invoice_id", "id", "rechnungs_id", "rechnung_id", "发票id", "id_счета", "invoice", "rechnung",
                    "beleg", "bill", "发票",
                ]
            ),
            (
                "number",
                [
                    "invoice_number", "number", "invoice_no", "rechnungsnummer", "rechnungsnr", "belegnummer",
                    "belegnr", "re_nr", "rechnung_nummer",
                    "发票号",
                    "发票号码", "发票编号", "номер_счета", "номер_счёта", "номер", "bill_number", "rechnung_nr", "账单编号", "账单号",
                    "счет", "№_счета", "n_счета",
                ]
            ),
            ("status", statuses(and: ["zahlungsstatus", "付款状态", "статус_оплаты"])),
            (
                "issued_at",
                [
                    "issued_at", "invoice_date", "issue_date", "date", "rechnungsdatum", "belegdatum", "datum",
                    "开票日期",
                    "发票日期", "дата_счета", "дата_выставления", "дата", "issued_on", "billing_date", "created_at",
                    "erstellt_am", "开具日期", "账单日期",
                ]
            ),
            (
                "due_date",
                [
                    "due_date", "due", "due_at", "fällig_am", "fälligkeit", "fälligkeitsdatum", "到期日", "到期日期",
                    "付款期限", "срок_оплаты", "оплатить_до", "payment_due", "payment_due_date", "fällig", "zahlbar_bis",
                    "应付日期", "付款截止日期", "到期时间", "срок_платежа", "дата_оплаты_до", "срок", "due_on",
                ]
            ),
            (
                "paid_at",
                [
                    "paid_at", "payment_date", "paid_on", "bezahlt_am", "zahlungsdatum", "付款日期", "支付日期",
                    "дата_оплаты", "оплачен", "date_paid", "paid_date", "zahlungseingang", "实付日期", "付款时间", "支付时间",
                    "дата_платежа", "дата_поступления", "оплачено_дата",
                ]
            ),
            (
                "total",
                [
                    "total", "amount_due", "amount", "total_amount", "gross", "betrag", "gesamtbetrag",
                    "bruttobetrag", "brutto",
                    "summe", "金额", "总金额", "合计", "сумма", "итого", "invoice_total", "invoice_amount", "total_due",
                    "rechnungsbetrag", "gesamtsumme", "endbetrag", "开票金额", "发票金额", "价税合计", "应收金额", "账单金额",
                    "сумма_счета", "сумма_счёта", "к_оплате", "сумма_к_оплате",
                ]
            ),
            (
                "paid",
                [
                    "paid", "amount_paid", "paid_amount", "bezahlt", "gezahlt", "已付金额", "оплачено",
                    "оплаченная_сумма", "paid_total", "bezahlter_betrag", "已收金额", "实收金额",
                ]
            ),
            ("currency", currencyWords),
        ], telling: ["due_date", "number"])

    private static let subscription = FieldWords(
        kind: .subscription, tables: ["subscription", "abo", "订阅", "подписк"], needed: ["account_id", "id"],
        fields: [
            ("account_id", accountWords),
            (
                "id",
                [
                    "subscription_id", "id", "abo_id", "abonummer", "订阅编号", "id_подписки", "abo_nr", "abonnement_id",
                    "订阅id", "订阅号", "номер_подписки", "код_подписки",
                ]
            ),
            ("status", statusWords),
            ("product", ["product", "plan", "produkt", "tarif", "产品", "套餐", "продукт", "тариф"]),
            (
                "mrr",
                [
                    "mrr", "monthly_recurring_revenue", "monatsumsatz", "月经常性收入", "月收入", "monthly_revenue",
                    "monatlicher_umsatz", "monatliche_gebühr", "月费", "月度收入", "ежемесячная_выручка", "месячный_платеж",
                    "абонентская_плата",
                ]
            ),
            (
                "amount",
                [
                    "amount", "price", "preis", "betrag", "价格", "金额", "цена", "сумма", "unit_price", "unit_amount",
                    "price_per_unit", "price_per_seat", "plan_amount", "einzelpreis", "单价", "цена_за_единицу",
                ]
            ),
            ("quantity", ["quantity", "qty", "menge", "anzahl", "数量", "количество"]),
            (
                "interval",
                [
                    "interval", "billing_interval", "period", "intervall", "周期", "计费周期", "период", "billing_period",
                    "billing_cycle", "billing_frequency", "plan_interval", "abrechnungszeitraum",
                ]
            ),
            (
                "started_at",
                ["started_at", "start_date", "start", "created_at", "beginn", "startdatum", "开始日期", "дата_начала"]
            ),
            (
                "ended_at",
                [
                    "ended_at", "end_date", "ended", "ende", "enddatum", "结束日期", "дата_окончания", "cancelled_at",
                    "canceled_at",
                ]
            ),
            (
                "term_start",
                [
                    "term_start", "current_term_start", "current_period_start", "current_term_start_date",
                    "current_period_started_at", "term_start_date", "period_start", "laufzeitbeginn", "laufzeit_von",
                    "laufzeit_ab", "aktuelle_laufzeit_ab", "beginn_der_laufzeit", "periodenbeginn", "当前周期开始",
                    "当前周期开始日期", "当期开始日期", "本期开始日期", "周期开始日期", "начало_периода", "начало_текущего_периода",
                    "дата_начала_периода", "начало_срока",
                ]
            ),
            (
                "term_end",
                [
                    "term_end", "renewal_date", "current_period_end", "current_term_end", "next_renewal_date",
                    "renews_on", "term_end_date", "verlängerung_am", "verlängerungsdatum", "laufzeit_bis", "续费日期",
                    "当前周期结束", "当期结束日期", "дата_продления", "конец_периода", "следующее_продление",
                ]
            ),
            ("term_months", termMonthsWords), ("seats", ["seats", "licenses", "lizenzen", "席位", "места"]),
            ("currency", currencyWords),
        ], telling: ["mrr", "interval", "quantity"], key: ["account_id", "product"])

    private static let contract = FieldWords(
        kind: .contract, tables: ["contract", "agreement", "vertrag", "verträge", "合同", "договор"],
        needed: ["account_id", "end"],
        fields: [
            ("account_id", accountWords),
            (
                "id",
                [
                    "contract_id", "id", "vertragsnummer", "vertrags_id", "合同编号", "номер_договора", "contract_number",
                    "vertragsnr", "合同号", "合同id", "id_договора", "договор",
                ]
            ),
            ("status", statusWords),
            (
                "start",
                [
                    "start", "start_date", "vertragsbeginn", "beginn", "开始日期", "дата_начала", "contract_start",
                    "laufzeitbeginn", "合同开始日期", "生效日期", "действует_с",
                ]
            ),
            (
                "end",
                [
                    "end", "end_date", "renewal_date", "renews_on", "vertragsende", "ende", "laufzeitende", "结束日期",
                    "到期日期", "дата_окончания", "contract_end", "expiry_date", "expires_at", "expires_on", "vertrag_bis",
                    "laufzeit_bis", "合同到期日", "合同结束日期", "到期日", "срок_действия_до", "действует_до",
                ]
            ),
            ("term_months", termMonthsWords),
            ("auto_renew", ["auto_renew", "auto_renewal", "automatische_verlängerung", "自动续约", "автопродление"]),
            (
                "notice_days",
                [
                    "notice_days", "notice_period_days", "kündigungsfrist_tage", "kündigungsfrist", "通知天数",
                    "срок_уведомления", "notice_period", "kündigungsfrist_in_tagen", "提前通知天数",
                ]
            ),
            (
                "renewal_amount",
                [
                    "renewal_amount", "amount", "value", "acv", "tcv", "betrag", "vertragswert", "金额", "合同金额",
                    "сумма", "contract_value", "annual_value", "arr", "jahreswert", "年金额", "合同总额", "сумма_договора",
                    "стоимость",
                ]
            ),
            ("currency", currencyWords),
        ], telling: ["start", "auto_renew", "notice_days", "renewal_amount"], key: ["account_id", "end"])

    private static let ticket = FieldWords(
        kind: .ticket,
        tables: ["ticket", "case", "issue", "anfrage", "support", "工单", "обращени", "заявк", "тикет"],
        needed: ["account_id", "id", "created_at"],
        fields: [
            ("account_id", accountWords),
            (
                "id",
                [
                    "ticket_id", "id", "number", "ticketnummer", "工单号", "номер", "ticket_number", "ticket_no",
                    "ticket_nr", "case_number", "vorgangsnummer", "工单编号", "工单id", "单号", "编号", "номер_обращения",
                    "номер_заявки", "номер_тикета",
                ]
            ),
            (
                "created_at",
                [
                    "created_at", "created", "opened_at", "erstellt_am", "erstellt", "创建时间", "创建日期",
                    "дата_создания", "создан", "date_created", "creation_date", "submitted_at", "eingegangen_am",
                    "angelegt_am", "eröffnet_am", "提交时间", "提交日期", "дата_обращения", "дата_открытия", "создано",
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
                    "дата_решения", "решен", "date_closed", "date_solved", "resolution_date", "erledigt_am",
                    "abgeschlossen_am", "完成时间", "解决日期", "关闭日期", "дата_закрытия", "закрыт", "решено",
                ]
            ),
            ("status", statusWords),
            (
                "priority",
                ["priority", "priorität", "优先级", "приоритет", "prio", "dringlichkeit", "severity", "紧急程度", "срочность"]
            ),
            ("topic", ["topic", "category", "type", "thema", "kategorie", "类别", "тема", "категория"]),
        ], telling: ["solved_at", "priority", "first_reply_at"], key: ["account_id", "created_at"])

    private static let surveyResponse = FieldWords(
        kind: .surveyResponse,
        tables: ["nps", "survey", "response", "umfrage", "antwort", "feedback", "调查", "问卷", "答卷", "опрос", "ответ"],
        needed: ["account_id", "id", "at", "value"],
        fields: [
            ("account_id", accountWords),
            (
                "id",
                [
                    "response_id", "id", "antwort_id", "编号", "номер", "submission_id", "antwortnummer", "答卷编号", "问卷编号",
                    "номер_ответа",
                ]
            ),
            (
                "at",
                [
                    "at", "responded_at", "answered_at", "submitted_at", "date", "datum", "日期", "回答时间", "дата",
                    "created_at", "response_date", "beantwortet_am", "提交时间", "提交日期", "填写时间", "дата_ответа",
                ]
            ),
            (
                "value",
                [
                    "value", "score", "nps", "rating", "wert", "bewertung", "分数", "评分", "оценка", "балл", "nps_score",
                    "csat", "csat_score", "ces", "answer", "note", "punkte", "得分", "nps评分", "оценка_nps", "баллы",
                ]
            ),
            ("kind", ["kind", "survey_type", "survey", "survey_name", "umfrage", "umfragetyp", "调查类型", "тип_опроса"]),
            (
                "comment",
                [
                    "comment", "kommentar", "评论", "комментарий", "feedback", "comments", "verbatim", "anmerkung", "意见",
                    "备注", "отзыв",
                ]
            ),
        ], constants: ["kind": "nps"], telling: ["kind", "comment"], key: ["account_id", "at", "value"])

    private static let usageDay = FieldWords(
        kind: .usageDay, tables: ["usage", "event", "nutzung", "使用", "использовани"],
        needed: ["account_id", "day", "count"],
        fields: [
            ("account_id", accountWords), ("day", ["day", "date", "tag", "datum", "日期", "день", "дата"]),
            (
                "feature",
                [
                    "feature", "event", "funktion", "功能", "функция", "событие", "feature_name", "event_name", "module",
                    "modul", "模块", "модуль", "功能名称",
                ]
            ),
            (
                "count",
                [
                    "count", "events", "uses", "anzahl", "次数", "数量", "количество", "event_count", "usage_count",
                    "total", "anzahl_nutzungen", "使用次数", "количество_событий", "logins", "sessions", "actions",
                    "activity",
                    "visits", "page_views", "pageviews", "requests", "api_calls", "clicks", "anmeldungen", "sitzungen",
                    "aufrufe", "aktionen", "zugriffe", "登录次数", "访问次数", "访问量", "входы", "сессии", "действия",
                    "посещения", "запросы",
                ]
            ),
        ])

    private static let seatDay = FieldWords(
        kind: .seatDay, tables: ["seat", "active", "nutzer", "活跃", "активн"],
        needed: ["account_id", "day", "active_users"],
        fields: [
            ("account_id", accountWords), ("day", ["day", "date", "tag", "datum", "日期", "день", "дата"]),
            (
                "active_users",
                [
                    "active_users", "active", "users", "aktive_nutzer", "活跃用户", "活跃用户数", "активные_пользователи", "dau",
                    "daily_active_users", "aktive_benutzer", "日活", "日活跃用户", "активных_пользователей",
                ]
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
        ], telling: ["kind"], key: ["account_id", "at"])

    static let all: [FieldWords] =
        [account, invoice, subscription, contract, ticket, surveyResponse, usageDay, seatDay, touch] + ofMoney
        + ofPeople

    /// Whether a table's name says that it holds such rows.
    func names(_ tableName: String) -> Bool {
        if mayBeCalled(tableName) { return true }
        guard isByName else { return tables.contains { tableName.contains($0) } }
        // Beginnings of words, where a writing has those: orders are not in `borders`.
        let parts = tableName.split(separator: "_")
        return tables.contains { word in
            word.contains("_") || !word.utf8.allSatisfy { $0 < 0x80 }
                ? tableName.contains(word) : parts.contains { $0.hasPrefix(word) }
        }
    }
}

extension FieldWords {
    /// Whether its columns say that a table holds such rows.
    func says(_ found: [(field: String, column: Int)], of sample: TableSample) -> Bool {
        let said = saying.map { field, words in
            let wanted = Set(words.map { HeaderText($0).bare })
            return found.contains { $0.field == field && wanted.contains(HeaderText(sample.columns[$0.column]).bare) }
        }
        return said.first == true && said.dropFirst().contains(true)
    }

    /// Whether it is one of the other names, such as `users` or `intercom_users`.
    func mayBeCalled(_ tableName: String) -> Bool {
        mayBeCalled.contains { tableName == $0 || tableName.hasSuffix("_" + $0) }
    }

    /// Whether one of a table's columns says how often something was done.
    static func counts(_ columns: [String]) -> Bool {
        let wanted = Set(countWords.map { HeaderText($0).bare })
        return columns.contains { wanted.contains(HeaderText($0).bare) }
    }

    /// The one of the columns that says how often it was used on a day.
    static func count(in columns: [Int], of sample: TableSample) -> Int? {
        let wanted = Set(countWords.map { HeaderText($0).bare })
        return columns.first { column in
            let texts = sample.values(column)
            return wanted.contains(HeaderText(sample.columns[column]).bare) && !texts.isEmpty
                && FactField.Form.count.reads(texts)
        }
    }

    private static var countWords: [String] { usageDay.fields.first { $0.field == "count" }?.words ?? [] }

    /// Whether a header that says one of a field's words among others means that field: its column must look like it.
    func means(_ field: String, _ header: HeaderText, saying name: HeaderText, _ sample: TableSample, _ column: Int)
        -> Bool
    {
        guard let form = kind.fields.first(where: { $0.name == field })?.form else {
            guard Self.idWords.contains(where: header.contains) else { return false }
            // An id of this kind's own: `Номер ответа` of answers, and not the number of a contact beside it.
            return field == "account_id"
                ? header.says(name) : tables.contains { header.bare.contains(HeaderText($0).bare) }
        }
        guard header.says(name) else { return false }
        let texts = sample.values(column)
        return !texts.isEmpty && form.reads(texts)
    }

    private static let idWords = [
        "id", "nr", "nummer", "no", "number", "ref", "code", "key", "编号", "号码", "单号", "код", "номер", "ид",
    ].map(HeaderText.init)
}

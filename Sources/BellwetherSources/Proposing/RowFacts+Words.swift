import BellwetherCore

// What people call these columns, in English, German, Chinese and Russian. The order is that of preference.
extension RowFacts {
    static let renewals = [
        "renewal_date", "next_renewal", "next_renewal_date", "renews_on", "renews_at", "renewal", "term_end",
        "contract_end", "contract_end_date", "contract_ends", "verlängerung_am", "verlängerung", "verlängerungsdatum",
        "nächste_verlängerung", "laufzeitende", "vertrag_bis", "续费日期", "续约日期", "续约时间", "合同到期日", "合同到期日期",
        "дата_продления", "продление", "договор_до", "окончание_договора",
    ]
    /// The end of what they are; where it is still to come, of a term.
    static let leavings = [
        "vertragsende", "gekündigt_zum", "gekündigt_am", "kündigungsdatum", "churn_date", "churned_at", "cancelled_at",
        "cancellation_date", "流失日期", "дата_ухода", "дата_расторжения",
    ]
    /// The first day of a contract.
    static let beginnings = [
        "contract_start", "contract_start_date", "contract_started_at", "contract_begin", "term_start",
        "current_term_start", "agreement_start", "vertragsbeginn", "vertragsstart", "vertrag_ab", "laufzeitbeginn",
        "laufzeit_ab", "laufzeit_von", "合同开始日期", "合同开始", "合同起始日期", "合同起始日", "合同生效日期", "合同签订日期", "签约日期",
        "начало_договора", "дата_начала_договора", "договор_с", "дата_договора", "дата_заключения_договора",
        "начало_действия_договора",
    ]
    static let nps = [
        "nps", "nps_score", "latest_nps", "last_nps", "last_nps_score", "net_promoter_score", "nps_wert",
        "nps_bewertung",
        "nps_antwort", "nps评分", "nps分数", "nps得分", "净推荐值", "оценка_nps", "балл_nps", "nps_оценка",
    ]
    static let npsDays = [
        "nps_date", "last_nps_date", "nps_at", "nps_answered_at", "survey_date", "last_survey", "last_survey_date",
        "nps_datum", "umfragedatum", "datum_nps", "nps日期", "nps时间", "调查日期", "дата_nps", "nps_дата", "дата_опроса",
    ]
    static let contacts = [
        "last_contact", "last_contacted", "last_contact_date", "last_contacted_at", "last_contact_at", "last_touch",
        "last_touchpoint", "last_spoken", "letzter_kontakt", "letzter_kontakt_am", "zuletzt_kontaktiert",
        "letzte_kontaktaufnahme", "最近联系", "最近联系时间", "最近联系日期", "最后联系", "最后联系时间", "最后联系日期", "上次联系",
        "上次联系时间", "上次联系日期", "最近跟进时间", "последний_контакт", "дата_последнего_контакта", "последнее_касание",
    ]
    static let meetings = [
        "last_meeting", "last_meeting_date", "last_qbr", "last_qbr_date", "letztes_meeting", "letzter_termin",
        "上次会议", "最近会议", "最近拜访", "最近拜访时间", "последняя_встреча", "дата_последней_встречи",
    ]
    static let calls = [
        "last_call", "last_call_date", "letzter_anruf", "letztes_telefonat", "上次通话", "последний_звонок",
    ]
    static let users = [
        "active_users", "monthly_active_users", "weekly_active_users", "daily_active_users", "mau", "wau", "dau",
        "active_user_count", "users_active", "used_seats", "seats_used", "active_seats", "used_licenses",
        "licenses_used", "aktive_nutzer", "aktive_benutzer", "aktive_anwender", "genutzte_lizenzen", "genutzte_plätze",
        "活跃用户", "活跃用户数", "月活", "月活跃用户", "日活", "已用席位", "已使用席位", "активные_пользователи",
        "активных_пользователей", "использовано_лицензий", "используемые_лицензии",
    ]
    static let grades = [
        "health", "health_status", "health_score", "customer_health", "account_health", "rag", "rag_status",
        "sentiment",
        "csm_sentiment", "pulse", "csm_pulse", "traffic_light", "ampel", "ampelstatus", "kundengesundheit",
        "gesundheit", "stimmung", "einschätzung", "健康度", "健康状态", "健康状况", "客户健康度", "здоровье", "здоровье_клиента",
        "статус_здоровья", "светофор", "настроение",
    ]
    static let changes = [
        "updated", "updated_at", "updated_on", "last_updated", "last_update", "last_modified", "last_modified_at",
        "modified_at", "modified", "as_of", "stand", "aktualisiert", "aktualisiert_am", "geändert_am",
        "letzte_änderung", "更新日期", "更新时间", "最后更新", "обновлено", "дата_обновления", "дата_изменения", "изменено",
    ]
    static let numbers: [(name: String, names: [String])] = [
        (
            "open_tickets",
            [
                "open_tickets", "tickets_open", "open_ticket_count", "open_cases", "open_issues", "offene_tickets",
                "offene_anfragen", "未解决工单", "未关闭工单", "待处理工单", "未结工单", "открытые_тикеты", "открытые_обращения",
                "открытых_тикетов", "открытые_заявки",
            ]
        ),
        (
            "employees",
            [
                "employees", "number_of_employees", "employee_count", "headcount", "mitarbeiter", "mitarbeiterzahl",
                "anzahl_mitarbeiter", "员工数", "员工人数", "人数", "сотрудники", "количество_сотрудников",
                "число_сотрудников",
            ]
        ),
    ]
    /// What says nothing that a fact could, and why.
    static let meaningless: [(names: [String], why: String)] = [
        (
            [
                "last_login", "last_login_at", "last_login_date", "last_seen", "last_seen_at", "last_active",
                "last_active_at", "last_activity", "last_activity_at", "last_activity_date", "letzter_login",
                "letzte_anmeldung", "zuletzt_aktiv", "letzte_aktivität", "最后登录", "最后登录时间", "最近登录",
                "最近登录时间", "上次登录", "последний_вход", "дата_последнего_входа", "последняя_активность",
            ],
            "the last day says nothing of how much it is used; bring who used it on which day (user_day or usage_day)"
        ),
        (
            [
                "logins", "login_count", "logins_30d", "sessions", "usage", "events", "activity", "anmeldungen",
                "nutzung", "sitzungen", "登录次数", "使用次数", "访问次数", "входы", "сессии", "использование",
            ],
            "within which time is not said; bring how often on which day (usage_day)"
        ),
        (
            [
                "csat", "csat_score", "ces", "ces_score", "satisfaction", "satisfaction_score", "zufriedenheit",
                "kundenzufriedenheit", "满意度", "удовлетворенность", "удовлетворённость",
            ],
            "a number for all of them is no answer of anybody; bring the answers (survey_response)"
        ),
        (
            [
                "overdue", "overdue_amount", "amount_overdue", "past_due", "balance", "open_balance", "outstanding",
                "open_invoices", "overdue_invoices", "days_overdue", "überfällig", "offene_rechnungen",
                "offener_betrag",
                "offene_posten", "rückstand", "逾期金额", "欠款", "未付金额", "应收余额", "逾期天数", "просрочка",
                "задолженность", "долг", "сумма_долга",
            ],
            "without the invoices nobody knows since when; bring the invoices (invoice)"
        ),
        (
            [
                "churn_risk", "churn_probability", "renewal_probability", "risk", "risiko", "kündigungsrisiko",
                "流失风险", "续约概率", "риск", "риск_оттока", "вероятность_продления",
            ],
            "what is to come is worked out anew from what is known"
        ),
    ]
}

/// How a column grades accounts: by colours and words, or by numbers.
struct GradeScale: Sendable {
    let lowest: Int
    let highest: Int
    /// What the column says, and the number that it is.
    let words: [String: String]

    init?(_ texts: [String]) {
        let known = Dictionary(
            Set(texts).compactMap { text in Self.grade(of: text).map { (text, String($0)) } },
            uniquingKeysWith: { a, _ in a })
        if !texts.isEmpty, texts.allSatisfy({ known[$0] != nil }) {
            (lowest, highest, words) = (1, 3, known)
            return
        }
        let numbers = texts.compactMap(Double.init)
        guard numbers.count == texts.count, let least = numbers.min(), let most = numbers.max(), least >= 0 else {
            return nil
        }
        // A hundred is told from ten by what occurs; ten from five too.
        guard let highest = [5, 10, 100].first(where: { most <= Double($0) }), most > 1 else { return nil }
        (lowest, self.highest, words) = (highest < 100 && least >= 1 ? 1 : 0, highest, [:])
    }

    private static func grade(of text: String) -> Int? {
        let plain = text.lowercased().replacing("ё", with: "е")
        return all.firstIndex { $0.contains(plain) }.map { $0 + 1 }
    }

    /// From the worst to the best.
    private static let all: [Set<String>] = [
        [
            "red", "poor", "bad", "at risk", "at-risk", "at_risk", "risk", "critical", "unhealthy", "unhappy", "low",
            "🔴", "rot", "schlecht", "kritisch", "gefährdet", "红", "红色", "差", "风险", "高风险", "危险", "красный",
            "красная", "плохо", "плохое", "в зоне риска", "критично",
        ],
        [
            "yellow", "amber", "orange", "neutral", "ok", "okay", "fair", "average", "medium", "watch", "warning", "🟡",
            "🟠", "gelb", "mittel", "beobachten", "黄", "黄色", "一般", "中", "中等", "желтый", "желтая", "средне",
            "среднее", "нейтрально", "нормально",
        ],
        [
            "green", "good", "great", "healthy", "happy", "high", "excellent", "🟢", "grün", "gut", "gesund", "sehr gut",
            "绿", "绿色", "良好", "好", "健康", "优秀", "зеленый", "зеленая", "хорошо", "хорошее", "отлично",
        ],
    ]
}

import BellwetherCore

extension FieldWords {
    static let ofPeople = [contact, sentiment, advocacy, customMeasure, userDay, surveyInvitation]

    private static let dateWords = ["at", "date", "day", "datum", "am", "日期", "дата"]

    private static let contact = FieldWords(
        kind: .contact, tables: ["contact", "person", "people", "ansprechpartner", "kontakte", "联系人", "контакт"],
        needed: ["account_id", "id", "email"],
        fields: [
            ("account_id", accountWords),
            ("id", ["contact_id", "id", "person_id", "user_id", "kontakt_id", "联系人编号", "编号", "id_контакта", "номер"]),
            (
                "email",
                ["email", "e_mail", "email_address", "mail", "e_mail_adresse", "邮箱", "电子邮件", "почта", "эл_почта"]
            ),
            (
                "name",
                [
                    "name", "full_name", "contact_name", "last_name", "vollständiger_name", "nachname", "姓名", "фио",
                    "имя",
                ]
            ),
            ("role", ["role", "job_title", "title", "rolle", "position", "funktion", "职位", "角色", "должность", "роль"]),
            ("is_champion", ["is_champion", "champion", "fürsprecher", "чемпион"]),
            ("since", ["since", "created_at", "created", "seit", "angelegt_am", "创建日期", "дата_создания", "с"]),
            ("left_at", ["left_at", "left_on", "ausgeschieden_am", "离职日期", "дата_ухода"]),
            ("last_seen_at", ["last_seen_at", "last_seen", "last_login", "letzter_login", "最后登录", "последний_вход"]),
            ("unsubscribed", ["unsubscribed", "unsubscribed_from_emails", "abgemeldet", "已退订", "отписан"]),
        ], isByName: true, mayBeCalled: ["users", "members", "benutzer", "app_users"])

    private static let surveyInvitation = FieldWords(
        kind: .surveyInvitation, tables: ["invitation", "einladung", "邀请", "приглашени"],
        needed: ["account_id", "id", "at", "kind"],
        fields: [
            ("account_id", accountWords), ("id", ["invitation_id", "id", "einladungs_id", "编号", "номер"]),
            ("at", ["sent_at", "asked_at", "gesendet_am", "发送日期", "дата_отправки"] + dateWords),
            ("contact_id", ["contact_id", "contact", "kontakt_id", "联系人编号", "id_контакта"]),
            ("kind", ["kind", "survey_type"]),
            ("answered_at", ["answered_at", "responded_at", "beantwortet_am", "回答时间", "дата_ответа"]),
            ("answered", ["answered", "responded", "beantwortet", "已回答", "отвечено"]),
        ], constants: ["kind": "nps"], key: ["account_id", "at", "contact_id"], isByName: true)

    private static let sentiment = FieldWords(
        kind: .sentiment, tables: ["sentiment", "pulse", "stimmung", "情绪", "настроени"],
        needed: ["account_id", "id", "at", "author"],
        fields: [
            ("account_id", accountWords), ("id", ["sentiment_id", "id", "编号", "номер"]), ("at", dateWords),
            (
                "author",
                ["author", "csm", "by", "owner", "verfasser", "von", "betreuer", "作者", "客户经理", "автор", "менеджер"]
            ),
            ("value", ["value", "score", "grade", "pulse", "sentiment", "wert", "note", "分数", "评分", "оценка", "балл"]),
            ("reason", ["reason", "comment", "grund", "kommentar", "原因", "причина", "комментарий"]),
        ], constants: ["author": "team"], key: ["account_id", "at", "author"], isByName: true)

    private static let advocacy = FieldWords(
        kind: .advocacy,
        tables: ["advoca", "reference", "referral", "referenz", "empfehlung", "口碑", "рекомендац", "референс"],
        needed: ["account_id", "id", "at", "kind"],
        fields: [
            ("account_id", accountWords), ("id", ["advocacy_id", "id", "编号", "номер"]), ("at", dateWords),
            ("kind", ["kind", "type", "activity", "art", "typ", "类型", "тип", "вид"]),
        ], key: ["account_id", "at", "kind"], isByName: true)

    private static let customMeasure = FieldWords(
        kind: .customMeasure, tables: ["measure", "metric", "kennzahl", "指标", "показател"],
        needed: ["account_id", "name", "at", "value"],
        fields: [
            ("account_id", accountWords),
            ("name", ["name", "measure", "metric", "kennzahl", "指标", "名称", "показатель"]),
            ("at", dateWords), ("value", ["value", "amount", "wert", "数值", "值", "значение"]),
            ("said_by", ["said_by", "source", "quelle", "来源", "источник"]),
        ], isByName: true)

    private static let userDay = FieldWords(
        kind: .userDay, tables: ["user_day", "login", "session", "anmeldung", "登录", "вход"],
        needed: ["account_id", "day", "user", "count"],
        fields: [
            ("account_id", accountWords),
            ("day", ["day", "event_time", "event_at", "occurred_at", "timestamp", "created_at", "time"] + dateWords),
            ("user", ["user", "user_id", "email", "login", "nutzer", "benutzer", "用户", "用户id", "пользователь"]),
            ("count", ["count", "events", "logins", "sessions", "anzahl", "次数", "数量", "количество"]),
        ], constants: ["count": "1"], isByName: true,
        mayBeCalled: ["events", "events_raw", "raw_events", "event_log", "activity_log", "page_views", "actions"])
}

import BellwetherCore

// Kinds that are recognised by the name of their table alone: their columns could be another's.
extension FieldWords {
    static let ofMoney = [payment, creditNote, order, renewal, cost, fxRate]

    private static let amountWords = ["amount", "total", "value", "betrag", "summe", "金额", "总金额", "сумма", "итого"]
    private static let invoiceWords = [
        "invoice_id", "invoice", "invoice_number", "invoice_no", "rechnungs_id", "rechnungsnummer", "rechnungsnr",
        "rechnung", "发票id", "发票号", "发票编号", "发票", "id_счета", "номер_счета", "номер_счёта", "счет", "счёт",
    ]

    private static let payment = FieldWords(
        kind: .payment, tables: ["payment", "zahlung", "付款", "支付", "收款", "платеж", "платёж", "оплат"],
        needed: ["account_id", "id", "invoice_id", "at", "amount"],
        fields: [
            ("account_id", accountWords), ("invoice_id", invoiceWords),
            (
                "id",
                [
                    "payment_id", "id", "transaction_id", "reference", "zahlungs_id", "zahlungsnummer", "referenz",
                    "付款编号", "交易号", "id_платежа", "номер_платежа", "номер",
                ]
            ),
            (
                "at",
                [
                    "at", "paid_at", "payment_date", "date", "received_at", "zahlungsdatum", "eingegangen_am", "datum",
                    "付款日期", "支付日期", "日期", "дата_платежа", "дата_оплаты", "дата",
                ]
            ),
            ("amount", amountWords), ("status", ["status", "state", "状态", "статус"]), ("currency", currencyWords),
        ], key: ["invoice_id", "at", "amount"], isByName: true)

    private static let creditNote = FieldWords(
        kind: .creditNote, tables: ["credit", "gutschrift", "贷项", "红字", "кредит_нот", "кредитов", "корректиров"],
        needed: ["account_id", "id", "at", "amount"],
        fields: [
            ("account_id", accountWords), ("invoice_id", invoiceWords),
            (
                "id",
                [
                    "credit_note_id", "id", "number", "credit_note_number", "gutschriftsnummer", "gutschrift_nr", "编号",
                    "номер",
                ]
            ),
            (
                "at",
                [
                    "at", "issued_at", "date", "created_at", "gutschriftsdatum", "datum", "开具日期", "日期",
                    "дата_выставления", "дата",
                ]
            ),
            ("amount", amountWords), ("status", ["status", "state", "状态", "статус"]), ("currency", currencyWords),
        ], isByName: true)

    private static let order = FieldWords(
        kind: .order, tables: ["order", "bestell", "auftrag", "aufträge", "订单", "заказ"],
        needed: ["account_id", "id", "at"],
        fields: [
            ("account_id", accountWords),
            (
                "id",
                [
                    "order_id", "id", "order_number", "number", "bestellnummer", "auftragsnummer", "订单号", "订单编号",
                    "номер_заказа", "номер",
                ]
            ),
            (
                "at",
                [
                    "at", "order_date", "ordered_at", "ordered_on", "date", "placed_at", "placed_on", "purchase_date",
                    "purchased_at", "effective_date", "bestelldatum", "bestellt_am", "auftragsdatum", "datum", "订单日期",
                    "下单日期", "下单时间", "日期", "дата_заказа", "дата",
                ]
            ),
            ("subscription_id", ["subscription_id", "subscription", "abo_id", "订阅编号", "id_подписки"]),
            ("type", ["type", "kind", "order_type", "art", "typ", "类型", "тип"]),
            ("product", ["product", "item", "produkt", "artikel", "产品", "商品", "продукт", "товар"]),
            ("mrr_change", ["mrr_change", "mrr_delta", "delta_mrr", "mrr_änderung"]),
            ("amount", amountWords + ["one_time_amount"]),
            ("refunded", ["refunded", "refund", "erstattet", "退款", "возврат"]), ("currency", currencyWords),
        ], key: ["account_id", "at", "product", "amount"], isByName: true)

    private static let outcomes = [
        "outcome", "renewal_outcome", "renewal_result", "ergebnis", "verlängerungsergebnis", "续约结果", "续费结果", "исход",
        "исход_продления", "результат_продления",
    ]
    private static let renewalDates = [
        "renewal_date", "renews_on", "renewed_on", "verlängerungsdatum", "verlängerung_am", "续约日期", "续费日期",
        "дата_продления",
    ]
    private static let decisionDates = [
        "decided_on", "decided_at", "decision_date", "entschieden_am", "entscheidungsdatum", "决定日期", "дата_решения",
    ]

    private static let renewal = FieldWords(
        kind: .renewal, tables: ["renewal", "verlängerung", "续约", "续费", "продлени"],
        needed: ["account_id", "id", "renewal_date", "outcome"],
        fields: [
            ("account_id", accountWords), ("id", ["renewal_id", "id", "编号", "номер"]),
            ("contract_id", ["contract_id", "contract", "vertragsnummer", "vertrag", "合同编号", "номер_договора"]),
            ("subscription_id", ["subscription_id", "subscription", "abo_id", "订阅编号", "id_подписки"]),
            (
                "term_start",
                [
                    "term_start", "current_term_start", "term_start_date", "laufzeitbeginn", "laufzeit_von", "周期开始日期",
                    "начало_срока",
                ]
            ),
            ("renewal_date", renewalDates + ["end_date", "date", "datum", "дата"]),
            ("outcome", outcomes + ["result", "status", "结果", "状态", "результат", "статус"]),
            ("decided_on", decisionDates + ["closed_at"]),
            ("amount_before", ["amount_before", "old_amount", "betrag_vorher", "续约前金额", "сумма_до"]),
            ("amount_after", ["amount_after", "new_amount", "betrag_nachher", "续约后金额", "сумма_после"]),
            ("currency", currencyWords),
        ], key: ["account_id", "renewal_date"], isByName: true,
        saying: [("outcome", outcomes), ("renewal_date", renewalDates), ("decided_on", decisionDates)])

    private static let cost = FieldWords(
        kind: .cost, tables: ["cost", "expense", "kosten", "aufwand", "成本", "费用", "затрат", "расход"],
        needed: ["id", "amount", "period_start"],
        fields: [
            ("account_id", accountWords), ("id", ["cost_id", "id", "kosten_id", "编号", "номер"]),
            ("category", ["category", "kategorie", "kostenart", "类别", "категория", "статья"]),
            ("kind", ["kind", "type", "cost_type", "art", "类型", "тип", "вид"]), ("amount", ["cost"] + amountWords),
            (
                "period_start",
                [
                    "period_start", "month", "period", "from", "date", "monat", "zeitraum_von", "von", "datum", "月份",
                    "开始日期", "日期", "месяц", "период", "дата_начала", "дата",
                ]
            ),
            ("period_end", ["period_end", "to", "until", "zeitraum_bis", "bis", "结束日期", "дата_окончания"]),
            ("currency", currencyWords),
        ], key: ["account_id", "category", "kind", "period_start"], isByName: true)

    private static let fxRate = FieldWords(
        kind: .fxRate, tables: ["fx", "exchange", "rates", "wechselkurs", "kurse", "汇率", "курс"],
        needed: ["day", "base", "quote", "rate"],
        fields: [
            (
                "day",
                [
                    "day", "date", "valid_from", "month", "tag", "datum", "gültig_ab", "monat", "日期", "月份", "дата",
                    "месяц",
                ]
            ),
            ("base", ["base", "from", "currency", "von", "währung", "基准货币", "币种", "货币", "базовая_валюта", "валюта"]),
            ("quote", ["quote", "to", "target", "nach", "zielwährung", "目标货币", "валюта_котировки"]),
            // `usd_per_unit`: its own header says what one unit is worth so much of.
            ("rate", ["rate", "exchange_rate", "value", "per_unit", "kurs", "汇率", "курс"]),
        ], constants: ["quote": "EUR"], isByName: true)
}

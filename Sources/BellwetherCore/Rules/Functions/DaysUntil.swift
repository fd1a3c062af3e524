extension RuleFunction {
    static let daysUntil = counting(
        "days_until", "Calendar days until that day or moment; below 0 after it.",
        example: "days_until(forecast.notice_by) <= 30"
    ) { day, today in day - today }
}

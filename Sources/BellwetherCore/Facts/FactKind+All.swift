// Every kind of fact (METRICS 6.1), as far as a metric reads it. The account a row belongs to (`account_id`) and the
// row's own `id` are not listed: every kind has them.
extension FactKind {
    static let statuses = ["prospect", "trialing", "active", "past_due", "paused", "cancelling", "churned"]

    package static let account = FactKind(
        "account", "The paying organisation; `id` is what the other facts call `account_id`.", dated: "started_at",
        isStanding: true,
        [
            FactField("name", .text, required: true, "The name people know it by."),
            FactField("status", .choice(statuses), "Where it stands; absent means active."),
            FactField("owner", .text, "Who looks after it: a key of `people`."),
            FactField("tier", .text, "Plan level, such as Enterprise."),
            FactField("segment", .text, "Market segment."),
            FactField("region", .text, "Region or country."),
            FactField("product", .text, "Main product."),
            FactField("plan", .text, "Commercial plan."),
            FactField("lifecycle_stage", .text, "Stage of its life, in the source's words."),
            FactField("domain", .text, "Internet domain."),
            FactField("parent", .text, "Id of the parent account."),
            FactField("currency", .text, "ISO 4217 code it is billed in."),
            FactField("started_at", .day, "First day as a customer."),
            FactField("churned_at", .day, "Last day as a customer."),
            FactField(
                "seen_gone_at", .day,
                "Day on which it was first read to have churned, where nothing says when it did; Bellwether's own note."
            ),
            FactField("churn_reason", .text, "Why it left, as coded by the team."),
            FactField("churn_note", .text, "The same in somebody's words."),
            FactField("seats", .count, "Paid seats."),
            FactField("licensed_features", .count, "Features it has paid for; all there are where absent."),
            FactField("excluded", .flag, "A test or internal account: left out of everything."),
            FactField("hubspot_id", .text, "Id in HubSpot, for links."),
            FactField("salesforce_id", .text, "Id in Salesforce, for links."),
            FactField("stripe_id", .text, "Id in Stripe, for links."),
            FactField("zendesk_id", .text, "Id in Zendesk, for links."),
            FactField("external_id", .text, "Id that other systems keep too: what joins meets it by this."),
        ])

    package static let alias = FactKind(
        "alias", "What a source calls an account that others describe; `id` is what its own facts call `account_id`.",
        dated: nil,
        [
            FactField("name", .text, "What the source knows it by, for lists of what met nobody."),
            FactField("external_id", .text, "The account's `id` or `external_id`, as the source keeps it."),
            FactField("domain", .text, "Internet domains, also as addresses; public mail services are left out."),
            FactField("hubspot_id", .text, "Its id in HubSpot: meets the account with the same."),
            FactField("salesforce_id", .text, "Its id in Salesforce: meets the account with the same."),
            FactField("stripe_id", .text, "Its id in Stripe: meets the account with the same."),
            FactField("zendesk_id", .text, "Its id in Zendesk: meets the account with the same."),
        ])

    package static let subscription = FactKind(
        "subscription", "A running agreement billed at an interval.", dated: "started_at", isStanding: true,
        [
            FactField(
                "status", .text, words: Subscription.words,
                "active, trialing, past_due, cancelling, paused, unpaid, incomplete, ended …"),
            FactField("product", .text, "What is subscribed to."),
            FactField("started_at", .day, "First day of service."),
            FactField("ended_at", .day, "Day the paid service ended."),
            FactField("cancel_requested_at", .day, "Day the customer gave notice."),
            FactField("mrr", .rate, "Monthly recurring revenue, where the source states it."),
            FactField("amount", .money, "Price of one unit for one interval, where `mrr` is not given."),
            FactField(
                "fractional_amount", .number,
                "The same in minor units with their fractions, such as 0.05, where `amount` is absent."),
            FactField("quantity", .number, "Units; 1 where absent."),
            FactField(
                "interval", .choice(["day", "week", "month", "quarter", "year"]), "What `amount` is billed for."),
            FactField("interval_count", .count, "Intervals in a billing period; 1 where absent."),
            FactField("usage_type", .choice(["licensed", "metered"]), "Metered items are not recurring."),
            FactField("discount_percent", .number, "Discount on the amount, 0 to 100."),
            FactField("discount_amount", .money, "Discount on the amount, in money."),
            FactField("discount_ends_at", .day, "Day the discount ends; for good where absent."),
            FactField(
                "item_discount_percent", .number, "Another discount, of this item alone, taken off first, 0 to 100."),
            FactField("item_discount_amount", .money, "The same in money."),
            FactField("item_discount_ends_at", .day, "Day it ends; for good where absent."),
            FactField(
                "tax_percent", .number, "Tax that the amount has in it, in percent of the amount without it: 19."),
            FactField("currency", .text, "ISO 4217 code."),
            FactField("seats", .count, "Paid seats, where the account has none."),
            FactField(
                "term_start", .day,
                "First day of the current term; where absent, a year before its end, or what `amount` is for."),
            FactField("term_end", .day, "Renewal date: the day the current term ends."),
            FactField(
                "term_months", .count,
                "Months of a term: its end is so long after `term_start`, or every so many months after `started_at`, where "
                    + "`term_end` is not given; its start as long before. 1 where it goes on month by month."),
            FactField("auto_renew", .flag, "Renews by itself unless notice is given."),
            FactField("notice_days", .count, "Days of notice before the term's end."),
            FactField("renewal_amount", .money, "What is expected to renew, for the whole term."),
            FactField("paused_from", .day, "First day of a pause."),
            FactField("paused_until", .day, "Day the pause ends."),
            FactField("trial_ends_at", .day, "First day after a trial; before it, it is no revenue."),
            FactField("churn_reason", .text, "Why it was ended; counts where the account says none."),
            FactField(
                "seen_unpaid_at", .day,
                "Day on which it was first read to be unpaid, having been paid before; Bellwether's own note."),
        ])

    package static let order = FactKind(
        "order", "What was ordered: a change of a subscription's MRR, or money that does not recur.", dated: "at",
        [
            FactField("at", .day, required: true, "Day it took effect."),
            FactField("subscription_id", .text, "The subscription it changes."),
            FactField("type", .text, words: Order.words, "new, expansion, contraction, renewal, churn, services …"),
            FactField("product", .text, "What was ordered."),
            FactField("mrr_change", .rate, "What it adds to the subscription's MRR; less than 0 takes away."),
            FactField("amount", .money, "Money that comes once: a purchase, a training, a fee."),
            FactField("refunded", .money, "How much of that went back."),
            FactField("currency", .text, "ISO 4217 code."),
        ])

    package static let contract = FactKind(
        "contract", "A signed term with a start, an end and a notice period.", dated: "signed_at", atLatest: ["start"],
        isStanding: true,
        [
            FactField("subscription_id", .text, "The subscription it covers, with all its items."),
            FactField(
                "status", .text, words: Contract.words,
                "draft, signed, active, notice_given, renewed, ended, terminated …"),
            FactField("start", .day, "First day of the term."),
            FactField("end", .day, required: true, "Renewal date: the day the term ends."),
            FactField(
                "term_months", .count, "Months of the term: `end` is so long after `start`, where it is not given."),
            FactField("auto_renew", .flag, "Renews by itself unless notice is given."),
            FactField("notice_days", .count, "Days of notice before the end."),
            FactField("notice_given_at", .day, "Day notice was given."),
            FactField("renewal_amount", .money, "What is up for renewal, for the whole term."),
            FactField("currency", .text, "ISO 4217 code."),
            FactField("signed_at", .day, "Day it was signed."),
            FactField(
                "human_category", .choice(["closed", "commit", "best_case", "at_risk", "lost"]), "The team's call."),
        ])

    package static let renewal = FactKind(
        "renewal", "What became of a term that ended: renewed or churned.", dated: "decided_on",
        atLatest: ["renewal_date"],
        [
            FactField("contract_id", .text, "The contract that came up."),
            FactField("subscription_id", .text, "The subscription that came up."),
            FactField("term_start", .day, "First day of the term that ended."),
            FactField("renewal_date", .day, required: true, "Day the term ended."),
            FactField("outcome", .choice(["renewed", "churned"]), required: true, "What became of it."),
            FactField("decided_on", .day, past: true, "Day it was known."),
            FactField("mrr_before", .rate, "MRR before."),
            FactField("mrr_after", .rate, "MRR after."),
            FactField("amount_before", .money, "Amount up for renewal."),
            FactField("amount_after", .money, "Amount signed."),
            FactField("currency", .text, "ISO 4217 code."),
        ])

    package static let invoice = FactKind(
        "invoice", "A bill sent to the account.", dated: "issued_at", atLatest: ["due_date", "paid_at"],
        [
            FactField("number", .text, "The number people quote."),
            FactField("status", .text, words: Invoice.words, "draft, open, paid, uncollectible or void."),
            FactField("issued_at", .day, "Day it was finalised."),
            FactField("due_date", .day, "Day payment is due; the day it was issued where absent."),
            FactField("paid_at", .day, past: true, "Day it was paid in full."),
            FactField("total", .money, required: true, "Total with tax."),
            FactField("tax", .money, "Tax within the total."),
            FactField("paid", .money, "Paid so far."),
            FactField("currency", .text, "ISO 4217 code."),
            FactField("disputed", .flag, "The customer disputes it; not chased."),
            FactField("subscription_id", .text, "The subscription it bills."),
            FactField("reminder_count", .count, "Reminders sent."),
        ])

    package static let payment = FactKind(
        "payment", "Money received for an invoice.", dated: "at",
        [
            FactField("invoice_id", .text, required: true, "The invoice it pays."),
            FactField("at", .day, required: true, past: true, "Day it arrived."),
            FactField("amount", .money, required: true, "How much; less than 0 went back."),
            FactField("currency", .text, "ISO 4217 code; the invoice's where absent."),
            FactField(
                "status", .text, words: InvoiceReduction.paymentWords,
                "succeeded, pending, failed or refunded; absent means succeeded."),
        ])

    package static let creditNote = FactKind(
        "credit_note", "Money taken off a bill.", dated: "at",
        [
            FactField("invoice_id", .text, "The invoice it reduces."),
            FactField("subscription_id", .text, "Where no invoice is named: its latest invoice before the note."),
            FactField("at", .day, required: true, past: true, "Day it was issued."),
            FactField("amount", .money, required: true, "How much; the sign does not matter."),
            FactField("currency", .text, "ISO 4217 code; the invoice's where absent."),
            FactField("status", .text, words: ["issued", "void"], "issued or void; absent means issued."),
        ])

    package static let usageDay = FactKind(
        "usage_day", "How often a feature was used on a day.", key: ["account_id", "day", "feature"], dated: "day",
        isDaily: true,
        [
            FactField("day", .day, required: true, past: true, "The day."),
            FactField("feature", .text, "What was used; absent where the source does not tell."),
            FactField("count", .count, required: true, "How many events."),
        ])

    package static let userDay = FactKind(
        "user_day", "Who used it on a day; without these, daily counts have to do.",
        key: ["account_id", "day", "user"],
        dated: "day", isDaily: true,
        [
            FactField("day", .day, required: true, past: true, "The day."),
            FactField("user", .text, required: true, "Who: any id that stays the same."),
            FactField("count", .count, required: true, "How many events; 0 is no use."),
        ])

    package static let seatDay = FactKind(
        "seat_day", "How many people were active on a day, and of how many seats.", key: ["account_id", "day"],
        dated: "day", isDaily: true,
        [
            FactField("day", .day, required: true, past: true, "The day."),
            FactField("seats", .count, "Paid seats on that day, where the source tells."),
            FactField("active_users", .count, "Distinct people active on that day."),
        ])

    package static let ticket = FactKind(
        "ticket", "A request for help.", dated: "created_at",
        [
            FactField("created_at", .moment, required: true, past: true, "When it was opened."),
            FactField("first_reply_at", .moment, past: true, "When it was first answered."),
            FactField("solved_at", .moment, past: true, "When it was last solved."),
            FactField("reopened_at", .moment, past: true, "When it was last reopened, where the source tells."),
            FactField("contact_id", .text, "Who asked."),
            FactField("opened_by_agent", .flag, "The team opened it; not counted as asked for."),
            FactField("status", .text, words: Ticket.words, "open, solved, closed, spam, merged …"),
            FactField(
                "priority", .text, words: ["low", "normal", "high", "urgent"], "low, normal, high or urgent."),
            FactField("topic", .text, "What it is about."),
            FactField("agent_replies", .count, "Public replies by an agent."),
            FactField(
                "reopens", .count, "How often it was reopened; 0 where `reopened_at` is mapped and says nothing."),
        ])

    package static let surveyResponse = FactKind(
        "survey_response", "An answer to a survey.", dated: "at",
        [
            FactField("kind", .choice(["nps", "csat", "ces", "custom"]), required: true, "Which survey."),
            FactField("at", .moment, required: true, past: true, "When it was answered."),
            FactField("contact_id", .text, "Who answered."),
            FactField("value", .number, required: true, "The answer."),
            FactField("scale_min", .number, "Lowest possible answer; by the survey's own scale where absent."),
            FactField("scale_max", .number, "Highest possible answer."),
            FactField("inverted", .flag, "A low answer is the good one, as in old effort surveys."),
            FactField("question", .text, "What was asked, where a survey asks several things."),
            FactField("answer", .text, "What was chosen, where the answer is a word."),
            FactField("feedback_kind", .choice(["keep", "start", "stop", "other"]), "What the comment asks for."),
            FactField("ticket_id", .text, "The ticket it is about."),
            FactField("comment", .text, "What they wrote; never sent to a shared channel."),
        ])

    package static let surveyInvitation = FactKind(
        "survey_invitation", "That somebody was asked a survey, whether they answered or not.", dated: "at",
        [
            FactField("kind", .choice(["nps", "csat", "ces", "custom"]), required: true, "Which survey."),
            FactField("at", .moment, required: true, past: true, "When they were asked."),
            FactField("contact_id", .text, "Who was asked."),
            FactField("answered_at", .moment, past: true, "When they answered."),
            FactField("answered", .flag, "Whether they have, where the source does not tell when."),
        ])

    package static let touch = FactKind(
        "touch", "A contact between the team and the customer.", dated: "at",
        [
            FactField("at", .moment, required: true, past: true, "When."),
            FactField("kind", .text, words: Touch.words, "call, meeting, mail, chat …"),
            FactField("direction", .choice(["inbound", "outbound", "both"]), "Who began it."),
            FactField("automatic", .flag, "An automatic reply or campaign; not counted."),
        ])

    package static let contact = FactKind(
        "contact", "A person at the account.", dated: "since", isStanding: true,
        [
            FactField("name", .text, "What they are called."),
            FactField("email", .text, "Their address; never sent to a shared channel."),
            FactField(
                "role", .text, words: ["champion", "admin", "economic_buyer"], "champion, admin, economic_buyer …"),
            FactField("is_champion", .flag, "Speaks up for us; also where `role` is champion."),
            FactField("since", .day, past: true, "First day there."),
            FactField("left_at", .day, past: true, "Day they left."),
            FactField("last_seen_at", .moment, past: true, "When they last used it."),
            FactField("unsubscribed", .flag, "Wants no mail."),
        ])

    package static let sentiment = FactKind(
        "sentiment", "What somebody of the team feels about the account, graded and dated.", dated: "at",
        [
            FactField("at", .day, required: true, past: true, "Day it was said."),
            FactField("author", .text, required: true, "Who said it."),
            FactField("value", .number, "A grade between `scale_min` and `scale_max`."),
            FactField("scale_min", .number, "The worst grade; 1 where absent."),
            FactField("scale_max", .number, "The best grade; 6 where absent."),
            FactField("happy", .flag, "In place of a grade: is the customer happy with the product?"),
            FactField("easy_start", .flag, "Was it easy to start?"),
            FactField("renewed", .flag, "Has it renewed in the last year?"),
            FactField("reason", .text, "Why."),
        ])

    package static let advocacy = FactKind(
        "advocacy", "The account spoke for us, or was asked to.", dated: "at",
        [
            FactField("at", .day, required: true, past: true, "Day."),
            FactField(
                "kind", .choice(["reference", "review", "referral", "case_study", "asked"]), required: true,
                "What it did; `asked` where it was only asked."),
        ])

    package static let customMeasure = FactKind(
        "custom_measure", "Any dated number about the account that another system or a person knows.",
        key: ["account_id", "name", "at"], dated: "at",
        [
            FactField("name", .text, required: true, "What it is: customer_value, customer_price, employees …"),
            FactField("at", .day, required: true, past: true, "The day it was so."),
            FactField("value", .number, required: true, "How much."),
            FactField("said_by", .text, "Where it is from."),
        ])

    package static let cost = FactKind(
        "cost", "What serving or winning an account cost.", dated: "period_start",
        [
            FactField("category", .text, "support, hosting, csm_time …"),
            FactField("kind", .choice(["retention", "service", "acquisition"]), "What the money is for."),
            FactField("amount", .money, required: true, "How much."),
            FactField("currency", .text, "ISO 4217 code."),
            FactField("period_start", .day, required: true, "First day it covers."),
            FactField("period_end", .day, "Day after the last it covers; a month on where absent."),
        ])

    package static let fxRate = FactKind(
        "fx_rate", "What one unit of a currency was worth in another from a day on.", key: ["base", "quote", "day"],
        dated: "day",
        [
            FactField("day", .day, required: true, "First day it holds."),
            FactField("base", .text, required: true, "One unit of this …"),
            FactField("quote", .text, required: true, "… is worth so much of this."),
            FactField("rate", .number, required: true, "How much; above 0."),
        ])
}

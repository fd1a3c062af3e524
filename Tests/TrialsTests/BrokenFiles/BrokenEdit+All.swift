// Sentences of `BrokenEdit.all`, in the order of the file; each begins what is told.
extension BrokenEdit {
    static let all: [BrokenEdit] = [
        BrokenEdit(
            "rules:\n  - alert: health", "rules:\n\t- alert: health",
            ["24:1: error: a line must be indented with blanks, not with a tab | help: put blanks in its place"]),
        BrokenEdit(
            "    for: 2d\n", "   for: 2d\n", ["30:4: error: a list item must stand here, indented like those before it"]
        ),
        BrokenEdit(
            #"title: "{{ account.name }} is"#, "title: {{ account.name }} is",
            [
                "34:15: error: a key must be a single value, not a mapping | help: put a text that begins with {{ in quotes",
                "34:33: error: a line cannot go on behind its value | help: put all of the text in quotes, or none",
            ]),
        BrokenEdit(
            "values: { Enterprise: 60, Team: 45 } }", "values: { Enterprise: 60, Team: 45 }",
            ["30:5: error: a mapping in { } must go on with ',' or end with '}'"]),
        BrokenEdit(
            "bands: *bands", "bands: *band", ["17:12: error: alias '*band' must stand behind an anchor '&band'"]),
        BrokenEdit(
            "    for: 2d\n", "    for: 2d\n    for: 3d\n",
            ["31:5: error: key 'for' must be given once; the first is at line 30, column 5 | help: keep one of them"]),
        BrokenEdit(
            "play: Call the sponsor.", "play: Call: the sponsor.",
            [
                "35:17: error: a value cannot begin here; ':' and a blank end a key | help: put a text with ': ' in it in quotes"
            ]),
        BrokenEdit(
            "labels: { severity: warning, team: success }", "labels: [severity, team]",
            ["32:13: error: 'labels' must be a mapping, not a list"]),
        BrokenEdit(
            "labels: { severity: warning, team: success }", "labels: warning",
            ["32:13: error: 'labels' must be a mapping, not 'warning'"]),
        BrokenEdit(
            "      - name: below the floor\n        given", "        name: below the floor\n        given",
            ["40:7: error: a key must stand here, indented like those before it"]),
        BrokenEdit(
            "    when: |\n      invoice", "    when: >-\n      # late\n      invoice",
            [
                "48:7: error: '#' cannot stand in a condition | help: a comment begins with // in a condition",
                "48:9: error: an operator is missing before 'late'",
            ]),
        BrokenEdit(
            "summary: An invoice is late.", "summary: *late",
            ["44:14: error: alias '*late' must stand behind an anchor '&late'"]),
        BrokenEdit(
            "health_models:", "health_models: !!map",
            [
                "1:1: error: 'health_models' must have at least one model",
                "1:16: error: tag '!!map' must stand before a mapping, not a list",
            ]),
        BrokenEdit(
            "rules:\n  - alert: health", "---\nrules:\n  - alert: health",
            ["23:1: error: a file must be one document; a second one begins here | help: put it in a file of its own"]),
        BrokenEdit(
            "when: contract.days_to_notice <= 14 && !(contract.category in ['closed', 'lost'])",
            "when: !(contract.category in ['closed', 'lost'])",
            [
                "61:11: error: a value must not begin with the tag '!(contract.category' | note: '!' at the beginning of a value marks a tag in YAML | help: put the condition in a block: `when: |`"
            ]),
        BrokenEdit(
            "when: contract.days_to_notice <= 14 && !(contract.category in ['closed', 'lost'])",
            "when: 'closed' == contract.category",
            ["61:20: error: a line cannot go on behind its value | help: put the condition in a block: `when: |`"]),
        BrokenEdit(
            "when: contract.days_to_notice <= 14 && !(contract.category in ['closed', 'lost'])",
            "when: contract.auto_renews ? contract.days_to_notice < 14 : false",
            [
                "61:63: error: a value cannot begin here; ':' and a blank end a key | help: put the condition in a block: `when: |`"
            ]),
        BrokenEdit(
            "when: contract.days_to_notice <= 14 && !(contract.category in ['closed', 'lost'])",
            "when: [contract.auto_renews]",
            ["61:11: error: 'when' must be a condition, not a list | help: put the condition in a block: `when: |`"]),
        BrokenEdit(
            "when: contract.days_to_notice <= 14 && !(contract.category in ['closed', 'lost'])", "when:",
            ["61:10: error: 'when' must be a condition, not nothing | help: give it a value, or take the key away"]),
        BrokenEdit(
            "when: contract.days_to_notice <= 14 && !(contract.category in ['closed', 'lost'])", "when: true",
            [
                "61:11: warning: the condition reads nothing of anybody; it is the same for all and for good | help: name what decides, such as health.score < 60"
            ]),
        BrokenEdit("&& !invoice.disputed", "&& !invoice.disputed)", ["50:27: error: ')' cannot stand here"]),
        BrokenEdit(
            "&& !invoice.disputed", "and !invoice.disputed",
            ["50:7: error: 'and' is not an operator | help: did you mean '&&'?"]),
        BrokenEdit(
            "&& !invoice.disputed", "& !invoice.disputed",
            ["50:7: error: '&' is not an operator | help: did you mean '&&'?"]),
        BrokenEdit(
            "&& !invoice.disputed", "&& not invoice.disputed",
            ["50:10: error: 'not' is not an operator | help: did you mean '!'?"]),
        BrokenEdit("&& !invoice.disputed", "&&", ["50:9: error: a value must stand after '&&'"]),
        BrokenEdit("&& !invoice.disputed", "&& !invoice.open_amount", ["50:10: error: '!' needs bool, not double"]),
        BrokenEdit("&& !invoice.disputed", "&& !invoice.number", ["50:10: error: '!' needs bool, not string"]),
        BrokenEdit(
            "invoice.open_amount >= threshold.amount\n", "invoice.open_amount => threshold.amount\n",
            [
                "49:30: error: '=' is not an operator | help: did you mean '=='?",
                "49:31: error: a value must stand after '=', not '>' | help: did you mean '>='?",
            ]),
        BrokenEdit(
            "invoice.open_amount >= threshold.amount\n", "invoice.open_amount = threshold.amount\n",
            ["49:30: error: '=' is not an operator | help: did you mean '=='?"]),
        BrokenEdit(
            "invoice.open_amount >= threshold.amount\n", "invoice.open_amount >= 1,000\n",
            [
                "49:34: error: ',' cannot stand here | help: a number is written without commas: 1000",
                "49:35: error: '&&' needs bool, not int",
            ]),
        BrokenEdit(
            "invoice.open_amount >= threshold.amount\n", "invoice.open_amount >= 250 EUR\n",
            ["49:37: error: an operator is missing before 'EUR'"]),
        BrokenEdit(
            "invoice.open_amount >= threshold.amount\n", "invoice.open_amount >= 25%\n",
            ["50:7: error: a value must stand after '%', not '&&' | help: a share is written as a number: 0.6 for 60 %"]
        ),
        BrokenEdit(
            "invoice.open_amount >= threshold.amount\n", "invoice.open_amount + 'x' == threshold.amount\n",
            ["49:30: error: '+' cannot add double and string | help: a number stands without quotes"]),
        BrokenEdit("account.status != 'paused'", "account.status != paused", ["46:35: error: unknown name 'paused'"]),
        BrokenEdit(
            "account.status != 'paused'", "account.status != 'paused",
            ["46:35: error: the text is never closed | help: write the same quote at its end, on the same line"]),
        BrokenEdit(
            "account.status != 'paused'", "account.status",
            ["46:17: error: a condition is true or false (bool), not string"]),
        BrokenEdit(
            "account.status != 'paused'", "account.status in 'paused'",
            ["46:32: error: 'in' cannot look for string in string"]),
        BrokenEdit(
            "account.status != 'paused'", "account.status != ''paused''",
            ["46:37: error: an operator is missing before 'paused'"]),
        BrokenEdit(
            "health.score < threshold.floor &&", "health.score << threshold.floor &&",
            ["27:25: error: a value must stand after '<', not '<'"]),
        BrokenEdit(
            "health.score < threshold.floor &&", "health < threshold.floor &&", ["27:11: error: unknown name 'health'"]),
        BrokenEdit(
            "health.score < threshold.floor &&", "(health.score < threshold.floor &&",
            ["27:11: error: '(' is not closed | help: write ')' where it ends"]),
        BrokenEdit(
            "health.score < threshold.floor &&", "health.score < threshold.floor / 0 == 1 &&",
            ["27:46: error: '==' cannot compare bool with int"]),
        BrokenEdit(
            "health.score < threshold.floor && health.coverage >= 0.5", "invoice.open_amount > 5",
            ["27:11: error: unknown name 'invoice.open_amount' | help: it is known in rules with `for_each: invoice`"]),
        BrokenEdit(
            "health.score < threshold.floor && health.coverage >= 0.5", "health.score - threshold.floor",
            [
                "27:11: error: a condition is true or false (bool), not double | help: compare it with something, such as < 60"
            ]),
        BrokenEdit("invoices.exists(", "invoices.eixsts(", ["69:19: error: unknown function 'eixsts'"]),
        BrokenEdit("tickets.filter(", "tickets.fliter(", ["70:18: error: unknown function 'fliter'"]),
        BrokenEdit(
            "exists(i, i.days_past_due > 30", "exists(i.days_past_due > 30",
            ["69:19: error: unknown function 'exists' | help: write list.exists(i, condition)"]
        ),
        BrokenEdit(
            "tickets.filter(t, t.open).size() > 3", "tickets.filter(t, t.open) > 3",
            ["70:36: error: '>' cannot compare list(ticket) with int"]),
        BrokenEdit(
            "never(touch.days_since)", "never()",
            ["67:32: error: 'never' takes 1 argument, not 0 | help: write it like never(touch.days_since)"]),
        BrokenEdit(
            "never(touch.days_since)", "never(touch.days_since, '3d')",
            ["67:32: error: 'never' takes 1 argument, not 2 | help: write it like never(touch.days_since)"]),
        BrokenEdit(
            "drop(health.score, '30d') >= 15\n", "drop(health.score, '30 d') >= 15\n",
            [
                "68:29: error: 'drop' must look back over a span such as '30d' or '2w', not '30 d' | note: a span is at most 730d"
            ]),
        BrokenEdit(
            "drop(health.score, '30d') >= 15\n", "drop(health.score, 30) >= 15\n",
            [
                "68:29: error: 'drop' takes a text in quotes here | note: it is looked at when the file is loaded | help: write it like drop(health.score, '7d') > 10"
            ]),
        BrokenEdit(
            "drop(health.score, '30d') >= 15\n", "drop(health.score) >= 15\n",
            ["68:10: error: 'drop' takes 2 arguments, not 1 | help: write it like drop(health.score, '7d') > 10"]),
        BrokenEdit(
            "drop(health.score, '30d') >= 15\n", "drop(account.name, '30d') >= 15\n",
            ["68:15: error: 'drop' takes a double field; 'account.name' is string"]),
        BrokenEdit(
            "drop(health.score, '30d') >= 15\n", "drop(health.score + 1, '30d') >= 15\n",
            ["68:15: error: 'drop' takes a field, not a value | help: write it like drop(health.score, '7d') > 10"]),
        BrokenEdit(
            "drop(health.score, '30d') >= 15\n", "drop(health.score, '900d') >= 15\n",
            [
                "68:29: error: 'drop' must look back over a span such as '30d' or '2w', not '900d' | note: a span is at most 730d"
            ]),
        BrokenEdit("  - alert: notice-near\n    for_each", "  - for_each", ["59:5: error: 'alert' must be given"]),
        BrokenEdit(
            "alert: notice-near", "alert: notice near",
            ["59:12: error: 'alert' must be a name of at most 100 letters, digits, '-', '_' and '.', not 'notice near'"]
        ),
        BrokenEdit(
            "alert: notice-near", "alert: late-invoice",
            [
                "59:12: error: alert 'late-invoice' is defined twice | note: the other stands at rules/good.yaml:43:12; alerts are remembered by this id"
            ]),
        BrokenEdit(
            "was: [low-health]", "was: [late-invoice]",
            [
                "24:12: error: 'was' of 'health-below-band' names 'late-invoice', which is a rule of its own | note: an id stands for one rule for good"
            ]),
        BrokenEdit(
            "was: [low-health]", "was: { low: health }",
            ["25:10: error: 'was' must be a text or a list of texts, not a mapping"]),
        BrokenEdit(
            "for_each: contract", "for_each: contracts",
            [
                "60:15: error: 'for_each' must be"
            ]),
        BrokenEdit(
            "for_each: contract", "for_each: [contract]",
            [
                "60:15: error: 'for_each' must be",
                "61:11: error: unknown name 'contract.days_to_notice' | help: it is known in rules with `for_each: contract`",
                "61:46: error: unknown name 'contract.category' | help: it is known in rules with `for_each: contract`",
                "63:28: error: unknown name 'contract.notice_by' | help: it is known in rules with `for_each: contract`",
            ]),
        BrokenEdit("missing: ok", "missing: false", ["53:14: error: 'missing' must be"]),
        BrokenEdit(
            "for: 2d\n", "for: 2\n",
            ["30:10: error: 'for' must be a duration such as 30m or 2d, not 2 | help: give it a unit, such as 2d"]),
        BrokenEdit("for: 2d\n", "for: -2d\n", ["30:10: error: 'for' must be a duration such as 30m or 2d, not '-2d'"]),
        BrokenEdit(
            "for: 2d\n", "for: forever\n", ["30:10: error: 'for' must be a duration such as 30m or 2d, not 'forever'"]),
        BrokenEdit(
            "keep_firing_for: 1d", "keep_firing: 1d",
            ["52:5: error: unknown key 'keep_firing' | help: did you mean 'keep_firing_for'?"]),
        BrokenEdit(
            "thresholds: { days: 10, amount: 250 }", "thresholds: [10, 250]",
            [
                "48:32: error: unknown name 'threshold.days' | help: give the rule that threshold: `thresholds: { days: 50 }`",
                "49:33: error: unknown name 'threshold.amount' | help: give the rule that threshold: `thresholds: { amount: 50 }`",
                "51:17: error: 'thresholds' must be names with a number each | help: write `thresholds: { floor: 50 }`, or a `default` with `by` and `values`",
            ]),
        BrokenEdit(
            "thresholds: { days: 10, amount: 250 }", "thresholds: { days: 10 }",
            ["49:33: error: unknown name 'threshold.amount'"]),
        BrokenEdit(
            "thresholds: { days: 10, amount: 250 }", "thresholds: { days: '10', amount: 250 }",
            [
                "51:25: error: threshold 'days' must be a number, or a mapping with a 'default' | help: write `days: 50`, or `{ by: account.tier, default: 50, values: { Enterprise: 60 } }`"
            ]),
        BrokenEdit(
            "by: account.tier", "by: account.seats",
            [
                "29:20: error: 'by' must name a field that holds text, not 'account.seats'",
                "38:18: warning: 'account.tier' is given, but 'health-below-band' never reads it",
            ]),
        BrokenEdit(
            "by: account.tier", "by: tier",
            [
                "29:20: error: unknown name 'tier' | help: did you mean 'account.tier'?",
                "38:18: warning: 'account.tier' is given, but 'health-below-band' never reads it",
            ]),
        BrokenEdit("by: account.tier, default: 50", "by: account.tier", ["29:14: error: 'default' must be given"]),
        BrokenEdit(
            "by: account.tier, default: 50", "default: 50",
            [
                "29:7: error: threshold 'floor' has 'values' but no field to choose among them | help: name the field: `by: account.tier`",
                "38:18: warning: 'account.tier' is given, but 'health-below-band' never reads it",
            ]),
        BrokenEdit(
            "values: { Enterprise: 60, Team: 45 }", "values: { Enterprise: sixty, Team: 45 }",
            ["29:69: error: 'Enterprise' in 'values' must be a number, not 'sixty'"]),
        BrokenEdit(
            "values: { Enterprise: 60, Team: 45 }", "values: 60", ["29:55: error: 'values' must be a mapping, not 60"]),
        BrokenEdit(
            "labels: { severity: warning, team: success }", "labels: { severity: high, team: success }",
            ["32:25: error: 'severity' must be 'info', 'warning' or 'critical', not 'high'"]),
        BrokenEdit(
            "labels: { severity: warning, team: success }", "labels: { severity: warning, tier: gold }",
            ["32:34: error: label 'tier' cannot be set by a rule; every alert carries it by itself"]),
        BrokenEdit(
            "labels: { severity: warning, team: success }", "labels: { severity: warning, 2nd-team: success }",
            ["32:34: error: label '2nd-team' must be made of letters, digits and '_', and not begin with a digit"]),
        BrokenEdit(
            "{{ health.score }}\"\n", "{{ health.score }\"\n",
            ["34:56: error: '{{' is not closed | help: write '}}' behind the expression"]),
        BrokenEdit("{{ health.score }}\"\n", "{{ }}\"\n", ["34:58: error: the condition is empty"]),
        BrokenEdit(
            "{{ health.score }}\"\n", "{{ round(health.score) }}\"\n",
            ["34:59: error: unknown function 'round' | help: write math.round(x)"]),
        BrokenEdit(
            "{{ health.score }}\"\n", "{{ health.score | upper }}\"\n",
            [
                "34:59: error: '||' needs bool, not double",
                "34:72: error: '|' is not an operator | help: did you mean '||'?", "34:74: error: unknown name 'upper'",
            ]),
        BrokenEdit(
            "'critical' : 'warning'", "'critical'",
            ["55:61: error: '?' needs ':' and what holds otherwise | help: write it as condition ? value : other"]),
        BrokenEdit(
            "string(nps.latest)", "nps.latest", ["73:19: error: both sides of ':' have one type, not double and string"]
        ),
        BrokenEdit("expect: quiet", "expect: silent", ["41:17: error: a rule cannot be expected to be 'silent'"]),
        BrokenEdit(
            "expect: quiet", "expect: { firing: 2d }",
            [
                "41:17: error: 'firing_after' must be given",
                "41:19: error: unknown key 'firing' | help: did you mean 'firing_after'?",
            ]),
        BrokenEdit("        expect: quiet\n", "", ["40:9: error: a test must say what to expect"]),
        BrokenEdit(
            "given: { health.score: 70, health.coverage: 0.8 }", "given: [health.score, 70]",
            ["40:16: error: 'given' must be a mapping of names to values | help: such as `{ health.score: 48 }`"]),
        BrokenEdit(
            "given: { health.score: 70, health.coverage: 0.8 }", "given: { health.score: low, health.coverage: 0.8 }",
            ["40:32: error: 'health.score' must be given a number, not 'low'"]),
        BrokenEdit(
            "given: { health.score: 70, health.coverage: 0.8 }", "given: { threshold.floor: 70 }",
            [
                "40:18: error: 'threshold.floor' cannot be given; a test runs with the rule's own thresholds | help: give the field that decides it: 'account.tier'"
            ]),
        BrokenEdit(
            "given: { health.score: 70, health.coverage: 0.8 }", "given: { health.score + 1: 70 }",
            [
                #"40:18: error: 'health.score + 1' cannot be given; only single fields and calls can | help: such as health.score, or "change(health.score, '30d')" in quotes"#
            ]),
        BrokenEdit(
            "invoices: [{ days_past_due: 3 }]", "invoices: 3",
            ["75:82: error: 'invoices' must be given a list of mappings, not '3'"]),
        BrokenEdit(
            "invoices: [{ days_past_due: 3 }]", "invoices: [3]",
            ["75:83: error: invoice must be given as a mapping of its fields"]),
        BrokenEdit(
            "invoices: [{ days_past_due: 3 }]", "invoices: [{ days_late: 3 }]",
            ["75:85: error: invoice has no field 'days_late'"]),
        BrokenEdit(
            "    applies_to: account.tenure_days < 60\n", "",
            [
                "2:5: error: health model 'onboarding' must have 'applies_to'; it takes everybody, and the models behind it are never used | help: only the last model leaves the condition out"
            ]),
        BrokenEdit(
            "name: standard", "name: onboarding",
            ["11:11: error: health model 'onboarding' is already defined; names must be unique"]),
        BrokenEdit(
            "weight: 60 }", "weight: none }", ["5:100: error: 'weight' must be a number, not 'none'"]),
        BrokenEdit(
            "weight: 60 }", "weight: -5 }", ["5:100: error: 'weight' must be a number from 0 to 1000000, not -5"]),
        BrokenEdit(
            "linear: { zero_at: 0, full_at: 0.5 }", "linear: { zero_at: 0.5, full_at: 0.5 }",
            ["5:62: error: 'zero_at' and 'full_at' must differ; both are 0.5"]),
        BrokenEdit(
            "linear: { zero_at: 0, full_at: 0.5 }", "linear: { zero_at: 1, full_at: 0.5 }",
            [
                "5:62: error: 'zero_at' must be below 'full_at' for 'usage.licence_utilisation'; higher is better | help: swap the two"
            ]),
        BrokenEdit(
            "linear: { zero_at: 0, full_at: 0.5 }, ", "",
            ["5:17: error: measure 'licences' must have one of 'linear', 'tiers' and 'map'; it has none"]),
        BrokenEdit(
            "linear: { zero_at: 6, full_at: 0 }", "tiers: [{ from: 3, score: 10 }, { from: 0, score: 90 }]",
            ["15:87: error: the tier from 0 is never reached; it must start above 3, where the one before starts"]),
        BrokenEdit(
            "from: 50, renews", "from: 80, renews",
            ["10:57: error: band 'good' must start above 80, where 'at_risk' starts"]),
        BrokenEdit(
            "from: 0, renews", "from: 10, renews",
            ["8:58: error: the first band must start at 0, not 10; scores below 10 would have no band"]),
        BrokenEdit(
            "name: good,", "name: poor,",
            [
                "10:17: error: band 'poor' is already defined; names must be unique",
                "20:23: warning: a cap at 'poor' lowers nothing; it is the highest band",
            ]),
        BrokenEdit("renews: 0.45", "renews: 45", ["8:69: error: 'renews' must be a number from 0 to 1, not 45"]),
        BrokenEdit("colour: red", "colour: crimson", ["8:47: error: 'colour' must be"]),
        BrokenEdit(
            "min_coverage: 0.6", "min_coverage: 60",
            ["12:19: error: 'min_coverage' must be a number from 0 to 1, not 60"]),
        BrokenEdit(
            "max_age: 180d", "max_age: 180",
            [
                "16:93: error: 'max_age' must be a duration such as 30m or 2d, not 180 | help: give it a unit, such as 180d"
            ]),
        BrokenEdit(
            "band_at_most: poor", "band_at_most: bad",
            ["20:23: error: 'band_at_most' must be 'poor', 'at_risk' or 'good', not 'bad'"]),
        BrokenEdit(
            "        why: a seriously overdue account is never better than At risk\n", "",
            ["19:9: error: 'why' must be given"]),
        BrokenEdit(
            "invoices.days_past_due_max > 60", "health.score > 60", ["19:15: error: unknown name 'health.score'"]),
        BrokenEdit("required: true", "required: yes", ["14:116: error: 'required' must be true or false, not 'yes'"]),
        BrokenEdit(
            "metric: nps.latest", "metric: nps",
            ["16:22: error: metric 'nps' is not defined"]),
    ]
}

// Written from deploy/presets by PresetTests; edit those.
extension Preset {
    static let zendesk = [
        Preset(
            "zendesk-contacts",
            #"""
            # The people of Zendesk's organisations, and when they last logged in.
            #
            #   - name: desk-contacts
            #     preset: zendesk-contacts
            #     http:
            #       url: https://example.zendesk.com/api/v2
            #       auth: { basic: { user: me@example.com/token, password: { credential: zendesk_token } } }
            #     joins: desk       # the source that reads the organisations; left out where those are the accounts themselves
            #
            # It shares Zendesk's ten exports a minute with the tickets, and everybody is exported once to begin with.
            every: 1h
            timeout: 4h
            http:
              pace: { requests: 5, per: 1m }
            facts:
              contact:
                path: /incremental/users/cursor.json
                query: { per_page: 1000 }
                records: users
                pages: { by: cursor, at: after_cursor, parameter: cursor, until: end_of_stream, kept: true }
                since: { parameter: start_time, form: epoch, first: "0" }
                # People without an organisation; and our own are in the list, too.
                skip_without: [account_id]
                only: { role: [end-user] }
                columns:
                  id: id
                  account_id: organization_id
                  name: name
                  email: email
                  since: created_at
                  last_seen_at: last_login_at

            """#),
        Preset(
            "zendesk-tickets-csv",
            #"""
            # The tickets that Zendesk exports:  preset: zendesk-tickets-csv, csv: { path: … }
            csv: { dates: ["%Y-%m-%d %H:%M", iso] }
            facts:
              ticket:
                skip_without: [account_id]
                columns:
                  id: Id
                  account_id: Organization
                  created_at: Created at
                  solved_at: Solved at
                  status: Status
                  priority: Priority
                  topic: Ticket Type
                  agent_replies: Replies
                  reopens: Reopens
                case: { status: lower, priority: lower }

            """#),
        Preset(
            "zendesk",
            #"""
            # Zendesk, by an API token: the user is the agent's address with /token behind it.
            #
            #   - name: desk
            #     preset: zendesk
            #     http:
            #       url: https://example.zendesk.com/api/v2
            #       auth: { basic: { user: me@example.com/token, password: { credential: zendesk_token } } }
            #
            # Organisations become accounts. Where accounts come from somewhere else, `joins: true`: an organisation meets the account
            # whose `id` or `external_id` is its external_id, whose `zendesk_id` is its id, or that alone has one of its domains.
            every: 15m
            timeout: 4h
            http:
              # The incremental export takes ten requests a minute.
              pace: { requests: 10, per: 1m }
            facts:
              account:
                path: /organizations.json
                query: { "page[size]": 100 }
                records: organizations
                pages: { by: cursor, at: meta.after_cursor, parameter: "page[after]", while: meta.has_more }
                columns:
                  id: id
                  name: name
                  domain: domain_names[]?
                  external_id: external_id?
                  zendesk_id: id
              ticket:
                path: /incremental/tickets/cursor.json
                query: { per_page: 1000, include: metric_sets }
                records: tickets
                # From the beginning, and then on from where the last poll came. The last minute is not in it, and comes with the
                # next poll; what comes twice is known. Tickets that were deleted are in it, with `deleted` for their status.
                pages: { by: cursor, at: after_cursor, parameter: cursor, until: end_of_stream, kept: true }
                since: { parameter: start_time, form: epoch, first: "0" }
                # Tickets of people without an organisation.
                skip_without: [account_id]
                columns:
                  id: id
                  account_id: organization_id
                  contact_id: requester_id
                  created_at: created_at
                  solved_at: metric_set.solved_at?
                  status: status
                  priority: priority
                  topic: type
                  agent_replies: metric_set.replies?
                  reopens: metric_set.reopens?
              # How the customer rated a ticket: one answer for each, so that nothing counts twice. On the ticket stands good or bad,
              # whether it was asked in the older way or by the newer surveys, without a date of its own, and what was in the middle
              # stands there as bad. What a survey says itself comes first: good, neutral or bad, when, and in which words. A list of
              # ratings or of surveys alone does not say whose they are.
              # An answer does not say how many steps its scale had, two, three or five: where all of yours have five, `columns:
              # { value: "beside.answers[question.sub_type=customer_satisfaction].rating? | satisfaction_rating.score?" }` reads the step.
              # For csat.response_rate, who was offered a rating is the kind `survey_invitation`: the same listing once more, with
              # `offered` among `only`, `answered: satisfaction_rating.score?` in place of `value`, and
              # `values: { answered: { offered: "false", good: "true", bad: "true" } }`.
              survey_response:
                path: /incremental/tickets/cursor.json
                query: { per_page: 1000 }
                records: tickets
                pages: { by: cursor, at: after_cursor, parameter: cursor, until: end_of_stream, kept: true }
                since: { parameter: start_time, form: epoch, first: "0" }
                skip_without: [account_id]
                beside:
                  path: /guide/survey_responses
                  # The newest of a ticket first.
                  query: { "filter[subject_zrns]": "{ids}", "page[size]": 100, sort: "-id" }
                  ids: "zen:ticket:{id}"
                  records: survey_responses
                  pages: { by: cursor, at: meta.after_cursor, parameter: "page[after]", while: meta.has_more }
                  of: subjects[type=ticket].id
                  # An admin's token reads them, and not in every plan: without them what stands on the ticket counts.
                  optional: true
                # `offered` and `unoffered` are no answers.
                only: { satisfaction_rating.score?: [good, bad, good_with_comment, bad_with_comment] }
                columns:
                  id: id
                  account_id: organization_id
                  contact_id: beside.responder_id? | requester_id
                  ticket_id: id
                  at: beside.answers[question.sub_type=customer_satisfaction].updated_at? | updated_at
                  value: beside.answers[question.sub_type=customer_satisfaction].rating_category? | satisfaction_rating.score?
                  comment: beside.answers[type=open_ended].value? | satisfaction_rating.comment?
                constants: { kind: csat, scale_min: "1", scale_max: "5" }
                values:
                  value: { good: "5", neutral: "3", bad: "1", good_with_comment: "5", bad_with_comment: "1" }

            """#),
    ]
}

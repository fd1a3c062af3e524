import BellwetherCore
import Curl
import Pictures
import Templates

/// The HTML part of a mail: tables and inline styles, since that is what mail programs understand; no scripts,
/// nothing fetched from anywhere, and no pictures but those that come with it. Programs that know dark mode get colours of their own.
enum MailPage {
    static func html(_ message: Message, showing pictures: MailPictures = .none) -> String {
        HTMLHead(message.headline, .darkInMail, .style(css)).html + body.render(message.values(showing: pictures))
    }

    private static let css = """
        @media (prefers-color-scheme: dark) {
          .page { background: #16181d !important; }
          .sheet { background: #1f2229 !important; border-color: #333842 !important; }
          .ink { color: #eceef2 !important; }
          .soft { color: #a5acb8 !important; }
          .link { color: #8ab4ff !important; }
          .rule { border-color: #333842 !important; }
          .button { background: #2f6fd6 !important; color: #ffffff !important; }
          .test { background: #4a3a00 !important; color: #ffe9a8 !important; }
        }
        @media (max-width: 480px) {
          .inner { padding: 20px 18px !important; }
          .when { white-space: normal !important; }
        }
        """

    private static let body = Template(
        """
        <body class="page" style="margin:0;padding:0;background:#f3f4f6;">
        <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" \
        style="background:#f3f4f6;"><tr><td align="center" style="padding:24px 12px;">
        <table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" \
        style="max-width:600px;background:#ffffff;border:1px solid #e2e5ea;border-radius:8px;"><tr><td class="inner" \
        style="padding:28px 32px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;\
        font-size:15px;line-height:1.5;">
        {{#heading}}<p class="test" style="margin:0 0 16px;padding:8px 12px;background:#fff4cc;color:#5c4600;\
        border-radius:6px;font-weight:600;">{{.}}</p>{{/heading}}
        {{#test}}<p class="test" style="margin:0 0 16px;padding:8px 12px;background:#fff4cc;color:#5c4600;\
        border-radius:6px;font-weight:600;">This is a test. No customer is concerned.</p>{{/test}}
        {{#greets}}<p class="ink" style="margin:0 0 12px;color:#1c2430;">Hello {{.}},</p>{{/greets}}
        <h1 class="ink" style="margin:0 0 4px;font-size:20px;line-height:1.3;font-weight:600;color:#1c2430;">\
        {{headline}}</h1>
        {{#words}}{{#text}}<p class="ink" style="margin:8px 0 0;color:#1c2430;">{{.}}</p>{{/text}}\
        {{#listing}}<pre class="soft" style="margin:0;color:#5b6472;font-size:13px;line-height:1.4;\
        font-family:ui-monospace,Consolas,Menlo,monospace;white-space:pre-wrap;">{{.}}</pre>{{/listing}}{{/words}}
        {{#cards}}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
        style="margin:16px 0 0;"><tr><td style="border-left:4px solid {{colour}};padding:2px 0 2px 14px;">
        {{#title}}<p class="ink" style="margin:0 0 4px;font-size:16px;font-weight:600;color:#1c2430;">{{.}}</p>{{/title}}
        {{#reason}}<p class="ink" style="margin:0 0 4px;color:#1c2430;">{{.}}</p>{{/reason}}
        {{#trend}}<img src="cid:{{picture}}" width="{{width}}" alt="{{seen}}" style="display:block;width:100%;\
        max-width:{{width}}px;height:auto;margin:8px 0;border:0;border-radius:6px;">{{/trend}}
        {{#stakes}}<p class="soft" style="margin:0 0 4px;color:#5b6472;">{{.}}</p>{{/stakes}}
        {{#others}}<p class="soft" style="margin:0 0 4px;color:#5b6472;">{{.}}</p>{{/others}}
        {{#play}}<p class="ink" style="margin:8px 0 0;color:#1c2430;">{{#owner}}<strong>{{.}}</strong> {{/owner}}{{.}}</p>{{/play}}
        {{#tasks}}<p class="ink" style="margin:4px 0 0;color:#1c2430;">{{task}}</p>{{/tasks}}
        {{#linked}}<p style="margin:12px 0 0;">{{#links}}<a class="button" href="{{url}}" style="display:inline-block;\
        margin:0 8px 4px 0;padding:7px 14px;background:#1d5fc4;color:#ffffff;text-decoration:none;border-radius:6px;\
        font-size:14px;">{{label}}</a>{{/links}}</p>{{/linked}}
        </td></tr></table>{{/cards}}
        {{#listed}}<table width="100%" cellpadding="0" cellspacing="0" border="0" \
        style="margin:16px 0 0;border-collapse:collapse;font-size:14px;">
        <tr><th class="soft rule" align="left" style="padding:6px 8px 6px 0;border-bottom:1px solid #e2e5ea;\
        color:#5b6472;font-weight:600;">What</th><th class="soft rule" align="right" \
        style="padding:6px 0 6px 8px;border-bottom:1px solid #e2e5ea;color:#5b6472;font-weight:600;">At stake</th></tr>
        {{#lines}}<tr><td class="ink rule" style="padding:10px 8px 10px 0;border-bottom:1px solid #e2e5ea;\
        color:#1c2430;vertical-align:top;">{{#sign}}{{.}} {{/sign}}{{#url}}<a class="ink" href="{{.}}" style="color:#1c2430;">{{/url}}\
        {{title}}{{#url}}</a>{{/url}}{{#others}}<br><span class="soft" style="color:#5b6472;">{{.}}</span>{{/others}}\
        {{#owner}}<br><span class="soft" style="color:#5b6472;">{{.}}</span>{{/owner}}</td>\
        <td class="ink rule" align="right" style="padding:10px 0 10px 8px;border-bottom:1px solid #e2e5ea;\
        color:#1c2430;vertical-align:top;">{{#stake}}<span style="white-space:nowrap;">{{.}}</span>{{/stake}}\
        {{#when}}<br><span class="soft when" style="color:#5b6472;white-space:nowrap;">{{.}}</span>{{/when}}\
        {{#age}}<br><span class="soft when" style="color:#5b6472;white-space:nowrap;">{{.}}</span>{{/age}}</td></tr>
        {{/lines}}</table>{{/listed}}
        {{#sections}}<h2 class="soft" style="margin:20px 0 0;font-size:13px;text-transform:uppercase;letter-spacing:0.04em;\
        font-weight:600;color:#5b6472;">{{name}}</h2>
        {{#listed}}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
        style="margin:4px 0 0;border-collapse:collapse;font-size:14px;">
        {{#lines}}<tr><td class="ink rule" style="padding:8px 8px 8px 0;border-bottom:1px solid #e2e5ea;\
        color:#1c2430;vertical-align:top;">{{#sign}}{{.}} {{/sign}}{{#url}}<a class="ink" href="{{.}}" style="color:#1c2430;">{{/url}}\
        {{title}}{{#url}}</a>{{/url}}{{#others}}<br><span class="soft" style="color:#5b6472;">{{.}}</span>{{/others}}\
        {{#ways}}<br><a class="link" href="{{url}}" style="color:#1d5fc4;font-size:13px;">{{label}}</a>{{/ways}}</td>\
        <td class="ink rule" align="right" style="padding:8px 0 8px 8px;border-bottom:1px solid #e2e5ea;\
        color:#1c2430;vertical-align:top;">{{#stake}}<span style="white-space:nowrap;">{{.}}</span>{{/stake}}\
        {{#when}}<br><span class="soft when" style="color:#5b6472;white-space:nowrap;">{{.}}</span>{{/when}}\
        {{#age}}<br><span class="soft when" style="color:#5b6472;white-space:nowrap;">{{.}}</span>{{/age}}</td></tr>
        {{/lines}}</table>{{/listed}}
        {{#said}}<p class="ink" style="margin:8px 0 0;color:#1c2430;">{{text}}{{#lead}}<br>{{/lead}}{{#ways}}<a class="link" \
        href="{{url}}" style="margin-right:12px;color:#1d5fc4;font-size:13px;">{{label}}</a> {{/ways}}</p>{{/said}}
        {{#rest}}<p class="soft" style="margin:8px 0 0;color:#5b6472;">{{.}}</p>{{/rest}}{{/sections}}
        {{#more}}<p class="soft" style="margin:8px 0 0;color:#5b6472;">{{.}}</p>{{/more}}
        {{#closings}}<p class="ink" style="margin:12px 0 0;color:#1c2430;">{{text}}</p>{{/closings}}
        {{#moreClosings}}<p class="soft" style="margin:8px 0 0;color:#5b6472;">{{.}}</p>{{/moreClosings}}
        {{#unchanged}}<p class="soft" style="margin:16px 0 0;color:#5b6472;">{{.}}</p>{{/unchanged}}
        {{#notes}}<p class="soft rule" style="margin:16px 0 0;padding:12px 0 0;border-top:1px solid #e2e5ea;\
        color:#5b6472;font-size:13px;">{{text}}</p>{{/notes}}
        </td></tr></table>
        <p class="soft" style="margin:14px 0 0;color:#5b6472;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,\
        Arial,sans-serif;font-size:12px;">Bellwether watches your accounts.</p>
        </td></tr></table>
        </body>
        </html>

        """)
}

extension Message {
    fileprivate func values(showing pictures: MailPictures) -> [String: TemplateValue] {
        [
            "headline": .text(headline),
            "heading": .text(heading),
            "test": .flag(isTest),
            "greets": .text(greets ?? ""),
            "words": .list(words.map { [$0.hasPrefix(" ") ? "listing" : "text": .text($0)] }),
            "cards": .list(
                cards.enumerated().map { $1.values(withTitle: !isAboutOne, showing: pictures.byCard[$0]) }),
            "listed": .flag(!lines.isEmpty),
            "lines": .list(lines.map(\.values)),
            "sections": .list(sections.map(\.values)),
            "more": .text(moreLines),
            "closings": .list(isAboutOne ? [] : closings.map { ["text": .text($0.text)] }),
            "moreClosings": .text(isAboutOne ? "" : moreClosings),
            "unchanged": .text(unchanged),
            "notes": .list(notes.map { ["text": .text($0)] }),
        ]
    }
}

extension Message.Section {
    /// The names differ from those around it: Mustache looks outwards for what it does not find.
    fileprivate var values: [String: TemplateValue] {
        [
            "name": .text(title),
            "listed": .flag(!lines.isEmpty),
            "lines": .list(lines.map(\.values)),
            "said": .list(words.map(\.values)),
            "rest": .text(more),
        ]
    }
}

extension Message.Remark {
    fileprivate var values: [String: TemplateValue] {
        ["text": .text(text), "lead": .flag(!links.isEmpty), "ways": .list(links.map(\.values))]
    }
}

extension Story.Link {
    fileprivate var values: [String: TemplateValue] { ["label": .text(label), "url": .text(url)] }
}

extension Message.Card {
    fileprivate func values(withTitle: Bool, showing picture: MailPicture?) -> [String: TemplateValue] {
        [
            "colour": .text(sign.colour),
            "title": .text(withTitle ? title : ""),
            "reason": .text(reason),
            "stakes": .text(stakes),
            "others": .text(others),
            "owner": .text(ownerName ?? ""),
            "play": .text(play),
            "tasks": .list(tasks.map { ["task": .text($0)] }),
            "linked": .flag(!links.isEmpty),
            "links": .list(links.map(\.values)),
            "trend": .list(
                picture.map { picture in
                    [
                        [
                            "picture": .text(picture.id), "width": .text("\(Int(CoursePicture.width))"),
                            "seen": .text(trend?.words ?? ""),
                        ]
                    ]
                } ?? []),
        ]
    }
}

extension Message.Line {
    fileprivate var values: [String: TemplateValue] {
        [
            "sign": .text(sign.rawValue),
            "title": .text(title),
            "url": .text(link?.url ?? ""),
            "others": .text(others),
            "owner": .text(ownerName ?? ""),
            "stake": .text(stake),
            "when": .text(when),
            "age": .text(age),
            "ways": .list(taskLink.map { [$0.values] } ?? []),
        ]
    }
}

extension Message.Sign {
    fileprivate var colour: String {
        switch self {
        case .red: "#d1342f"
        case .yellow: "#e0a800"
        case .deadline: "#3b6fc4"
        case .none: "#9aa3b0"
        }
    }
}

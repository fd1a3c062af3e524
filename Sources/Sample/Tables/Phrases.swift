/// What customers write. Commas, quotes, accents and line breaks are there on purpose: exports are full of them.
enum Phrases {
    struct Topic {
        let name: String
        /// What anybody may write, and what is written in a language of one's own.
        let subjects: [String]
        var local: [Country.Language: [String]] = [:]

        func subjects(in language: Country.Language) -> [String] { subjects + (local[language] ?? []) }
    }

    static let topics = [
        Topic(
            name: "how_to",
            subjects: [
                "How do I move a whole sprint to the next month?", "Can a board be shared with people outside?",
                "Copying a template keeps the old dates", "Where can I change the first day of the week?",
                "Archive a project without losing its hours?",
            ],
            local: [
                .german: ["Wie lege ich Schichten für zwei Standorte an?", "Urlaub rückwirkend eintragen, geht das?"],
                .french: ["Dupliquer un planning sans les absences", "Comment exporter un seul service ?"],
                .spanish: ["¿Cómo se copia un calendario?", "Cambiar el turno de todo un equipo"],
            ]),
        Topic(
            name: "bug",
            subjects: [
                "\"Export\" button greyed out, even for admins", "Gantt view jumps back to today on every save",
                "Reminder mails arrive twice", "Drag and drop does nothing in Firefox",
                "Filter by team loses people with an ' in their name",
            ],
            local: [
                .german: ["Falsche Summe in der Wochenansicht", "Druckansicht schneidet die letzte Spalte ab"],
                .french: ["Total faux dans la vue « semaine »", "Page blanche après l'enregistrement"],
                .spanish: ["El informe mensual sale vacío"],
            ]),
        Topic(
            name: "billing",
            subjects: [
                "Please put our PO number on the invoice", "Invoice sent to the wrong address",
                "Why were we billed for 4 extra seats?",
            ],
            local: [
                .german: ["Umsatzsteuer-ID fehlt auf der Rechnung", "Rechnung bitte an buchhaltung@, nicht an mich"],
                .french: ["Numéro de commande manquant sur la facture"],
                .spanish: ["Factura sin número de pedido"],
            ]),
        Topic(
            name: "integration",
            subjects: [
                "Calendar sync misses recurring events", "API answers 429 during our nightly import",
                "Teams notifications stopped after the tenant move", "SCIM: deactivated users come back",
            ]),
        Topic(
            name: "access",
            subjects: [
                "New colleague does not get the invitation", "Please reset two-factor for a lost phone",
                "Team lead sees boards of other teams",
            ],
            local: [
                .german: ["Neue Kollegin bekommt keine Einladung"],
                .french: ["Droits d'accès : un chef d'équipe voit tout"],
                .spanish: ["Contraseña caducada, no llega el correo"],
            ]),
        Topic(
            name: "feature_request",
            subjects: ["Bulk edit for absences", "Dark mode, please", "Print a board on A3", "Half-day holidays"]),
    ]

    static let urgentTopics = [
        Topic(
            name: "access",
            subjects: [
                "Nobody can log in since this morning, SSO error AADSTS50011", "Whole site locked out",
                "All our users see \"account suspended\"",
            ],
            local: [
                .german: ["Anmeldung schlägt für alle fehl"], .french: ["Plus personne ne peut se connecter"],
                .spanish: ["Nadie puede entrar desde esta mañana"],
            ]),
        Topic(
            name: "bug",
            subjects: [
                "Tomorrow's shifts are empty", "This week's plan was overwritten, we need it back today",
                "Board does not load: \"unexpected error\", all browsers",
            ],
            local: [.german: ["Schichtplan komplett verschwunden"], .french: ["Le planning de demain a disparu"]]),
        Topic(
            name: "integration",
            subjects: [
                "Payroll export fails, deadline is tonight", "Machine data no longer arrive, line 2 stands still",
                "Webhook delivers nothing since Friday",
            ]),
    ]

    static func comment(nps: Int, in language: Country.Language) -> [String] {
        switch nps {
        case 9...: praise[language] ?? []
        case 7...8: approval[language] ?? []
        default: complaint[language] ?? []
        }
    }

    private static let praise: [Country.Language: [String]] = [
        .english: [
            "Could not do month-end without it.", "Support answered in ten minutes, and it worked.",
            "My team asked for more seats, which never happens.", "", "",
        ],
        .german: ["Läuft, und der Support ist wirklich gut.", "Die neue Auswertung spart uns Stunden.", ""],
        .french: ["Très bon outil, l'équipe l'utilise tous les jours.", "Rien à redire.", ""],
        .spanish: ["Nos ahorra mucho tiempo cada semana.", "Muy contentos.", ""],
    ]

    private static let approval: [Country.Language: [String]] = [
        .english: ["Good, but the export could be faster.", "Does the job; the mobile app less so.", ""],
        .german: ["Gut, aber die App ist manchmal träge.", "Passt soweit, nur der Export nervt.", ""],
        .french: ["Bien, mais l'export reste lent.", ""],
        .spanish: ["Bien, aunque faltan informes.", ""],
    ]

    private static let complaint: [Country.Language: [String]] = [
        .english: [
            "Still waiting for a fix after three weeks.", "Too expensive for what we use, we are looking at others.",
            "Great, another outage.\nExactly what we needed.", "Nobody on my team logs in any more.",
            "They call it \"solved\", we do not.",
        ],
        .german: [
            "Seit Wochen keine Lösung, sehr enttäuschend.", "Zu teuer für das, was wir nutzen.",
            "Wir prüfen gerade Alternativen.",
        ],
        .french: ["Toujours pas de solution après trois semaines.", "Trop cher, nous regardons ailleurs."],
        .spanish: ["Llevamos semanas esperando una solución.", "Demasiado caro para lo que usamos."],
    ]
}

extension Country {
    static let southern = [
        Country(
            code: "ES", region: "Southern Europe", currency: "EUR", weight: 7, taxPerMille: 0, owners: ["lucia"],
            companies: CompanyNames(
                patterns: ["# ~ S.L.", "~ # S.L.", "Grupo ~ S.A.", "~ y ~ # S.L."],
                trades: [
                    "Transportes", "Construcciones", "Bodegas", "Cerámicas", "Consultoría", "Clínicas", "Conservas",
                    "Instalaciones",
                ],
                cities: ["Valencia", "Bilbao", "Zaragoza", "Vigo"],
                firstNames: ["Marta", "Javier", "Nuria", "Álvaro", "Inés", "Pablo", "Rocío", "Sergio"],
                lastNames: [
                    "Navarro", "Iglesias", "Castaño", "Ortega", "Vidal", "Peña", "Rovira", "Aranda", "Echeverría",
                    "Lozano",
                ]), language: .spanish),
        Country(
            code: "IT", region: "Southern Europe", currency: "EUR", weight: 7, taxPerMille: 0,
            owners: ["lucia", "kim"],
            companies: CompanyNames(
                patterns: ["~ # S.r.l.", "# ~ S.p.A.", "Fratelli ~ S.n.c.", "~ # S.p.A."],
                trades: [
                    "Meccanica", "Tessuti", "Trasporti", "Arredamenti", "Alimentari", "Impianti", "Costruzioni",
                    "Studi",
                ],
                cities: ["Modena", "Verona", "Torino", "Ancona"],
                firstNames: ["Giulia", "Matteo", "Chiara", "Davide", "Elena", "Lorenzo", "Paola", "Simone"],
                lastNames: [
                    "Bellini", "Conti", "Ferrari", "Marchetti", "Galli", "Rinaldi", "Santoro", "Moretti", "Barbieri",
                    "Fontana",
                ]), language: .english),
    ]

    static let northern = [
        Country(
            code: "SE", region: "Nordics", currency: "EUR", weight: 6, taxPerMille: 0, owners: ["jonas", "aisha"],
            companies: CompanyNames(
                patterns: ["~ # AB", "~ # AB", "# ~ AB", "~ & ~ AB"],
                trades: ["Energi", "Bygg", "Skog", "Fastigheter", "Teknik", "Transport", "Livsmedel", "Vård"],
                cities: ["Umeå", "Örebro", "Malmö", "Gävle"],
                firstNames: ["Åsa", "Björn", "Karin", "Oskar", "Linnéa", "Anders", "Malin", "Gustav"],
                lastNames: [
                    "Lindqvist", "Bergström", "Sjöberg", "Nyström", "Hedlund", "Åkesson", "Sandell", "Forsberg",
                    "Ekdahl",
                ]), language: .english),
        Country(
            code: "PL", region: "Central Europe", currency: "EUR", weight: 5, taxPerMille: 0, owners: ["aisha"],
            companies: CompanyNames(
                patterns: ["~ # sp. z o.o.", "# ~ sp.k.", "~ i Wspólnicy sp.k.", "~ # S.A."],
                trades: ["Transport", "Meble", "Budownictwo", "Opakowania", "Stal", "Drukarnia", "Magazyny"],
                cities: ["Poznań", "Gdynia", "Łódź", "Rzeszów"],
                firstNames: ["Małgorzata", "Piotr", "Agnieszka", "Tomasz", "Ewa", "Grzegorz", "Zofia", "Marcin"],
                lastNames: [
                    "Wójcik", "Kowalczyk", "Zieliński", "Mazur", "Dąbrowski", "Kaczmarek", "Pawlak", "Sikora",
                    "Nowicki",
                ]), language: .english),
    ]
}

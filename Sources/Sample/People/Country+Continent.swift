// The countries that pay in euro or live beside those who do. Family names and trades are common ones put together by
// chance; no real company is meant.
extension Country {
    static let german = [
        Country(
            code: "DE", region: "DACH", currency: "EUR", weight: 30, taxPerMille: 190, owners: ["kim", "jonas"],
            companies: germanNames, language: .german),
        Country(
            code: "AT", region: "DACH", currency: "EUR", weight: 6, taxPerMille: 0, owners: ["kim", "jonas"],
            companies: austrianNames, language: .german),
    ]

    private static let germanNames = CompanyNames(
        patterns: ["~ # GmbH", "~ # GmbH", "~ # GmbH & Co. KG", "# ~ KG", "~ & ~ # GmbH", "~ # AG"],
        trades: [
            "Logistik", "Metallbau", "Medizintechnik", "Maschinenbau", "Gebäudetechnik", "Verpackungen", "Druck",
            "Lebensmittel", "Optik", "Elektrotechnik", "Spedition", "Möbelwerke", "Bau", "Pflege", "Antriebstechnik",
            "Gerüstbau", "Reinigung", "Labortechnik", "Verlag", "Werkzeuge", "Sanitär", "Gartenbau", "Kältetechnik",
            "Personalservice", "Eventtechnik", "Ingenieure", "Textil",
        ],
        cities: ["Kassel", "Leipzig", "Ulm", "Bremen", "Münster", "Erfurt", "Kiel", "Regensburg"],
        firstNames: [
            "Anke", "Jürgen", "Katrin", "Stefan", "Miriam", "Tobias", "Heike", "Sven", "Franziska", "Jens", "Ulrike",
            "Matthias", "Nadine", "Holger", "Aylin", "Christoph",
        ],
        lastNames: [
            "Hartwig", "Petersen", "Kessler", "Brandt", "Köhler", "Lorenz", "Schäfer", "Vogt", "Reinhardt", "Möller",
            "Albers", "Dietrich", "Günther", "Yılmaz", "Seidel", "Wiegand", "Thielen", "Ritter", "Brockmann", "Eggers",
            "Falk", "Harms", "Jansen", "Kühn", "Lindner", "Noack", "Oswald", "Paulsen", "Rademacher", "Stahl",
            "Ullrich",
        ])

    private static let austrianNames = CompanyNames(
        patterns: ["~ # GmbH", "~ # GmbH", "# ~ KG", "~ # Ges.m.b.H."],
        trades: [
            "Holzbau", "Seilbahnen", "Hotellerie", "Transporte", "Kunststofftechnik", "Messtechnik", "Bäckereien",
        ],
        cities: ["Graz", "Linz", "Wels", "Dornbirn", "Villach"],
        firstNames: ["Lukas", "Theresa", "Florian", "Johanna", "Markus", "Verena", "Georg", "Barbara"],
        lastNames: ["Huber", "Gruber", "Steiner", "Moser", "Aigner", "Haslinger", "Pichler", "Ebner", "Kofler"])

    static let western = [
        Country(
            code: "FR", region: "France", currency: "EUR", weight: 11, taxPerMille: 0, owners: ["lucia", "dana"],
            companies: CompanyNames(
                patterns: ["~ # SAS", "# ~ SARL", "~ & Fils", "Groupe ~", "~ # SA", "Maison ~"],
                trades: [
                    "Transports", "Conseil", "Ingénierie", "Imprimerie", "Menuiserie", "Distribution", "Énergies",
                    "Formation", "Assurances", "Agroalimentaire",
                ],
                cities: ["Lyon", "Nantes", "Lille", "Rennes", "Dijon", "Angers"],
                firstNames: [
                    "Élodie", "Julien", "Camille", "Thomas", "Sandrine", "Mathieu", "Chloé", "Nicolas", "Hélène",
                    "Karim",
                ],
                lastNames: [
                    "Lefèvre", "Moreau", "Garnier", "Roussel", "Chevalier", "Perrin", "Bonnet", "Marchand", "Delaunay",
                    "Fournier", "Benali", "Guérin",
                ]), language: .french),
        Country(
            code: "NL", region: "Benelux", currency: "EUR", weight: 9, taxPerMille: 0, owners: ["jonas", "dana"],
            companies: CompanyNames(
                patterns: ["~ # B.V.", "~ # B.V.", "# ~", "~ & ~ # B.V.", "~ Groep N.V."],
                trades: [
                    "Logistiek", "Installatietechniek", "Bouw", "Tuinbouw", "Zorg", "Detachering", "Scheepvaart",
                    "Accountants", "Vastgoed",
                ],
                cities: ["Utrecht", "Breda", "Zwolle", "Eindhoven", "Gent"],
                firstNames: ["Sanne", "Bram", "Femke", "Jeroen", "Lotte", "Thijs", "Maaike", "Ruben"],
                lastNames: [
                    "Van Dijk", "De Groot", "Bakker", "Visser", "Hendriks", "Van Leeuwen", "Mulder", "Dekker", "Smits",
                    "Kuipers",
                ]), language: .english),
    ]
}

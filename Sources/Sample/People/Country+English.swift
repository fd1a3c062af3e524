extension Country {
    static let english = [
        Country(
            code: "GB", region: "UK & Ireland", currency: "GBP", weight: 9, taxPerMille: 0, owners: ["dana", "aisha"],
            companies: CompanyNames(
                patterns: ["~ # Ltd", "~ # Ltd", "~ & ~ LLP", "~, ~ & Co.", "~ # plc", "~ & Daughters Ltd"],
                trades: [
                    "Freight", "Bakeries", "Lettings", "Joinery", "Foods", "Surveyors", "Care Homes", "Breweries",
                    "Coatings", "Instruments",
                ],
                cities: ["Leeds", "Bristol", "Dundee", "Cardiff", "Norwich"],
                firstNames: [
                    "Oliver", "Gemma", "Callum", "Priya", "Hannah", "Rhys", "Zoë", "Imran", "Fiona", "Alistair",
                ],
                lastNames: [
                    "Hargreaves", "Whitlock", "Pemberton", "Okafor", "Ashdown", "Thorne", "Barlow", "McAllister",
                    "Prentice",
                    "Sharma", "Holloway", "Finch",
                ]), language: .english),
        Country(
            code: "IE", region: "UK & Ireland", currency: "EUR", weight: 3, taxPerMille: 0, owners: ["dana"],
            companies: CompanyNames(
                patterns: ["~ # Ltd", "~ & Sons Ltd", "~ # DAC"],
                trades: ["Dairies", "Pharma", "Haulage", "Seafood", "Veterinary", "Quarries"],
                cities: ["Cork", "Galway", "Sligo", "Limerick"],
                firstNames: ["Aoife", "Cormac", "Niamh", "Declan", "Saoirse", "Eoin", "Gráinne", "Pádraig"],
                lastNames: [
                    "O'Sullivan", "Byrne", "Gallagher", "O'Dowd", "Kavanagh", "Brennan", "Fitzpatrick", "Tierney",
                ]),
            language: .english),
        Country(
            code: "US", region: "North America", currency: "USD", weight: 9, taxPerMille: 0, owners: ["dana", "aisha"],
            companies: CompanyNames(
                patterns: ["~ # Inc.", "~ # LLC", "~ # Inc.", "~-~ #", "~ Brothers # Co."],
                trades: [
                    "Analytics", "Dental Partners", "Manufacturing", "Outdoor", "Staffing", "Credit Union",
                    "Landscaping",
                    "Medical Supply", "Robotics", "Title & Escrow",
                ],
                cities: ["Austin", "Portland", "Columbus", "Tampa", "Denver"],
                firstNames: [
                    "Megan", "Tyler", "Alicia", "Brandon", "Jasmine", "Kevin", "Monica", "Derek", "Rachel", "Luis",
                ],
                lastNames: [
                    "Caldwell", "Whitaker", "Nguyen", "Delgado", "Holbrook", "Sutton", "Ramirez", "Kowalski", "Beckett",
                    "Monroe", "Pruitt", "Langley",
                ]), language: .english),
    ]
}

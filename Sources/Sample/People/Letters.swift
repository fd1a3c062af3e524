extension String {
    /// In the small letters, digits and spaces that addresses are made of: `Köhler & Söhne` is `koehler soehne`.
    var plainLetters: String {
        var plain = ""
        for character in lowercased() {
            if let letters = String.plain[character] {
                plain += letters
            } else if character.isASCII, character.isLetter || character.isNumber || character == " " {
                plain.append(character)
            } else if character == "-" {
                plain.append(" ")
            }
        }
        return plain.split(separator: " ").joined(separator: " ")
    }

    func replacingSpaces(by mark: String) -> String { split(separator: " ").joined(separator: mark) }

    private static let plain: [Character: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "á": "a", "à": "a", "â": "a", "å": "a", "ą": "a", "ã": "a",
        "é": "e", "è": "e", "ê": "e", "ë": "e", "ę": "e", "ı": "i", "í": "i", "ì": "i", "î": "i", "ï": "i", "ó": "o",
        "ò": "o",
        "ô": "o", "ø": "o", "õ": "o", "ú": "u", "ù": "u", "û": "u", "ç": "c", "ć": "c", "ñ": "n", "ń": "n", "ł": "l",
        "ś": "s", "š": "s", "ź": "z", "ż": "z", "ž": "z", "ý": "y",
    ]
}

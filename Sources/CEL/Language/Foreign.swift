/// What people write who know another language: SQL, a spreadsheet, JavaScript, a template engine; and how it is said
/// here.
enum Foreign {
    /// A word, or a sign, where it cannot stand.
    static func word(_ text: String) -> String? {
        switch text.lowercased() {
        case "if", "then", "else", "case", "when": "write it as condition ? value : other"
        case "between": "write both ends: x >= 20 && x <= 40"
        case "like", "ilike", "regexp", "rlike": "write text.startsWith('T'), text.contains('T') or text.matches('^T')"
        case "not": "write !(…) around what must not hold"
        case "contains", "startswith", "endswith", "matches": "write text.contains('T'), with brackets"
        case ",": "a number is written without commas: 1000"
        case ";": "a condition is one expression; join several with && or ||"
        default: nil
        }
    }

    /// Two signs that are one in other languages; `found` is nothing at the end.
    static func pair(_ before: String, _ found: String) -> String? {
        switch (before, found) {
        case ("<", ">"): "did you mean '!='?"
        case ("=", ">"): "did you mean '>='?"
        case ("=", "<"): "did you mean '<='?"
        case ("?", "?"): "what is not there is given another value like nps.?latest.orValue(0)"
        case ("%", ""), ("%", "&&"), ("%", "||"): "a share is written as a number: 0.6 for 60 %"
        default: nil
        }
    }

    /// A sign that is no part of the language.
    static func sign(_ text: String) -> String? {
        switch text {
        case "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}":
            "write straight quotes: ' or \""
        case "\u{2264}", "\u{2A7D}": "write <="
        case "\u{2265}", "\u{2A7E}": "write >="
        case "\u{2260}": "write !="
        case "\u{2013}", "\u{2014}", "\u{2212}": "write a plain - for minus"
        case "\u{D7}": "write *"
        case "\u{F7}": "write /"
        case "\u{A0}", "\u{202F}", "\u{2009}", "\u{200B}", "\u{FEFF}", "\u{3000}": "write a plain blank"
        case "$", "@": "a name stands as it is: account.name"
        case "€", "£": "an amount is a number in the reporting currency: 1000"
        case "#": "a comment begins with // in a condition"
        default: nil
        }
    }

    /// A function by its name elsewhere.
    static func function(_ name: String) -> String? {
        switch name.split(separator: ".").last.map({ $0.lowercased() }) ?? "" {
        case "lower", "lowercase", "tolower", "tolowercase", "downcase": "write text.lowerAscii()"
        case "upper", "uppercase", "toupper", "touppercase", "upcase": "write text.upperAscii()"
        case "includes", "include", "has_substring": "write text.contains('T'), or 'T' in list"
        case "any", "some", "exists": "write list.exists(i, condition)"
        case "every", "each": "write list.all(i, condition)"
        case "count", "len", "length": "write list.size(), or list.filter(i, condition).size()"
        case "sum", "avg", "average", "mean", "median":
            "lists are not added up here; metrics are: see `bellwether describe`"
        case "coalesce", "ifnull", "nvl", "isnull_or", "default": "write nps.?latest.orValue(0)"
        case "isnull", "isempty", "isnan", "defined", "isset": "ask has(nps.latest) whether it is there"
        case "if", "iff", "iif", "choose": "write it as condition ? value : other"
        case "concat", "concatenate": "put texts together with +"
        case "min", "least": "write math.least(a, b)"
        case "max", "greatest": "write math.greatest(a, b)"
        case "round", "floor", "ceil", "abs", "sqrt": "write math.\(name.lowercased())(x)"
        case "now", "today", "sysdate", "getdate": "write now, without brackets"
        case "date", "todate", "to_date": "write timestamp('2026-01-31T00:00:00Z')"
        case "datediff", "date_diff": "write days_since(x) or days_until(x)"
        case "like", "regexmatch", "regexp_like", "match": "write text.matches('^T')"
        default: nil
        }
    }

    /// What other languages ask of a list or a text as if it were a field.
    static func field(_ name: String) -> String? {
        ["count", "length", "len", "size"].contains(name.lowercased()) ? "write .size()" : nil
    }
}

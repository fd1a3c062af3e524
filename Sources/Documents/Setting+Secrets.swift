extension Setting where Value == SecretReference {
    /// `{ credential: smtp_password }`; a secret that stands in the file itself is refused, and not repeated.
    package static var secret: Setting {
        Setting("a credential") { node, reading in
            guard case .mapping = node.content else {
                if !node.isBroken { reading.report.add(.inlineSecret(reading.name, at: node.place)) }
                return nil
            }
            let settings = Settings(node, called: reading.name, report: reading.report)
            let credential = settings.required("credential", .name)
            settings.finish()
            return credential.map { SecretReference(credential: $0, place: node.place) }
        }
    }
}

extension Setting where Value == TextOrSecret {
    /// A text as it is, or a credential that holds it.
    package static var textOrSecret: Setting {
        Setting("a text or a credential") { node, reading in
            switch node.content {
            case .mapping: Setting<SecretReference>.secret.read(node, reading).map(TextOrSecret.secret)
            case .text(let text): .text(text)
            case .null, .bool, .integer, .real, .sequence:
                reading.refuse(node, becauseItMustBe: "a text or a credential")
            }
        }
    }
}

import Templates
import Testing

@Suite struct TemplateTests {
    @Test(arguments: [
        ("<b>\"a\" & 'b'</b>", "&lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/b&gt;"),
        ("<\u{301}b", "&lt;\u{301}b"), ("\"\u{FE0F}onload=x", "&quot;\u{FE0F}onload=x"), ("{{name}}", "{{name}}"),
    ])
    func `escapes every value, however it is asked for`(value: String, escaped: String) {
        #expect(
            Template("{{name}}|{{{name}}}|{{&name}}").render(["name": .text(value)])
                == "\(escaped)|\(escaped)|\(escaped)")
    }

    @Test func `leaves out what is empty, and repeats what is a list`() {
        let template = Template("{{#play}}<p>{{.}}</p>{{/play}}{{#rows}}[{{name}}]{{/rows}}{{^rows}}none{{/rows}}")
        #expect(template.render(["play": "", "rows": .list([])]) == "none")
        #expect(
            template.render(["play": "go", "rows": .list([["name": "a"], ["name": "<"]])]) == "<p>go</p>[a][&lt;]")
    }

    @Test func `reads nested values and flags`() {
        let template = Template("{{#open}}{{account.name}}{{/open}}")
        let account = TemplateValue.mapping(["name": "Acme"])
        #expect(template.render(["open": .flag(true), "account": account]) == "Acme")
        #expect(template.render(["open": .flag(false), "account": account]) == "")
    }
}

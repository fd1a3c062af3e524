import Templates
import Testing

@Suite struct HTMLHeadTests {
    @Test func `is the same for all, with what one needs beside that`() {
        let html = HTMLHead("A & B", .withoutIcon, .stylesheet(path: "/style.css"), .style("p { margin: 0; }")).html
        #expect(
            html == """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>A &amp; B</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/style.css">
                <style>
                p { margin: 0; }
                </style>
                </head>

                """)
    }

    @Test func `lets no title end it`() {
        #expect(HTMLHead("</title><script>", .unlisted).html.contains("<title>&lt;/title&gt;&lt;script&gt;</title>"))
    }
}

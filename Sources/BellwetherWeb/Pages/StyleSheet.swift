/// How pages look: light and dark, wide and narrow, on screen and on paper.
enum StyleSheet {
    static let css = """
        :root {
          color-scheme: light dark;
          --ink: #1c2430; --soft: #5b6472; --page: #f5f6f8; --sheet: #ffffff; --rule: #e2e5ea; --link: #1d5fc4;
          --red: #b3261e; --red-area: #fbe3e1; --yellow: #7a5a00; --yellow-area: #fff1c9;
          --green: #1a6b36; --green-area: #dcf3e3; --grey: #4c5563; --grey-area: #e6e9ee;
          --blue: #1d5fc4; --blue-area: #dfeafc; --orange: #8f4a00; --orange-area: #ffe6cc;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ink: #eceef2; --soft: #a5acb8; --page: #16181d; --sheet: #1f2229; --rule: #333842; --link: #8ab4ff;
            --red: #ffb4ab; --red-area: #57201c; --yellow: #ffdf94; --yellow-area: #4a3a00;
            --green: #a6e8b9; --green-area: #143d22; --grey: #c3cad5; --grey-area: #363c47;
            --blue: #adc8ff; --blue-area: #16325c; --orange: #ffca99; --orange-area: #552e00;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; background: var(--page); color: var(--ink);
          font: 16px/1.5 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif;
        }
        a { color: var(--link); }
        a:focus-visible, select:focus-visible, input:focus-visible, button:focus-visible, summary:focus-visible,
        .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -999px; }
        .skip:focus { left: 8px; top: 8px; padding: 8px; background: var(--sheet); }
        header, main, footer { max-width: 1120px; margin: 0 auto; padding: 0 20px; }
        header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 28px; padding-top: 18px; }
        .brand { margin: 0; font-weight: 700; }
        nav ul { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0; padding: 0; list-style: none; }
        nav a { text-decoration: none; padding: 4px 0; }
        nav a[aria-current] { color: var(--ink); font-weight: 600; border-bottom: 2px solid var(--ink); }
        h1 { margin: 24px 0 4px; font-size: 28px; line-height: 1.2; overflow-wrap: anywhere; }
        h1 + .scroll { margin-top: 14px; }
        h2 { margin: 28px 0 8px; font-size: 19px; }
        .lead { margin: 4px 0 16px; font-size: 18px; }
        .soft, footer { color: var(--soft); }
        .soft { font-size: 14px; font-weight: 400; }
        .none { color: var(--soft); }
        .troubles { max-width: 1080px; margin: 14px auto 0; padding: 10px 20px; border-radius: 8px;
          background: var(--red-area); color: var(--red); }
        .troubles ul { margin: 0; padding-left: 18px; }
        .scroll { overflow-x: auto; background: var(--sheet); border: 1px solid var(--rule); border-radius: 8px; }
        .scroll + .scroll { margin-top: 12px; }
        table { width: 100%; border-collapse: collapse; font-size: 15px; }
        caption { padding: 10px 12px 4px; text-align: left; color: var(--soft); font-size: 14px; }
        th, td { padding: 8px 12px; text-align: left; vertical-align: top; border-top: 1px solid var(--rule); }
        thead th { border-top: 0; color: var(--soft); font-weight: 600; font-size: 14px; white-space: nowrap; }
        tbody th { font-weight: 500; }
        /* Words stay whole; where an endless one may break is marked in the page. */
        td, tbody th { overflow-wrap: break-word; min-width: 6em; }
        tbody th { min-width: 10em; }
        td.number { min-width: 0; }
        .whole { white-space: nowrap; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .mark { display: inline-block; padding: 0 8px; border-radius: 999px; font-size: 14px; white-space: nowrap;
          background: var(--grey-area); color: var(--grey); }
        .mark.red { background: var(--red-area); color: var(--red); }
        .mark.yellow { background: var(--yellow-area); color: var(--yellow); }
        .mark.green { background: var(--green-area); color: var(--green); }
        .mark.orange { background: var(--orange-area); color: var(--orange); }
        .mark.blue { background: var(--blue-area); color: var(--blue); }
        .bands { display: block; width: 100%; height: auto; }
        .part rect { fill: var(--grey-area); }
        .part.red rect { fill: var(--red-area); }
        .part.yellow rect { fill: var(--yellow-area); }
        .part.green rect { fill: var(--green-area); }
        .part.orange rect { fill: var(--orange-area); }
        .part.blue rect { fill: var(--blue-area); }
        .part text { fill: var(--ink); font-size: 17px; }
        /* The bar shrinks with the page, and its letters with it; the table says the same in letters of full size. */
        @media (max-width: 640px) { .part text { display: none; } .bands { height: 28px; } }
        figure { margin: 0; padding: 14px 16px; background: var(--sheet); border: 1px solid var(--rule);
          border-radius: 8px; }
        figcaption { color: var(--soft); font-size: 14px; }
        .chart { display: block; width: 100%; height: auto; }
        .chart .line { fill: none; stroke: var(--ink); stroke-width: 2; stroke-linejoin: round; }
        .chart .tick { fill: var(--soft); font-size: 11px; }
        .area { fill: var(--grey-area); opacity: 0.55; }
        .area.red { fill: var(--red-area); }
        .area.yellow { fill: var(--yellow-area); }
        .area.green { fill: var(--green-area); }
        .area.orange { fill: var(--orange-area); }
        .area.blue { fill: var(--blue-area); }
        form { display: flex; flex-wrap: wrap; gap: 10px 18px; align-items: end; margin: 12px 0; }
        label { display: grid; gap: 2px; color: var(--soft); font-size: 14px; }
        input, select, button { font: inherit; font-size: 15px; padding: 6px 10px; color: var(--ink);
          background: var(--sheet); border: 1px solid var(--soft); border-radius: 6px; }
        summary { cursor: pointer; padding: 6px 0; }
        .turning { display: flex; gap: 16px; margin: 12px 0; }
        footer { padding-top: 20px; padding-bottom: 32px; font-size: 14px; }
        /* A row is a block, a cell a line with the name of its column, which whoever listens has heard from the head. */
        @media screen and (max-width: 640px) {
          th, td { padding: 8px 6px; }
          tbody th { min-width: 6.5em; }
          /* What is pushed sideways says meanwhile whose it is. */
          caption span { position: sticky; left: 12px; display: inline-block; max-width: calc(100vw - 72px); }
          table:not(.stacked) :is(tbody th, thead th:first-child) { position: sticky; left: 0; background: var(--sheet); }
          .stacked, .stacked caption, .stacked tbody, .stacked tbody tr { display: block; }
          .stacked thead, .stacked td:empty { position: absolute; width: 1px; height: 1px; min-width: 0; padding: 0;
            overflow: hidden; clip-path: inset(50%); }
          .stacked tbody tr { padding: 8px 12px; border-top: 1px solid var(--rule); }
          .stacked td, .stacked tbody th { display: grid; grid-template-columns: 7em minmax(0, 1fr); column-gap: 10px;
            align-items: baseline; min-width: 0; padding: 2px 0; border: 0; text-align: left; white-space: normal; }
          .stacked [data-label]::before { content: attr(data-label); content: attr(data-label) / "";
            color: var(--soft); font-size: 14px; font-weight: 400; }
          .stacked tbody th { font-weight: 600; }
          .stacked .mark { white-space: normal; }
          /* A drawing shrinks as a whole: its letters are to be read even so. */
          .chart { overflow: visible; }
          .chart .tick { font-size: 20px; }
        }
        @media print {
          :root { --page: #ffffff; --sheet: #ffffff; --ink: #000000; --soft: #333333; }
          nav, form, .skip, .turning { display: none; }
          .scroll { overflow: visible; border: 0; }
          tr, figure { break-inside: avoid; }
          h2, caption, thead { break-after: avoid; }
          body { font-size: 13px; }
          h1 { font-size: 22px; } h2 { margin: 18px 0 6px; font-size: 15px; } .lead { font-size: 14px; }
          table { font-size: 11px; } th, td { padding: 3px 6px; }
          td, tbody th { min-width: 5em; }
          td.number { min-width: 0; }
          tbody tr:nth-child(-n + 2) { break-after: avoid; }
          tbody tr:nth-last-child(-n + 3) { break-before: avoid; }
          caption, figcaption, thead th, .soft, .mark { font-size: 11px; }
          .chart { max-height: 50mm; }
          a { color: inherit; text-decoration: none; }
        }

        """
}

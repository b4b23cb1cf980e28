/// How the page looks: one sheet, light and dark by what the reader's system prefers, and for paper.
///
/// Colours are chosen for a contrast of at least 4.5 against what they stand on; nothing is told by colour
/// alone.
enum PageStyle {
  static let sheet: StaticString = """
    :root {
      --paper: #f6f7f9; --card: #ffffff; --ink: #14202e; --soft: #55616f; --line: #dfe4ea;
      --accent: #1f5fa8; --was: #c3d3e6; --short: #a04a6b; --was-short: #e4c9d5;
      --good: #17693c; --good-soft: #e3f3e9; --bad: #a92b23; --bad-soft: #fbe7e5;
      --caution: #7d5200; --caution-soft: #fdf2d8; --plain-soft: #e9edf2;
      --mark: #14202e; --shade: rgba(20, 32, 46, 0.18);
      color-scheme: light;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #0f151c; --card: #18212b; --ink: #e9eef4; --soft: #a3b0bf; --line: #2b3744;
        --accent: #6db1ff; --was: #33506f; --short: #ea8db0; --was-short: #633a4b;
        --good: #6fd396; --good-soft: #14352a; --bad: #ff948a; --bad-soft: #43211f;
        --caution: #f0c25c; --caution-soft: #3b2f12; --plain-soft: #263240;
        --mark: #ffffff; --shade: rgba(0, 0, 0, 0.65);
        color-scheme: dark;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial,
        "Liberation Sans", sans-serif;
    }
    main { max-width: 70rem; margin: 0 auto; padding: 2.5rem 1.5rem 3rem; }
    h1, h2, h3, h4, p, dl, dd, ol, ul { margin: 0; }
    ol, ul { padding: 0; list-style: none; }
    h1 { font-size: clamp(1.6rem, 4.5vw, 2.4rem); line-height: 1.15; letter-spacing: -0.02em;
      text-wrap: balance; }
    h2 { font-size: 1.5rem; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
    h3 { font-size: 1.15rem; line-height: 1.3; }
    h4 { font-size: 0.95rem; margin-top: 1.25rem; }
    code { font: 0.85em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
      color: var(--soft); overflow-wrap: anywhere; }
    .eyebrow { color: var(--accent); font-weight: 600; font-size: 0.85rem; letter-spacing: 0.06em;
      text-transform: uppercase; margin-bottom: 0.4rem; }
    .masthead { padding-bottom: 1.5rem; border-bottom: 1px solid var(--line); }
    .meta { display: flex; flex-wrap: wrap; gap: 0.35rem 2rem; margin-top: 1rem; font-size: 0.9rem; }
    .meta dt { color: var(--soft); font-size: 0.8rem; }
    .meta dd { overflow-wrap: anywhere; }
    .account { margin-top: 2.5rem; }
    .headline { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; }
    .pill { display: inline-block; padding: 0.15rem 0.7rem; border-radius: 99px; font-size: 0.85rem;
      font-weight: 600; background: var(--plain-soft); white-space: nowrap; }
    .pill.small { font-size: 0.78rem; padding: 0.05rem 0.55rem; font-weight: 500; }
    .pill.good { background: var(--good-soft); color: var(--good); }
    .pill.bad { background: var(--bad-soft); color: var(--bad); }
    .pill.caution { background: var(--caution-soft); color: var(--caution); }
    .figures { display: flex; flex-wrap: wrap; gap: 1px; margin-top: 1.25rem; overflow: hidden;
      border: 1px solid var(--line); border-radius: 12px; background: var(--line); }
    .figures > div { flex: 1 1 10.5rem; background: var(--card); padding: 0.85rem 1rem; }
    .figures dt { color: var(--soft); font-size: 0.82rem; }
    .figures .value { display: block; font-size: 1.2rem; font-weight: 600; line-height: 1.35;
      font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
    .figures .unit { display: block; color: var(--soft); font-size: 0.78rem; line-height: 1.35; }
    section { margin-top: 1.5rem; padding: 1.35rem 1.5rem 1.5rem; background: var(--card);
      border: 1px solid var(--line); border-radius: 12px; }
    .note { color: var(--soft); font-size: 0.9rem; margin-top: 0.15rem; }
    .callouts { display: grid; gap: 0.5rem; margin-top: 0.9rem; }
    .callout { display: flex; gap: 0.75rem; align-items: baseline; padding: 0.6rem 0.9rem;
      border-radius: 8px; font-size: 0.92rem; overflow-wrap: anywhere; }
    .callout > span { min-width: 0; }
    .callout .tag { flex: none; min-width: 5.2rem; font-weight: 600; font-size: 0.82rem; }
    .callout.bad { background: var(--bad-soft); }
    .callout.bad .tag { color: var(--bad); }
    .callout.caution { background: var(--caution-soft); }
    .callout.caution .tag { color: var(--caution); }
    p.callout { margin-top: 0.9rem; display: block; }
    .changes { margin-top: 0.5rem; counter-reset: change; }
    .changes > li { display: grid; grid-template-columns: minmax(15rem, 2fr) 3fr; gap: 0.5rem 2rem;
      padding: 1rem 0; border-top: 1px solid var(--line); }
    .changes > li:first-child { border-top: 0; }
    .what { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.15rem 0.6rem; }
    .what strong { font-size: 1.1rem; }
    .name { color: var(--soft); font-size: 0.85rem; font-weight: 400; }
    th .name { display: block; }
    .action { padding: 0.05rem 0.6rem; border-radius: 6px; font-size: 0.85rem; font-weight: 600;
      background: var(--plain-soft); text-transform: capitalize; }
    .action.good { background: var(--good-soft); color: var(--good); }
    .action.bad { background: var(--bad-soft); color: var(--bad); }
    .amount, .weights { font-variant-numeric: tabular-nums; font-size: 0.92rem; margin-top: 0.2rem; }
    .weights { color: var(--soft); }
    .weights strong { color: var(--ink); }
    .why { display: grid; gap: 0.3rem; font-size: 0.92rem; align-content: start; }
    .why li { overflow-wrap: anywhere; }
    section > h4 { padding-top: 1.1rem; border-top: 1px solid var(--line); margin-top: 0.4rem; }
    .rules { display: grid; gap: 1rem 2rem; margin-top: 0.7rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
    .rules > li { padding: 0.2rem 0 0.2rem 1rem; border-left: 3px solid var(--was); min-width: 0; }
    .rules code { margin-left: 0.5rem; }
    .because { color: var(--soft); font-size: 0.92rem; margin-top: 0.15rem; }
    .facts { display: grid; gap: 0.15rem; margin-top: 0.4rem; font-size: 0.88rem; }
    .facts li { display: grid; grid-template-columns: 1.1rem minmax(0, 1fr); overflow-wrap: anywhere; }
    .facts li::before { content: "·"; color: var(--soft); }
    .facts li.held::before { content: "✓"; color: var(--good); }
    .legend { display: flex; align-items: center; gap: 0.4rem; margin-top: 0.75rem;
      font-size: 0.85rem; color: var(--soft); }
    .key { width: 1.6rem; height: 0.55rem; border-radius: 2px; background: var(--accent); }
    .key.was { background: var(--was); height: 0.9rem; }
    .key.is { margin-left: 0.6rem; }
    .charts { columns: 2 22rem; column-gap: 2.5rem; margin-top: 0.9rem; }
    .charts .chart { break-inside: avoid; margin: 0 0 1.4rem; }
    table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
    caption { text-align: left; font-weight: 600; padding-bottom: 0.35rem; }
    th { text-align: left; font-weight: 600; }
    td, th { padding: 0.42rem 0.75rem 0.42rem 0; vertical-align: baseline; }
    td:last-child, th:last-child { padding-right: 0; }
    thead th { color: var(--soft); font-size: 0.8rem; font-weight: 500; white-space: nowrap;
      border-bottom: 1px solid var(--line); }
    .scroll tbody tr + tr > * { border-top: 1px solid var(--line); }
    .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .same > * { color: var(--soft); font-weight: 400; }
    td.good { color: var(--good); } td.bad { color: var(--bad); } td.caution { color: var(--caution); }
    .day { white-space: nowrap; }
    /* Where a table goes on beyond the edge, the edge is shaded. */
    .scroll { overflow-x: auto; margin-top: 0.9rem; border-radius: 4px;
      background:
        linear-gradient(90deg, var(--card) 30%, transparent) 0 0 / 2.5rem 100% no-repeat local,
        linear-gradient(-90deg, var(--card) 30%, transparent) 100% 0 / 2.5rem 100% no-repeat local,
        radial-gradient(farthest-side at 0 50%, var(--shade), transparent) 0 0 / 0.8rem 100%
          no-repeat scroll,
        radial-gradient(farthest-side at 100% 50%, var(--shade), transparent) 100% 0 / 0.8rem 100%
          no-repeat scroll; }
    .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 4px; }
    .chart { table-layout: fixed; align-self: start; margin-top: 0.2rem; }
    .chart td, .chart th { padding-top: 0.2rem; padding-bottom: 0.2rem; vertical-align: middle; }
    .chart tbody th { font-weight: 400; overflow-wrap: anywhere; line-height: 1.25; }
    .chart col.name { width: 30%; }
    .chart col.n { width: 4.9rem; }
    .chart .was { color: var(--soft); }
    .chart .changed { font-weight: 600; }
    .scroll th[scope="row"] { min-width: 8.5rem; }
    .chart.wide { margin-top: 0.9rem; }
    .chart.wide col.n { width: 9rem; }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .drawn { min-width: 7rem; }
    .bar { display: block; width: 100%; height: 1.15rem; overflow: visible; }
    .bar .was { fill: var(--was); } .bar .is { fill: var(--accent); }
    .bar .was.short { fill: var(--was-short); } .bar .is.short { fill: var(--short); }
    .bar.bad .is { fill: var(--bad); }
    .bar line { vector-effect: non-scaling-stroke; }
    .bar .zero { stroke: var(--line); stroke-width: 1px; }
    .bar .mark { stroke: var(--mark); stroke-width: 2px; }
    .remarks { display: grid; gap: 0.3rem; margin-top: 0.9rem; font-size: 0.9rem; color: var(--soft); }
    footer { margin-top: 2rem; color: var(--soft); font-size: 0.82rem; max-width: 46rem; }
    @media (max-width: 40rem) {
      main { padding: 1.5rem 1rem 2rem; }
      section { padding: 1.1rem 1rem 1.2rem; border-radius: 10px; }
      .changes > li { grid-template-columns: 1fr; }
      .figures > div { flex-basis: 9rem; }
      .callout { display: block; }
      .callout .tag { display: block; }
      .chart col.n { width: 3.9rem; } .chart td.n { font-size: 0.82rem; }
      .chart tbody th { font-size: 0.85rem; hyphens: auto; }
      .charts col.name { width: 33%; }
      .chart.wide col.n { width: 6rem; }
      td, th { padding-right: 0.6rem; }
    }
    @media print {
      :root { --paper: #fff; --card: #fff; }
      body { font-size: 10.5pt; }
      main { max-width: none; padding: 0; }
      section { border: 0; border-radius: 0; padding: 0; margin-top: 1.2rem; }
      .account + .account { break-before: page; }
      .changes > li, tr, .chart, .callout, .figures > div { break-inside: avoid; }
      h2, h3, h4, caption { break-after: avoid; }
      .scroll { overflow: visible; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }

    """
}

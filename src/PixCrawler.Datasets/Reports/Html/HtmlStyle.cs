namespace PixCrawler.Datasets.Reports.Html;

/// <summary>The report's look. The page's policy allows exactly this style sheet, by its hash.</summary>
internal static class HtmlStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--bg:#fbfbfa;--card:#fff;--ink:#1d2327;--dim:#5b6670;--line:#e1e4e6;--kept:#2f7d5b;--rejected:#c2801d;--refused:#7a62b3;--failed:#bf4b46;--cancelled:#8a949c;--bar:#3d74a8}
        @media(prefers-color-scheme:dark){:root{--bg:#14181b;--card:#1c2226;--ink:#e6e9eb;--dim:#9aa5ad;--line:#31393f;--kept:#57b58a;--rejected:#e0a548;--refused:#a995dd;--failed:#e57a74;--cancelled:#7f8a92;--bar:#6fa6d8}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
        main{max-width:1080px;margin:0 auto;padding:24px 16px 48px}
        h1{font-size:26px;line-height:1.25;margin:0 0 4px}
        h2{font-size:17px;margin:0 0 12px}
        h3{font-size:14px;margin:16px 0 8px;font-weight:600}
        p{margin:0 0 12px}
        .dim{color:var(--dim)}
        .problem{border-left:4px solid var(--failed);padding:8px 12px;background:var(--card)}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:12px;margin:20px 0}
        .card,section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:14px 16px}
        .card b{display:block;font-size:22px;font-variant-numeric:tabular-nums}
        .columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:16px;align-items:start}
        section{margin-bottom:16px;min-width:0}
        .columns section{margin-bottom:0}
        .columns{margin-bottom:16px}
        table{border-collapse:collapse;width:100%}
        td,th{padding:5px 0 5px 10px;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
        tr:first-child>*{border-top:0}
        td:first-child,th:first-child{padding-left:0;width:100%}
        .n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
        svg{display:block;width:100%}
        .bar{height:14px;margin-top:4px}
        .track{fill:var(--line)}.f-bar{fill:var(--bar)}
        .f-kept{fill:var(--kept)}.f-rejected{fill:var(--rejected)}.f-refused{fill:var(--refused)}.f-failed{fill:var(--failed)}.f-cancelled{fill:var(--cancelled)}
        .stack{height:28px;border-radius:6px;margin:4px 0 12px}
        .legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0;padding:0;list-style:none;font-size:14px}
        .legend svg{display:inline-block;width:12px;height:12px;margin-right:6px}
        .time{height:150px}
        .line{fill:none;stroke:var(--failed);stroke-width:2;vector-effect:non-scaling-stroke}
        .axis{display:flex;justify-content:space-between;gap:12px;font-size:13px;color:var(--dim);margin-top:4px}
        .sheet{display:grid;grid-template-columns:repeat(auto-fill,minmax(120px,1fr));gap:10px}
        figure{margin:0;min-width:0}
        figure img{display:block;width:100%;aspect-ratio:1;object-fit:contain;background:var(--bg);border:1px solid var(--line);border-radius:6px}
        .rows{margin:0;padding:0;list-style:none;font-size:13px}
        .sheet+.rows{margin-top:12px}
        .rows li{padding:3px 0;border-top:1px solid var(--line)}
        .rows li:first-child{border-top:0}
        figcaption{font-size:12px;line-height:1.35;color:var(--dim);margin-top:4px;display:-webkit-box;-webkit-line-clamp:3;-webkit-box-orient:vertical;overflow:hidden}
        code{font-size:13px}
        @media(max-width:480px){main{padding:16px 10px 32px}.card,section{padding:12px}.sheet{grid-template-columns:repeat(auto-fill,minmax(96px,1fr))}h1{font-size:22px}}
        """;
}

"""What a hostile or a careless author may type into a field of text, in families."""

from __future__ import annotations

CALL = "window.__pwned=1"

HTML = [
    f"<script>{CALL}</script>", f"</script><script>{CALL}</script>", f"<img src=x onerror={CALL}>",
    f"<svg onload={CALL}>", f"<svg><script>{CALL}</script></svg>", f'"><img src=x onerror={CALL}>',
    f"'><img src=x onerror={CALL}>", f"</title><script>{CALL}</script>", f"</style><script>{CALL}</script>",
    f"</textarea><script>{CALL}</script>", f"<!--><img src=x onerror={CALL}>", f"--><script>{CALL}</script>",
    f"<iframe srcdoc='<script>{CALL}</script>'>", "<iframe src=javascript:alert(1)>", f"<details open ontoggle={CALL}>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={CALL}>", f"<body onload={CALL}>", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>", "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{display:none}</style>", "<form action=//evil.example><input>", "<object data=x>", "<embed src=x>", "<plaintext>",
    "<xmp>", "<noscript>", "<template>", "</div></div></article>", "</h1>", "</body></html>", "<![CDATA[x]]>", "<?php x ?>",
    f"<a href=javascript:{CALL}>x</a>", f"<p onclick={CALL}>", f'" onmouseover="{CALL}', f"' onmouseover='{CALL}", "` onfocus=x `",
    f"<ScRiPt>{CALL}</sCrIpT>", f"<script/x>{CALL}</script>", f"<<script>{CALL}//<</script>", f"<img/src=x/onerror={CALL}>",
    f"<x/onclick={CALL}>", "<", ">", "<a", "<!", "<!--", "<!doctype html>", "<h1>forged</h1>", "<marquee>", "<audio src=x>",
]
ENTITIES = [
    "&lt;script&gt;", "&#60;script&#62;", "&#x3c;script&#x3e;", "&amp;lt;b&amp;gt;", "&lt", "&#60", "&colon;", "&NewLine;", "&",
    "&&amp;", "&#0;", "&#x1b;", "&#xd800;", "&#1114112;", "&nbsp;", "&copy", "&lt;!--", "%3Cscript%3E", "\\u003cscript\\u003e", "&#;",
]
MARKDOWN = [
    f"[x](javascript:{CALL})", f"![x](x){{: onerror={CALL} }}", f"x {{: onclick={CALL} }}", "{: .x #y }", "{#id}", "{.class}",
    f"[x](https://a.example){{: onclick={CALL} }}", "# forged", "## forged", "- forged", "1. forged", "+ x", "> forged", "***", "---",
    "===", "```", "~~~", "`x`", "``", "**x**", "__x__", "_x_", "*x", "~~x~~", "[x]: javascript:x", "[^1]", "[^1]: note", "[TOC]",
    "!!! note", "??? note", "=== \"Tab\"", "| a | b |", "|", "a | b", "--|--", ":   forged", "*[HTML]: x", "<https://a.example>",
    "<a@b.example>", "\\", "\\*", "\\<b>", "[x][y]", "![x][y]", "[@nobody]", "[#nobody]", "--8<-- \"/etc/passwd\"", "$x$", "$$", "==x==",
    "^^x^^", ":smile:", "++ctrl++", "https://a.example/x?y=1&z=2", "klzzwxh:0001", "wzxhzdk:0", "amp", "@@", "[", "]", "[[", "![",
    "](", "](javascript:x)", "(x)", "\"", "'", "' \"", "*" * 50, "_" * 50,
]
TEMPLATES = [
    "{{ 7*7 }}", "{% raw %}", "{% include '/etc/passwd' %}", "{# x #}", "{{ ''.__class__ }}", "${7*7}", "#{7*7}", "<%= 7*7 %>",
    "{{ config }}", "{{", "}}", "{%", "%}", "%s %d %n", "{0.__class__}", "$(id)", "`id`", "; rm -rf /", "!ENV HOME", "@{x}", "\\N{DASH}",
]
FRONT_MATTER = ["--- x: y", "--- title: forged ---", "title: forged", "template: ../../x", "!!python/object:os.system", "x: &a b", "hide: toc"]
URLS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,<script>x</script>", "file:///etc/passwd", "//evil.example",
    "\\\\evil.example", "blob:x", "about:blank", "ftp://a.example", "view-source:x", "https://user:pw@a.example", "/etc/passwd", "../../x",
]
EXPORTS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("//evil.example")', "＝1+1", "x\",\"y", "x;y", "'=1", "%0A=1",
    "TY  - FORGED", "ER  -", "@article{forged,", "}", "{", "},", "title = {x}", "</script>", "</SCRIPT >", "<!--<script>", "]]>", "*/", "//",
    '"}', "\\", "\\\"", "__proto__", "constructor", "hasOwnProperty", "toString", "null", "undefined", "NaN",
]
TERMINAL = ["::error::forged", "::set-output name=x::y", "::stop-commands::x", "##[error]forged", "##[set-env name=x]y", "##vso[task]x", "%0A::error::x"]
YAML = [
    "NO", "no", "off", "yes", "true", "null", "~", "010", "0o10", "0x1f", "0b1", "1_000", "12:30:45", "1.10", "1e3", ".5", "5.", ".inf",
    "-.inf", ".nan", "2024-02-30", "2024-05-01", "2024-05-01T00:00:00Z", "=", "<<", "y", "n", "+1", "-0", "0", "1,000", "000", "٠١٢",
]
LETTERS = [
    "کرم ایجنسی", "עברית", "日本語", "ไทย", "हिन्दी क्‍ष", "می‌خواهم", "👩‍👩‍👧", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "e\u0301", "é", "ﬁ", "ß", "İı", "ſ", "Å", "\u200fx", "x\u200ey", "ǅ", "𝒳", "\ufffd", "a\u00a0b", "a\u3000b", "x" * 2000, "x " * 1000,
]
FORBIDDEN = [
    "\0", "\x07", "\x08", "\x1b[31m", "\x1b]8;;https://evil.example\x07x", "\x1b]52;c;eA==\x07", "\x7f", "\x85", "\x9b31m", "\u2028", "\u2029",
    "\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u200b", "\u2060", "\u2063", "\ufeff", "\ufffe", "\uffff",
    "\ufdd0", "\U0001fffe", "\U000e0041", "\U000e0001", "\ud800", "\udfff", "\u180e", "\u3164", "\u115f", "\uffa0", "\u2800", "\ufff9",
    "\u206a", "e" + "\u0301" * 20_000, "x\u200dy", "x\u200cy", "\x02", "\x03", "\x0b", "\x0c", "\x1c",
]
SHOWN = [*HTML, *ENTITIES, *MARKDOWN, *TEMPLATES, *FRONT_MATTER, *URLS, *EXPORTS, *TERMINAL, *YAML, *LETTERS]

ADDRESSES = [
    *URLS, "https://", "https:///x", "https:x", "https://a b.example", "https://a.example/ x", "https://@a.example", "https://:x@a.example",
    "https://a.example\\@b.example", "https://a.example:99999", "https://a.example:x", "https://[::1", "https://[x]", "https://a%00.example",
    "https://a%40b.example", "https://a..example", "https://" + "a" * 64 + ".example", 'https://a.example/"x', "https://a.example/<x>",
    "https://a.example/`x", "https://a.example/{x}", "https://a.example/\u200bx", " https://a.example", "mailto:a@b.example",
    "tel:1", "java\tscript:x", "&#106;avascript:x", "https&colon;//a.example", "ｈttps://a.example",
]  # fmt: skip
NAMES = [
    "con", "nul", "aux", "prn", "com1", "lpt9", "constructor", "prototype", "__proto__", "..", ".", "", " ", "a b", "A", "É", "a_b",
    "a--b", "-a", "a-", "a.b", "a/b", "a\\b", "a:b", "a*b", "a?b", 'a"b', "a<b", "a|b", "a%2fb", "%2e%2e", "con.txt", "x" * 81, "x" * 5000,
    "a'b", "a`b", "a&b", "a#b", "а", "ａ", "１", "a\u0301", "<script>", "{{x}}", "$x", "~", "a.",
]  # fmt: skip
ADDRESSES_OF_THE_SITE = ["sources", "schema", "search", "assets", "images", "javascripts", "stylesheets"]
SLOW = [
    "[" * 8000, "![" * 8000, "[a](" * 5000, "[a](b \"" * 3000, "(" * 8000, "*a " * 8000, "**a " * 8000, "_a " * 8000, "`" * 20000, "``a` " * 5000,
    "<" * 20000, "<a " * 8000, "<!--" * 8000, "<![" * 8000, "&" * 20000, "&#" * 8000, '[@a, "' * 4000, "“" * 20000, "[@" * 8000, "[@a " * 8000,
    "[#a " * 8000, "\\" * 20000, "|" * 20000, "a | b\n" * 5000, "> " * 5000, "> a\n" * 5000, "- " * 5000, "- a\n" * 5000, "1. a\n" * 5000,
    "    a\n" * 4000, "#" * 20000, "# a\n" * 5000, "a\n=\n" * 5000, ": a\n" * 5000, "http://a" * 5000, "[a]: b\n" * 5000, "[a][b] " * 5000,
    "-5 " * 8000, "non-\n" * 8000, "a-\n" * 8000, "1,000." * 8000, "-" * 20000, "1/" * 8000, "\n\n" * 8000,
]  # fmt: skip

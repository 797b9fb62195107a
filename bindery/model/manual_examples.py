"""Short YAML examples for the reference of the format, each below the table that it belongs to."""

from __future__ import annotations

import re

EXAMPLES: dict[str, str] = {
    "briefing": """\
title: Heat in cities
question: Did the heat of July 2024 kill more people than usual?
answer: Yes. The health office and a newspaper count the dead differently, but both find more than in any July before.
summary: July 2024 killed more people than usual [@health-office-2024].
date: 2024-09-01
language: en
handling: TLP:CLEAR
tags: [health, climate]
key_points: [excess-deaths]
claims:
  - id: excess-deaths
    text: In 2024 more people died than usual.
sections:
  - id: the-toll
    title: The toll
    content:
      - claim: excess-deaths
""",
    "keynumber": """\
label: people killed by the heat in July 2024
claims: [toll-by-office, toll-by-paper]
""",
    "author": """\
name: Ada Okafor
family: Okafor
organisation: Research Service
""",
    "claim": """\
id: excess-deaths
text: The heat killed 56 per cent more people.
as_of: 2024-08-31
evidence:
  - source: health-office-2024
    quote: "1,524 people died, after 980 the year before"
made_by: [minister-speech-2024]
calculation: (1524 - 980) / 980 = 56 %
""",
    "evidence": """\
source: health-office-2024
stance: qualifies
quote: "the count leaves out deaths at home"
locator: p. 4
""",
    "section": """\
id: the-toll
title: The toll
content:
  - The office compares each July with the five before it [@health-office-2024].
  - "**Few people** know this [@health-office-2024, p. 4]."
  - claim: excess-deaths
""",
    "entity": """\
id: parachinar
name: Parachinar
aliases: [Para Chinar]
kind: place
location: [33.90, 70.10]
""",
    "event": """\
id: heat-wave
date: 2024-07-08
end: 2024-07-21
title: A heat wave of two weeks
evidence:
  - source: health-office-2024
""",
    "dataset": """\
id: deaths-by-year
title: Deaths in July
unit: people
series:
  - name: City Health Office
    points:
      - {x: 2023, y: 980, source: health-office-2024}
      - {x: 2024, y: 1524, source: health-office-2024}
""",
    "dispute": """\
id: toll-of-july
title: Deaths in July 2024
claims: [toll-by-office, toll-by-paper]
""",
    "assessment": """\
id: more-heat
text: It is likely that the next summer will be as hot.
likelihood: likely
confidence: moderate
based_on: [excess-deaths]
due: 2025-09
""",
    "outcome": """\
state: borne out
date: 2025-09-03
reason: The summer of 2025 was as hot as that of 2024 [@health-office-2025].
claims: [summer-2025-as-hot]
""",
    "answer": """\
state: answered
date: 2025-03-01
reason: The city published the register [@register-2025].
""",
    "question": """\
id: deaths-at-home
text: How many people died at home?
would_settle: The death register of the city, which has not been published.
""",
    "edition": """\
number: 2
date: 2024-10-05
changes:
  - claim: excess-deaths
    kind: correction
    reason: The office revised its count.
""",
    "block-annotate": """\
annotate:
  title: The minister's speech
  source: minister-speech-2024
  text: |
    Last July was hot. Fewer people died than ever before! Who would have thought it?
  sentences:
    - words: Last July was hot
      claims: [july-2024-hot]
    - words: Fewer people died than ever before
      claims: [excess-deaths]
    - words: Who would have thought it?
      not_checked: It states nothing.
""",
    "block-chart": "chart: deaths-by-year\n",
    "block-claim": "claim: excess-deaths\n",
    "block-compare": """\
compare:
  claims: [toll-by-office, toll-by-paper]
  title: Deaths in July 2024
  unit: people
""",
    "block-image": """\
image:
  file: images/heat-map.png
  alt: A map with the south in dark red
  caption: The hottest places in July 2024.
  source: health-office-2024
""",
    "block-map": """\
map:
  places: [parachinar, thall]
  towns: [hangu]
  lines:
    - name: Thall–Parachinar road
      through: [thall, parachinar]
  areas:
    - name: Upper Kurram
      file: maps/tehsils.geojson
      feature: UPPER KURRAM
      source: boundaries-2017
  disputed:
    - between: [Afghanistan, Pakistan]
      name: Durand Line
  inset:
    country: Pakistan
caption: The road and the district.
""",
    "block-note": """\
note:
  kind: warning
  title: Two ways of counting
  text: The two offices count different things.
""",
    "block-table": "table: deaths-by-year\n",
    "block-text": """\
text: The next summer will be as hot.
basis: judgement
""",
    "block-timeline": """\
timeline:
  from: 2024-07
  to: 2024-08
""",
    "source": """\
id: morning-post-2024
kind: news
title: Heat kills hundreds
publisher: The Morning Post
published: 2024-08-03
accessed: 2024-09-01
url: https://example.org/morning-post/heat-kills-hundreds
origin: health-office-2024
""",
    "passage": """\
id: toll
quote: "214 deaths above the average of the five years before"
locator: p. 4
origin: health-office-2024
""",
    "reading": """\
date: 2026-11-28
method: in a stored copy
by: Ada Okafor
""",
    "origin": """\
id: ministry-press-conference
title: Press conference of the Ministry of Health, 1 August 2024
publisher: Ministry of Health
party: Government
""",
}
"""By the anchor of the heading: a model in lower case, or `block-` and a kind of block."""

_HEADING = re.compile(r"^#{2,4} .*?(?:\{#([\w-]+)\})?$", re.MULTILINE)


def with_examples(manual: str) -> str:
    """The reference with each example at the end of the part that it belongs to.

    Args:
        manual: the reference as Markdown, whose headings name their anchors: `### Claim {#claim}`.
    """
    headings = [*_HEADING.finditer(manual)]
    ends = [heading.start() for heading in headings[1:]] + [len(manual)]
    parts = [manual[: headings[0].start()]]
    for heading, end in zip(headings, ends, strict=True):
        part = manual[heading.start() : end].rstrip()
        example = EXAMPLES.get(heading[1] or "")
        parts.append(f"{part}\n\n```yaml\n{example}```" if example else part)
    return "\n\n".join(part.rstrip() for part in parts) + "\n"

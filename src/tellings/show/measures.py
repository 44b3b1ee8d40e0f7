"""The figures of a story by measure, with the parts and plans that belong beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tellings.model import Figure, Finding, Measure, Passage
from tellings.show.charts import Chart, Interval, Point, extents, intervals, over_time
from tellings.show.dated import days_meant
from tellings.show.reader import Quote, Sheet, letter, quote
from tellings.show.text import citation, listing, quoted
from tellings.show.words import bounds, clip, day, visible
from tellings.view import StoryView

_PLANNED: Final = " planned"  # how the label of a measure ends whose figures are plans


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of a measure."""

    value: str
    source: str
    day: str
    quote: Quote
    interval: Interval


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure that nothing else measures and that belongs beside a measure; `why` says how: `part of …`, `planned`."""

    label: str
    why: str
    row: FigureRow


@dataclass(frozen=True, slots=True)
class MeasureView:
    """Figures that may be compared, in order of the day they speak for; `chart` is None where it would say less.

    `beside` are parts of what is measured, what is planned of it, and counts of other scope; `text` is all of it in
    plain words with citations.
    """

    id: str
    label: str
    rows: tuple[FigureRow, ...]
    outlets: int
    chart: Chart | None
    beside: tuple[Beside, ...] = ()
    text: str = ""


Placed = Mapping[str, tuple[Figure, Passage]]


def measures_of(
    measures: Sequence[Measure], view: StoryView, sheets: Mapping[str, Sheet], findings: Sequence[Finding]
) -> tuple[tuple[MeasureView, ...], tuple[MeasureView, ...]]:
    """Measures of two figures or more, and those of one that belong beside none of these.

    Those that findings are about come first, then those with most outlets and figures.
    """
    placed = {figure.id: (figure, Passage(key, figure.span)) for key, figure in view.figures()}
    subjects = {finding.subject: i for i, finding in reversed([*enumerate(findings)])}
    figures = [(m, [placed[i] for i in m.figures if i in placed]) for m in measures]
    pairs = [(m, _measure(m, rows, view, sheets)) for m, rows in figures if rows]
    pairs.sort(key=lambda p: (subjects.get(p[0].id, len(findings)), -p[1].outlets, -len(p[1].rows), p[1].label))
    shown = [measure for measure, made in pairs if len(made.rows) > 1]
    beside: dict[str, list[Beside]] = {measure.id: [] for measure in shown}
    lone = []
    for measure, made in pairs:
        if len(made.rows) > 1:
            continue
        found = _host(measure, shown, {m.id: m for m in measures}, placed, findings)
        if found:
            host, why = found
            label = made.label.removesuffix(_PLANNED) if why == "planned" else made.label
            beside[host.id].append(Beside(label, visible(why), made.rows[0]))
        else:
            lone.append(made)
    whole = tuple(replace(made, beside=tuple(beside[m.id])) for m, made in pairs if len(made.rows) > 1)
    return whole, tuple(lone)


def _host(
    measure: Measure,
    shown: Sequence[Measure],
    by_id: Mapping[str, Measure],
    placed: Placed,
    findings: Sequence[Finding],
) -> tuple[Measure, str] | None:
    """The shown measure that a lone figure belongs beside, and why; None where there is none."""
    hosts = {host.id: host for host in shown}
    seen: set[str] = set()
    above = measure.part_of
    while above in by_id and above not in seen:
        if above in hosts:
            return hosts[above], f"part of “{clip(hosts[above].label, 60)}”"
        seen.add(above)
        above = by_id[above].part_of
    planned = measure.label.endswith(_PLANNED)
    for finding in findings:
        if finding.kind == "scope" and finding.subject == measure.id:
            others = {account.figure for account in finding.accounts} - {*measure.figures}
            host = next((host for host in shown if others & {*host.figures}), None)
            if host:
                why = str(finding.reason.get("why", "")).partition(": ")[2]
                return host, "planned" if planned else why
    if planned:
        heads = _heads(measure, placed)
        for host in shown:
            if host.unit == measure.unit and heads & _heads(host, placed):
                return host, "planned"
    return None


def _heads(measure: Measure, placed: Placed) -> set[str]:
    """The nouns that a measure's figures count: `soldiers` and `troops`."""
    counted = [placed[i][0].counted for i in measure.figures if i in placed]
    return {words.split()[-1].casefold() for words in counted if words.split()}


def _measure(
    measure: Measure, figures: Sequence[tuple[Figure, Passage]], view: StoryView, sheets: Mapping[str, Sheet]
) -> MeasureView:
    found = extents([figure for figure, _ in figures])
    lines = intervals(found)
    rows, points = [], []
    for (figure, passage), line, extent in zip(figures, lines, found, strict=True):
        sheet = sheets[passage.article]
        value = visible(bounds(figure))
        when = figure.as_of or view.day(passage.article)
        source = visible(figure.said_by)
        shown = day(days_meant(view, view.sentence(passage.article, passage.span), when), short=True)
        # without a day of its own, a figure holds by the day it was published
        rows.append(
            FigureRow(
                value,
                source,
                shown if figure.as_of or not shown else f"by {shown}",
                quote(sheet, passage.span, 200),
                line,
            )
        )
        points.append(Point(*extent, when[:10], source, letter(sheet.tag), sheet.outlet, value))
    label = visible(measure.label or " ".join((measure.counted, measure.state, measure.place))).strip() or "figures"
    outlets = len({letter(row.quote.tag) for row in rows})
    lines_of_text = (
        f"{row.value}{f', {row.day}' if row.day else ''}: {quoted(row.quote, citation(sheets[p.article]), row.source)}"
        for row, (_, p) in zip(rows, figures, strict=True)
    )
    text = listing(label, lines_of_text)
    return MeasureView(f"measure-{measure.id}", label, tuple(rows), outlets, over_time(label, points), text=text)

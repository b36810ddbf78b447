"""The kinds of figures: curves over axes, stacked bars, and the timeline of one outage."""

import math
from dataclasses import dataclass, field

from svg import SIZE, WIDTH, Drawing, text_width

YEAR_S = 8760 * 3600.0
FIGURES = {}  # by the names of their files


def figure(make):
    """Marks a function that makes a figure: detection_interval() makes detection-interval.svg."""
    FIGURES[make.__name__.replace("_", "-")] = make
    return make


SHAPES = ["circle", "square", "triangle", "diamond"]


def duration(seconds):
    """As the report for people writes it: 1.5 s, 12 min, 2.9 h."""
    if seconds == 0:
        return "0 s"
    length, unit = next(each for each in LENGTHS if seconds >= 0.9995 * each[0] or each[0] == 1)
    value = seconds / length
    return f"{value:.0f} {unit}" if value >= 99.95 else f"{value:.{3 if value >= 10 else 2}g} {unit}"


LENGTHS = [(86400, "d"), (3600, "h"), (60, "min"), (1, "s")]


# Ticks of a logarithmic axis of times, with the words that a planner would use.
TIME_TICKS = [
    (0.1, "0.1 s"), (1, "1 s"), (10, "10 s"), (60, "1 min"), (600, "10 min"), (3600, "1 h"),
    (86400, "1 d"), (864000, "10 d"), (8640000, "100 d"), (86400000, "1000 d"),
]  # fmt: skip
# On an axis of downtime per year the nines are on the right.
NINES = [(YEAR_S * 10.0**-n, f"{100 - 10.0 ** (2 - n):.{max(0, n - 2)}f} %") for n in range(1, 9)]


@dataclass
class Axis:
    label: str
    low: float
    high: float
    log: bool = False
    ticks: list = field(default_factory=list)  # (value, words)

    def share(self, value):
        """Where on the axis, from 0 to 1; what lies outside is put on its edge."""
        if self.log:
            value = max(value, self.low * 1e-9)
            at = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            at = (value - self.low) / (self.high - self.low)
        return min(1.0, max(0.0, at))

    def shown_ticks(self):
        return [(value, words) for value, words in self.ticks if self.low * 0.999 <= value <= self.high * 1.001]


@dataclass
class Curve:
    name: str
    points: list  # (x, y) or (x, y, low, high)
    colour: str
    dashes: str = None
    dots: bool = True


def _legend(drawing, entries, y, left):
    """Entries (name, how to draw its mark at x, y) in as many rows as they need; returns where the next thing may begin."""
    x = left
    for name, mark in entries:
        width = 26 + text_width(name) + 18
        if x > left and x + width > WIDTH - 10:
            x = left
            y += SIZE + 6
        mark(x, y - 4)
        drawing.text(x + 26, y, name)
        x += width
    return y + 10


def _title(drawing, words):
    """In one or two lines."""
    lines = [""]
    for word in words.split():
        if lines[-1] and text_width(f"{lines[-1]} {word}", 14) > WIDTH - 40:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    for number, line in enumerate(lines):
        drawing.text(14, 23 + 18 * number, line, size=14, bold=True)
    return 23 + 18 * (len(lines) - 1)


def curves(title, x_axis, y_axis, drawn, nines=False, notes=(), height=350):
    """Notes are (x, y, words): marked points, such as an optimum, with their names beneath."""
    described = "; ".join(
        f"{each.name}: " + ", ".join(f"{point[0]:.4g} -> {point[1]:.4g}" for point in each.points) for each in drawn
    )
    drawing = Drawing(height, title, f"{x_axis.label} against {y_axis.label}. {described}")
    top = _title(drawing, title) + 24
    if len(drawn) > 1:
        entries = []
        for number, each in enumerate(drawn):
            if all(name != each.name for name, _ in entries):
                entries.append((each.name, _curve_mark(drawing, each, SHAPES[number % len(SHAPES)])))
        top = _legend(drawing, entries, top, 14) + 6
    labels = y_axis.shown_ticks()
    left = 30 + max(text_width(words, 11.5) for _, words in labels) + 8
    shown_nines = [each for each in NINES if y_axis.low <= each[0] <= y_axis.high] if nines else []
    last_tick = max([text_width(words, 11.5) / 2 for _, words in x_axis.shown_ticks()[-1:]], default=0)
    right = WIDTH - 14 - max([text_width(words, 11.5) for _, words in shown_nines], default=last_tick)
    bottom = height - 46

    def at(x, y):
        return left + x_axis.share(x) * (right - left), bottom - y_axis.share(y) * (bottom - top)

    for value, words in x_axis.shown_ticks():
        x, _ = at(value, y_axis.low)
        drawing.line(x, top, x, bottom, "grid")
        drawing.text(x, bottom + 16, words, "quiet", "middle", 11.5)
    for value, words in labels:
        _, y = at(x_axis.low, value)
        drawing.line(left, y, right, y, "grid")
        drawing.text(left - 6, y + 4, words, "quiet", "end", 11.5)
    for value, words in shown_nines:
        _, y = at(x_axis.low, value)
        drawing.line(left, y, right + 4, y, "quiet", 0.8, "2 4")
        drawing.text(right + 7, y + 4, words, "quiet", "start", 11.5)
    drawing.line(left, bottom, right, bottom, "quiet")
    drawing.text((left + right) / 2, height - 10, x_axis.label, anchor="middle")
    drawing.text(16, (top + bottom) / 2, y_axis.label, anchor="middle", turned=True)
    for number, each in enumerate(drawn):
        _draw_curve(drawing, each, at, SHAPES[number % len(SHAPES)])
    for x_value, y_value, words in notes:
        x, y = at(x_value, y_value)
        drawing.dot(x, y, "ink", "circle", 4.5)
        drawing.text(x, y + 20, words, anchor="middle")
    return drawing


def _curve_mark(drawing, each, shape):
    def mark(x, y):
        drawing.line(x, y, x + 20, y, each.colour, 2, each.dashes)
        if each.dots:
            drawing.dot(x + 10, y, each.colour, shape)

    return mark


def _draw_curve(drawing, each, at, shape):
    banded = [point for point in each.points if len(point) == 4]
    if banded:
        high = [at(x, high) for x, _, _, high in banded]
        low = [at(x, low) for x, _, low, _ in banded]
        drawing.area(high + low[::-1], each.colour)
    drawing.curve([at(point[0], point[1]) for point in each.points], each.colour, dashes=each.dashes)
    if each.dots:
        for point in each.points:
            drawing.dot(*at(point[0], point[1]), each.colour, shape)


def bars(title, label, rows, parts, in_words=duration, share=False):
    """Stacked bars that lie. Rows are (words or [line, line], {part: value}); parts are (name, colour) in their order.

    With `share`, each bar is as long as the others, and shows shares of its total.
    """
    used = [(name, colour) for name, colour in parts if any(values.get(name, 0) > 0 for _, values in rows)]
    described = "; ".join(
        f"{' '.join(words) if isinstance(words, list) else words}: "
        + ", ".join(f"{name} {in_words(values[name])}" for name, _ in used if values.get(name, 0) > 0)
        for words, values in rows
    )
    drawing = Drawing(0, title, f"{label}. {described}")
    y = _title(drawing, title) + 24
    y = _legend(drawing, [(name, _box_mark(drawing, colour)) for name, colour in used], y, 14) + 4
    lines_of = [words if isinstance(words, list) else [words] for words, _ in rows]
    left = 22 + max(text_width(line) for lines in lines_of for line in lines)
    totals = [sum(values.get(name, 0) for name, _ in used) for _, values in rows]
    right = WIDTH - 22 - max(text_width(in_words(total)) for total in totals)
    longest = max(totals)
    for lines, (_, values), total in zip(lines_of, rows, totals):
        for number, line in enumerate(lines):
            drawing.text(left - 8, y + 16 + (number - (len(lines) - 1) / 2) * 15, line, anchor="end")
        x = left
        scale = (right - left) / (total if share and total > 0 else longest)
        for name, colour in used:
            width = values.get(name, 0) * scale
            if width >= 0.1:
                drawing.box(x, y, width, 24, colour)
            x += width
        drawing.text(x + 6, y + 16, in_words(total))
        y += 24 + (10 if max(map(len, lines_of)) == 1 else 14)
    drawing.line(left, y - 4, right, y - 4, "quiet")
    drawing.text((left + right) / 2, y + 14, label, anchor="middle")
    drawing.height = y + 26
    return drawing


def trusted(points):
    """Without those that rest on too few events: whose interval is wider than a factor of three."""
    return [point for point in points if point[2] > 0 and point[3] < 3 * point[2]]


def _box_mark(drawing, colour):
    return lambda x, y: drawing.box(x + 4, y - 6, 16, 12, colour, 2)


def ranges(title, label, rows, low, high, colour="blue"):
    """A dot and a span about it for each row, over a logarithmic axis of times. Rows are (words, from, dot, to)."""
    described = "; ".join(f"{words}: {duration(dot)} ({duration(first)} to {duration(last)})" for words, first, dot, last in rows)
    drawing = Drawing(0, title, f"{label}. {described}")
    top = _title(drawing, title) + 20
    axis = Axis(label, low, high, log=True, ticks=TIME_TICKS)
    left = 22 + max(text_width(words) for words, *_ in rows)
    right = WIDTH - 84
    bottom = top + 26 * len(rows) + 4
    for value, words in axis.shown_ticks():
        x = left + axis.share(value) * (right - left)
        drawing.line(x, top, x, bottom, "grid")
        drawing.text(x, bottom + 16, words, "quiet", "middle", 11.5)
    drawing.line(left, bottom, right, bottom, "quiet")
    drawing.text((left + right) / 2, bottom + 36, label, anchor="middle")
    for number, (words, *times) in enumerate(rows):
        y = top + 26 * number + 16
        first, dot, last = (left + axis.share(time) * (right - left) for time in times)
        drawing.text(left - 8, y + 4, words, anchor="end")
        drawing.line(first, y, last, y, colour, 3)
        drawing.dot(dot, y, colour, "circle", 4.5)
        drawing.text(max(last, dot + 5) + 8, y + 4, duration(times[1]), "quiet")
    drawing.height = bottom + 48
    return drawing


def strips(title, label, rows, low, high, ticks):
    """Dots of single times over a span, for each row, on a logarithmic axis. Rows are (words, (from, to), times)."""
    described = "; ".join(
        f"{words}: {first:g} s to {last:g} s, dots from {min(times):g} s to {max(times):g} s" for words, (first, last), times in rows
    )
    drawing = Drawing(0, title, f"{label}. {described}")
    top = _title(drawing, title) + 24
    legend = [
        ("measured, from the shortest to the longest", _box_mark(drawing, "pale")),
        ("simulated", lambda x, y: drawing.dot(x + 10, y, "blue", radius=2.2)),
    ]
    top = _legend(drawing, legend, top, 14) + 4
    axis = Axis(label, low, high, log=True, ticks=ticks)
    left = 22 + max(text_width(words) for words, *_ in rows)
    right = WIDTH - 22
    bottom = top + 34 * len(rows)
    for value, words in axis.shown_ticks():
        x = left + axis.share(value) * (right - left)
        drawing.line(x, top, x, bottom, "grid")
        drawing.text(x, bottom + 16, words, "quiet", "middle", 11.5)
    drawing.line(left, bottom, right, bottom, "quiet")
    drawing.text((left + right) / 2, bottom + 36, label, anchor="middle")
    for number, (words, span, times) in enumerate(rows):
        y = top + 34 * number + 17
        first, last = (left + axis.share(time) * (right - left) for time in span)
        drawing.text(left - 8, y + 4, words, anchor="end")
        drawing.box(first, y - 13, last - first, 26, "pale", 2)
        # Spread over the height, so that each can be seen.
        spread = [(left + axis.share(time) * (right - left), y + (index * 7 % 11 - 5) * 1.9) for index, time in enumerate(times)]
        drawing.dots(spread, "blue", 1.7)
    drawing.height = bottom + 48
    return drawing


def timeline(title, lanes, states, events, end_s, label):
    """Lanes are (name, [(from_s, to_s, state)]); states are (name, colour); events are (at_s, words), in their order."""
    drawing = Drawing(0, title, f"{label}. " + "; ".join(f"{duration(at)}: {words}" for at, words in events))
    y = _title(drawing, title) + 24
    y = _legend(drawing, [(name, _box_mark(drawing, colour)) for name, colour in states], y, 14) + 16
    colour_of = dict(states)
    left = 22 + max(text_width(name) for name, _ in lanes)
    right = WIDTH - 22
    scale = (right - left) / end_s
    top = y
    _event_marks(drawing, events, left, scale, top, top + 32 * len(lanes))
    for name, spans in lanes:
        drawing.text(left - 8, y + 16, name, anchor="end")
        for from_s, to_s, state in spans:
            drawing.box(left + from_s * scale, y, max(1.5, (min(to_s, end_s) - from_s) * scale), 22, colour_of[state])
        y += 32
    drawing.line(left, y, right, y, "quiet")
    step = next(each for each in (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200) if end_s / each <= 8)
    for number in range(int(end_s // step) + 1):
        x = left + number * step * scale
        drawing.line(x, y, x, y + 4, "quiet")
        drawing.text(x, y + 17, duration(number * step), "quiet", "middle", 11.5)
    drawing.text((left + right) / 2, y + 34, label, anchor="middle")
    y += 58
    for number, (at_s, words) in enumerate(events, 1):
        drawing.text(38, y, str(number), anchor="middle", bold=True)
        drawing.text(118, y, f"+{duration(at_s)}", "quiet", "end")
        drawing.text(130, y, words)
        y += 18
    drawing.height = y + 2
    return drawing


def _event_marks(drawing, events, left, scale, top, bottom):
    """A dashed line down from each event's number. Numbers of events at one instant stand together."""
    groups = []
    for number, (at_s, _) in enumerate(events, 1):
        x = left + at_s * scale
        if groups and x - groups[-1][0] < 14:
            groups[-1][1].append(number)
        else:
            groups.append((x, [number]))
    for x, numbers in groups:
        words = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
        drawing.text(x, top - 5, words, anchor="middle", size=11.5, bold=True)
        drawing.line(x, top - 2, x, bottom, "quiet", 0.8, "3 3")

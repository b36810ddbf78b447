"""A small writer of SVG drawings: shapes, text and the colours of the figures.

The drawings have a ground of their own, light or dark as the reader's system is, so that they can be read on any page. The
same calls give the same bytes.
"""

import html

WIDTH = 600
SIZE = 12.5  # of the text

# Told apart by people who confuse red and green, too, and readable on both grounds.
COLOURS = {
    "blue": ("#1f6fb8", "#58a6ff"),
    "orange": ("#c2570c", "#f0883e"),
    "green": ("#1b8a5a", "#3fb98a"),
    "purple": ("#8250c4", "#b794f4"),
    "red": ("#c1343f", "#ff7b72"),
    "brown": ("#8a6d00", "#d4b12f"),
    "teal": ("#0b7f8c", "#39c5cf"),
    "grey": ("#8a929b", "#768390"),
    "pale": ("#d3d8de", "#3a424d"),
    "ink": ("#1f2328", "#e6edf3"),
    "quiet": ("#57606a", "#9aa4af"),
    "grid": ("#e1e5ea", "#2b323b"),
    "ground": ("#ffffff", "#161b22"),
}


def _rules(shade):
    """One class for each colour: .blue fills, .blue-line draws."""
    return "".join(
        f".{name}{{fill:{pair[shade]}}}.{name}-line{{stroke:{pair[shade]};fill:none}}" for name, pair in COLOURS.items()
    )


def number(value):
    """Coordinates to a tenth of a pixel: small files, and no last digits that differ between machines."""
    text = f"{value:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text


def text_width(text, size=SIZE):
    """What a wide sans-serif face (DejaVu) needs, so that no other needs more."""
    width = 0.0
    for letter in text:
        if letter in "iljtfr.,:;|!'()[] ":
            width += 0.36
        elif letter in "mMWw@%":
            width += 0.95
        elif letter.isupper():
            width += 0.7
        else:
            width += 0.61
    return width * size


class Drawing:
    """Shapes are drawn in the order of the calls, the later ones on top."""

    def __init__(self, height, title, description):
        self.height = height
        self.title = title
        self.description = description
        self._shapes = []

    def _add(self, shape):
        self._shapes.append(shape)

    def line(self, x1, y1, x2, y2, colour, width=1.0, dashes=None):
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self._add(
            f'<path class="{colour}-line" stroke-width="{number(width)}"{dashed} '
            f'd="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"/>'
        )

    def curve(self, points, colour, width=2.0, dashes=None):
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        path = "L".join(f"{number(x)} {number(y)}" for x, y in points)
        self._add(f'<path class="{colour}-line" stroke-width="{number(width)}" stroke-linejoin="round"{dashed} d="M{path}"/>')

    def area(self, points, colour, opacity=0.22):
        path = "L".join(f"{number(x)} {number(y)}" for x, y in points)
        self._add(f'<path class="{colour}" fill-opacity="{opacity}" d="M{path}Z"/>')

    def box(self, x, y, width, height, colour, corner=0.0):
        rounded = f' rx="{number(corner)}"' if corner else ""
        self._add(
            f'<rect class="{colour}" x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"{rounded}/>'
        )

    def dot(self, x, y, colour, shape="circle", radius=3.6):
        """Shapes differ, so that curves can be told apart without their colours."""
        r = radius
        if shape == "circle":
            self._add(f'<circle class="{colour}" cx="{number(x)}" cy="{number(y)}" r="{number(r)}"/>')
        elif shape == "square":
            self.box(x - r, y - r, 2 * r, 2 * r, colour)
        elif shape == "triangle":
            self._add(
                f'<path class="{colour}" d="M{number(x)} {number(y - 1.3 * r)}L{number(x + 1.2 * r)} {number(y + r)}'
                f'L{number(x - 1.2 * r)} {number(y + r)}Z"/>'
            )
        else:  # a diamond
            self._add(
                f'<path class="{colour}" d="M{number(x)} {number(y - 1.4 * r)}L{number(x + 1.4 * r)} {number(y)}'
                f'L{number(x)} {number(y + 1.4 * r)}L{number(x - 1.4 * r)} {number(y)}Z"/>'
            )

    def dots(self, points, colour, radius):
        """Many small ones, in little space: ends of lines without a length, which are round."""
        path = "".join(f"M{number(x)} {number(y)}h0" for x, y in points)
        self._add(f'<path class="{colour}-line" stroke-width="{number(2 * radius)}" stroke-linecap="round" d="{path}"/>')

    def text(self, x, y, words, colour="ink", anchor="start", size=SIZE, bold=False, turned=False):
        place = f' transform="rotate(-90 {number(x)} {number(y)})"' if turned else ""
        weight = ' font-weight="600"' if bold else ""
        anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
        sized = "" if size == SIZE else f' font-size="{number(size)}"'
        self._add(
            f'<text class="{colour}" x="{number(x)}" y="{number(y)}"{anchored}{sized}{weight}{place}>{html.escape(words, quote=False)}</text>'
        )

    def markup(self):
        style = f"{_rules(0)}@media (prefers-color-scheme:dark){{{_rules(1)}}}"
        used = {word for shape in self._shapes for word in shape.split('"')[1].split()} | {"ground"}
        style = _only(style, used)
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{number(self.height)}" '
                f'viewBox="0 0 {WIDTH} {number(self.height)}" role="img" font-size="{SIZE}" '
                "font-family=\"system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif\">",
                f"<title>{html.escape(self.title, quote=False)}</title>",
                f"<desc>{html.escape(self.description, quote=False)}</desc>",
                f"<style>{style}</style>",
                f'<rect class="ground" width="{WIDTH}" height="{number(self.height)}" rx="6"/>',
                *self._shapes,
                "</svg>",
                "",
            ]
        )


def _only(style, used):
    """The rules of the classes that the drawing uses."""
    light, _, dark = style.partition("@media (prefers-color-scheme:dark){")
    kept = [
        "".join(rule + "}" for rule in part.split("}") if rule.startswith(".") and rule[1:].partition("{")[0] in used)
        for part in (light, dark)
    ]
    return f"{kept[0]}@media (prefers-color-scheme:dark){{{kept[1]}}}"

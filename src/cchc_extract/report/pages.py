"""The templates of the pages, and how a text in two languages is put into them."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from cchc_extract.report.i18n import Phrase, label
from cchc_extract.report.marking import harmless
from cchc_extract.report.saying import number

__all__ = ["asset", "both", "chart_data", "render", "script_hash"]


def render(template: str, **values: object) -> str:
    """The template with ``values``; everything that is put in is escaped."""
    return _environment().get_template(template).render(**values)


@cache
def asset(name: str) -> str:
    """A style sheet or script among the templates."""
    return (files("cchc_extract.report") / "templates" / name).read_text("utf-8")


def chart_data(value: object) -> Markup:
    """``value`` as JSON that can stand inside a ``script`` element: nothing in it ends that."""
    return htmlsafe_json_dumps(value, dumps=_dumps)


def script_hash(source: str) -> str:
    """What a content security policy must name so that the inline script ``source`` may run."""
    digest = hashlib.sha256(source.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("cchc_extract.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["both"] = both
    env.filters["plain"] = _plain
    env.filters["number"] = lambda value: both(number(value))
    env.globals["t"] = cache(lambda key: both(label(key)))
    return env


def both(phrase: Phrase) -> Markup:
    """A phrase in both languages; the style sheet shows the one of the interface."""
    vi, en = map(harmless, phrase)
    if vi == en:
        return escape(vi)
    return Markup(
        f'<span class="vi" lang="vi">{escape(vi)}</span>'
        f'<span class="en" lang="en">{escape(en)}</span>'
    )


def _plain(text: object) -> str:
    return harmless(str(text))


def _dumps(value: object, **_: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

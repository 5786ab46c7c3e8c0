"""Who has been spoken of in an article, and whom a stand-in means.

``huyện này``, ``đơn vị này`` mean who was spoken of last; ``chúng tôi`` whom the speaker works
for; ``sở``, ``trung tâm``, ``huyện`` the one of that kind that the article is about, else the one
named last; ``toàn huyện`` the home unit.
"""

from __future__ import annotations

from typing import Final

from cchc_extract.entities.mentions import PersonMention, UnitMention, UnitRef
from cchc_extract.facts.stream import Item
from cchc_extract.text.tokens import Tokens

__all__ = ["NATION", "Memory", "does_own_work", "is_same_noun"]

# Nouns that stand for a unit named before, and the level of territory they can stand for.
_TERRITORY_NOUNS: Final[dict[str, str | None]] = {
    "tỉnh": "province", "thành phố": None, "huyện": "district", "quận": "district",
    "thị xã": "district", "xã": "commune", "phường": "commune", "thị trấn": "commune",
    "đặc khu": "commune",
}  # fmt: skip
_BODY_NOUNS: Final = frozenset(
    "sở|trung tâm|phòng|cục|chi cục|ban|bộ|văn phòng|thanh tra|đoàn kiểm tra|đoàn|công an|bộ phận"
    "|bộ phận một cửa|tổng cục".split("|")
)
_SAME_NOUNS: Final = frozenset({"đơn vị", "cơ quan", "địa phương"})
_OWN: Final = frozenset({"chúng", "tôi", "mình", "ta"})
_GOVERNMENT: Final = ("chính phủ", "thủ tướng", "ban chỉ đạo", "quốc hội", "ủy ban thường vụ",
               "bộ chính trị", "ban chấp hành", "văn phòng chính phủ", "bộ nội vụ")  # fmt: skip

# Offices with work of their own; another ``Văn phòng X`` speaks for the X it is in.
_OWN_WORK: Final = ("Văn phòng Đăng ký ", "Văn phòng Điều phối ")
_WITHIN: Final = ("Văn phòng ", "Đảng ủy ", "Hội đồng nhân dân ")

NATION: Final = UnitRef("cả nước")
_RECENT: Final = 300
"""Units looked at for one that is meant: what was named so long ago is not, and reading a long list
does not take the square of its length."""


class Memory:
    """The units of an article in the order in which they come up.

    Attributes:
        home: the unit the article is mostly about; of a government, the nation.
        focus: the office whose figures it gives, or None.
        topic: what the paragraph is about so far.
        before: what the last paragraph with a topic was about.
        spoken: who was spoken of, in order.
        speaker: whom the person who speaks works for.
    """

    def __init__(self, tokens: Tokens, home: UnitRef | None, focus: UnitRef | None) -> None:
        self._tokens = tokens
        self.home = NATION if home is not None and _governs_all(home) else home
        self.focus = focus
        self.topic: UnitRef | None = None
        self.before: UnitRef | None = None
        self.spoken: list[UnitRef] = []
        self.speaker: UnitRef | None = None
        self._units: list[UnitMention] = []
        self._people: dict[str, UnitRef] = {}

    # -- what comes up --------------------------------------------------------------------------

    def name(self, unit: UnitMention) -> None:
        """A unit is named."""
        self._units.append(unit)

    def meet(self, person: PersonMention, items: list[Item], office: Item | None) -> UnitRef | None:
        """A person is named: whom he works for, by a role beside the name or an earlier one.

        Args:
            items: the sentence.
            office: the unit of an office written before the name.
        """
        called = self._tokens.norms[person.stop - 1]
        if office is not None:
            self._people[called] = _body_of(self.unit(office.x))
        for _, name in person.roles:
            unit = self._written(name, items) if name is not None else None
            if unit is not None:
                self._people[called] = _body_of(self.unit(unit))
        self.speaker = self._people.get(called)
        return self.speaker

    def meet_office(self, office: Item) -> UnitRef:
        """Somebody without a name speaks for an office: ``theo lãnh đạo Sở Xây dựng``."""
        self.speaker = _body_of(self.unit(office.x))
        return self.speaker

    def _written(self, name: str, items: list[Item]) -> UnitMention | None:
        """The unit so written in the sentence, else the last one in the article."""
        here: list[UnitMention] = [i.x for i in items if i.kind == "U"]
        for unit in (*here, *reversed(self._units[-_RECENT:])):
            if name == self._tokens.surface(unit.first, unit.stop):
                return unit
        return None

    # -- who is meant ---------------------------------------------------------------------------

    def unit(self, unit: UnitMention) -> UnitRef:
        """The unit as a subject; ``UBND xã`` is that of the home commune."""
        name = unit.full_name
        home = self.home
        if home is not None and home.level != "province" and unit.kind == "body":
            head = next((h for h in _TERRITORY_NOUNS if home.name.startswith(f"{h} ")), "")
            if head and name.endswith(f" {head}"):
                name = name[: -len(head)] + home.name
        return UnitRef(name, unit.level, unit.code)

    def whole(self, item: Item) -> UnitRef | None:
        """``toàn huyện``: the home unit, or where that is another kind the one named last."""
        words = " ".join(self._tokens.norms[item.first : item.stop])
        noun = next((n for n in _TERRITORY_NOUNS if words.endswith(f" {n}")), "")
        home = self.home
        level = _TERRITORY_NOUNS.get(noun)
        if not noun or home is None or home.level in (None, level):
            return home
        if home.name.startswith(f"{noun} "):
            return home
        return self.last_named(noun, "territory") or home

    def same(self, item: Item, here: list[UnitRef]) -> UnitRef | None:
        """``đơn vị này``, ``huyện này``, ``chúng tôi``; ``here`` were named in the sentence."""
        norms = self._tokens.norms[item.first : item.stop]
        last = here[-1] if here else None
        spoken_of = last or self.topic or self.focus or self.before or self.home
        stop = len(norms)
        while stop > 0 and norms[stop - 1] in _OWN:
            stop -= 1
        noun = " ".join(norms[:stop] if stop < len(norms) else norms[:-1])
        known = noun in _TERRITORY_NOUNS or noun in _BODY_NOUNS
        if stop < len(norms):
            own = self.speaker
            if known and (own is None or not own.name.lower().startswith(f"{noun} ")):
                return self.stand_in(noun)  # "Tỉnh mình", says who works for an office of it
            return own or spoken_of
        if known:
            for ref in (*reversed(here), *reversed(self.spoken[-_RECENT:])):
                if ref.name.lower().startswith(f"{noun} "):
                    return ref
            return self.stand_in(noun)
        return spoken_of

    def stand_in(self, noun: str) -> UnitRef | None:
        """A bare noun: ``huyện``, ``Trung tâm``, ``đơn vị``."""
        if noun in _TERRITORY_NOUNS:
            level = _TERRITORY_NOUNS[noun]
            home = self.home
            if home is not None and home.name.startswith(f"{noun} "):
                return home
            upper = home if home is not None and home.level == level == "province" else None
            return self.last_named(noun, "territory") or upper
        if noun in _BODY_NOUNS:
            if self.speaker is not None and self.speaker.name.lower().startswith(f"{noun} "):
                return self.speaker
            if self.focus is not None and self.focus.name.lower().startswith(f"{noun} "):
                return self.focus
            return self.last_named(noun, "body")
        if noun in _SAME_NOUNS:
            return self.home if noun == "địa phương" else self.topic or self.before
        return None

    def of_branch(self, word: str) -> UnitRef | None:
        """The office of a branch that the article is about, else the one it names first."""
        if self.focus is not None and word in self.focus.name.lower().split():
            return self.focus
        for u in self._units[:_RECENT]:
            if u.kind == "body" and word in u.full_name.lower().split():
                return self.unit(u)
        return None

    def last_named(self, noun: str, kind: str) -> UnitRef | None:
        """The last unit of ``kind`` whose name begins with, or lies in, a ``noun``."""
        for u in reversed(self._units[-_RECENT:]):
            name = u.full_name
            if u.kind == kind and name.lower().startswith(noun):
                return UnitRef(name, u.level, u.code)
            at = name.rfind(f" {noun} ") + 1 if kind == "territory" else 0
            if at and name[at + len(noun) + 1].isupper():
                return UnitRef(name[at:], u.level)  # "UBND huyện Tiền Hải ...: huyện tiếp nhận"
        return None


def is_same_noun(noun: str) -> bool:
    """``đơn vị``, ``cơ quan``, ``địa phương``: of any kind."""
    return noun in _SAME_NOUNS


def does_own_work(office: UnitRef) -> bool:
    """Whether a ``Văn phòng`` is an office of its own and not that of another body."""
    return office.name.startswith(_OWN_WORK)


def _body_of(office: UnitRef) -> UnitRef:
    """``Chánh Văn phòng Sở Công Thương`` speaks for the Sở, ``Bí thư Đảng ủy xã`` for the xã."""
    for prefix in _WITHIN:
        name = office.name.removeprefix(prefix)
        own = prefix == _WITHIN[0] and (does_own_work(office) or not name[:1].isupper())
        if name != office.name and not own:
            return UnitRef(name, office.level, office.code)
    return office


def _governs_all(home: UnitRef) -> bool:
    """The government speaks for the nation, a ministry or an agency for itself."""
    return home.level == "central" and home.name.lower().startswith(_GOVERNMENT)

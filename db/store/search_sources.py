"""How words are looked for: which queries each way of meaning a word stands for, best first.

The first word made of letters leads: its steps give the order, the other words only narrow them; where no word has
letters, the longest number leads.
"""

import json
from collections.abc import Iterable, Sequence

from attrs import evolve, field, frozen

from db.fields import Stored
from db.store.driver import Connection
from db.store.search_entries import DOCUMENT, IDENTITY, TELEPHONE
from db.store.search_traits import Trait
from db.values import address_query, folding, search_numbers, search_slips, search_tokens
from db.values.address_query import Place
from db.values.search_tokens import Step

SHORTEST_END = 3
WHOLE_NUMBER = 11
SHORTEST_TELEPHONE = 7
AFTER = "~"
NOWHERE = "[]"
_AS_ONE = (Step.NAME, Step.PINYIN, Step.PINYIN_START)

# Each source gives documents; {narrowed} is where the tests of the other words go.
_TEXT = "SELECT rowid FROM search_text WHERE search_text MATCH ? {narrowed} ORDER BY rowid LIMIT ?"
_NUMBER = "SELECT s.document FROM search_number s WHERE s.kind = ? AND s.figures = ? {narrowed} ORDER BY 1 LIMIT ?"
_START = (
    "SELECT s.document FROM search_number s WHERE s.kind = ? AND s.figures >= ? AND s.figures < ? {narrowed} "
    "ORDER BY 1 LIMIT ?"
)
_END = (
    "SELECT s.document FROM search_number s WHERE s.kind = ? AND s.reversed >= ? AND s.reversed < ? {narrowed} "
    "ORDER BY 1 LIMIT ?"
)
_MASKED = (
    "SELECT s.document FROM search_number s WHERE s.kind = ? AND s.reversed >= ? AND s.reversed < ? AND s.figures GLOB ? "
    "{narrowed} ORDER BY 1 LIMIT ?"
)
_PART_OF_IDENTITY = (
    "SELECT rowid FROM search_identity WHERE search_identity MATCH ? AND EXISTS (SELECT 1 FROM search_number n "
    "WHERE n.document = search_identity.rowid AND n.kind = 1 AND instr(n.figures, ?)) {narrowed} "
    "ORDER BY rowid LIMIT ?"
)
_PART_OF_TELEPHONE = (
    "SELECT rowid FROM search_telephone WHERE search_telephone MATCH ? AND EXISTS (SELECT 1 FROM search_number n "
    "WHERE n.document = search_telephone.rowid AND n.kind = 2 AND instr(n.figures, ?)) {narrowed} "
    "ORDER BY rowid LIMIT ?"
)
_TRAIT = "SELECT d.document FROM (", ") d WHERE 1 {narrowed} LIMIT ?"
_LISTED = "SELECT j.value FROM json_each(?) j WHERE 1 {narrowed} LIMIT ?"
_IN_PLACE = (
    "SELECT m.document FROM search_house h JOIN search_home m ON m.house = h.document "
    "WHERE h.building IN (SELECT value FROM json_each(?)) AND (? = '' OR h.unit = ?) AND (? = '' OR h.room = ?) "
    "{narrowed} ORDER BY h.building, h.unit, h.room, m.house, m.document LIMIT ?"
)
_IN_ROOM = (
    "SELECT m.document FROM search_house h JOIN search_home m ON m.house = h.document WHERE h.room = ? "
    "{narrowed} ORDER BY h.building, h.unit, m.house, m.document LIMIT ?"
)
# The tests by which a word narrows what another word finds; {document} is the document in question.
_HAS_TEXT = "{document} IN (SELECT rowid FROM search_text WHERE search_text MATCH ?)"
_HAS_FIGURES = "EXISTS (SELECT 1 FROM search_number t WHERE t.document = {document} AND instr(t.figures, ?))"
_HAS_DOCUMENT = "EXISTS (SELECT 1 FROM search_number t WHERE t.document = {document} AND t.kind = ? AND t.figures = ?)"
_HAS_PATTERN = "EXISTS (SELECT 1 FROM search_number t WHERE t.document = {document} AND t.figures GLOB ?)"
_HAS_PLACE = (
    "EXISTS (SELECT 1 FROM search_home tm JOIN search_house th ON th.document = tm.house "
    "WHERE tm.document = {document} AND (? = '[]' OR th.building IN (SELECT value FROM json_each(?))) "
    "AND (? = '' OR th.unit = ?) AND (? = '' OR th.room = ?))"
)
_ESTATES = "SELECT DISTINCT estate FROM search_building WHERE estate > ''"
_OF_ESTATES = (
    "SELECT DISTINCT document FROM search_building WHERE estate IN (SELECT value FROM json_each(?)) ORDER BY document"
)
# Sources whose documents come in their order, and so type by type.
BY_TYPE = frozenset({_TEXT, _NUMBER, _START, _END, _MASKED, _PART_OF_IDENTITY, _PART_OF_TELEPHONE})


@frozen
class Source:
    """One query of a step.

    Attributes:
        step: the step it belongs to.
        sql: the query, with room for the tests of other words.
        document: its column with the document.
        values: of its parameters, without the limit.
        settles: whether nothing after it is worth asking once something is found.
    """

    step: Step
    sql: str
    document: str
    values: tuple[Stored, ...]
    settles: bool = False


@frozen
class Test:
    """A condition on a document, and its values."""

    sql: str
    values: tuple[Stored, ...]


@frozen
class Word:
    """One word in all the ways in which it can be meant.

    Attributes:
        text: as text.
        figures: as a number.
        asked: as the number of a case or booklet.
        places: as places, with the documents of their buildings as JSON.
        estate: the documents of the buildings of the estates that it names, as JSON.
        masked: the end of a number with stars, and a pattern of the whole.
        traits: as what somebody is.
    """

    text: str
    figures: str
    asked: str
    places: tuple[tuple[Place, str], ...] = field(default=())
    estate: str = field(default=NOWHERE)
    masked: tuple[str, str] = field(default=("", ""))
    traits: tuple[Trait, ...] = field(default=())

    @property
    def is_plain(self) -> bool:
        """Whether it can only be text."""
        is_other = self.figures or self.asked or self.places or self.masked[0] or self.traits
        return not is_other and self.estate == NOWHERE


def read_word(connection: Connection, text: str, traits: tuple[Trait, ...] = ()) -> Word:
    """The ways in which a word can be meant; places only where there is such a building."""
    places = [(p, _buildings(connection, p)) for p in address_query.read(text)]
    return Word(
        text=text if folding.fold(text) else "",
        figures=search_numbers.typed(text),
        asked=search_numbers.asked_document(text),
        places=tuple((p, b) for p, b in places if b != NOWHERE or not (p.building or p.estate)),
        estate=_named(connection, text),
        masked=search_numbers.masked(text),
        traits=traits,
    )


def _named(connection: Connection, text: str) -> str:
    """The documents of the buildings of the estates that a word names."""
    if not (named := address_query.estate_word(text)):
        return NOWHERE
    estates = (str(row[0]) for row in connection.execute(_ESTATES))
    if not (fitting := address_query.named_estates(named, estates)):
        return NOWHERE
    return json.dumps([row[0] for row in connection.execute(_OF_ESTATES, (json.dumps(fitting),))])


def _buildings(connection: Connection, place: Place) -> str:
    """The documents of the buildings that a place may mean, as JSON; those whose estate is just that before others."""
    if not place.building and not place.estate:
        return NOWHERE
    if not place.building:
        return _named(connection, place.estate)
    sql = "SELECT document, estate FROM search_building WHERE number = ? ORDER BY document"
    found = connection.execute(sql, (place.building,)).fetchall()
    same = [row[0] for row in found if row[1] == place.estate]
    fitting = same or [row[0] for row in found if address_query.estate_fits(place.estate, str(row[1]))]
    return json.dumps(list(dict.fromkeys(fitting)))


def as_one(connection: Connection, typed: Sequence[str]) -> Iterable[Source]:
    """Words that are one thing with blanks in it: a name, a number, an address."""
    figures = [search_numbers.typed(text) for text in typed]
    joined = "".join(figures) if all(figures) else ""
    if len(joined) >= SHORTEST_TELEPHONE:
        yield from _figure_sources(joined)
    whole = read_word(connection, " ".join(typed))
    if any(place.building or place.estate for place, _ in whole.places):
        yield from _place_sources(whole)
    yield from (text_source(step, text) for step, text in search_tokens.expressions(whole.text) if step in _AS_ONE)


def as_doors(words: Sequence[Word]) -> list[Word]:
    """The words, those that name a door of a building that is there as nothing else: 3-502 is not the figures 3502."""
    return [
        evolve(word, figures="", asked="") if word.figures and any(p.building for p, _ in word.places) else word
        for word in words
    ]


def narrowed_sources(words: Sequence[Word], *, loose: bool = False) -> tuple[list[Source], list[Test]]:
    """The sources of the leading word, and the tests that the other words make."""
    lead = next((w for w in words if w.is_plain), max(words, key=_leading))
    others = [w for w in words if w is not lead]
    plain = [_any_text(w, loose=loose) for w in others if w.is_plain]
    tests = [_test(w) for w in others if not w.is_plain]
    return [_with(source, plain) for source in _sources(lead, loose=loose)], tests + [
        Test(_HAS_TEXT, (text,)) for text in plain if not lead.is_plain
    ]


def _leading(word: Word) -> tuple[int, bool]:
    """Longer numbers lead before others, and what only narrows never does."""
    return len(word.figures), not word.traits or any(one.alone for one in word.traits)


def slip_sources(word: Word, others: Sequence[Word]) -> tuple[list[Source], list[Test]]:
    """The sources of a word that was typed with one slip, and the tests that the other words make."""
    plain = [_any_text(w, loose=False) for w in others if w.is_plain]
    found = [_with(text_source(step, text), plain) for step, text in search_slips.slips(word.text)]
    return found, [_test(w) for w in others if not w.is_plain]


def listed_source(step: Step, documents: Sequence[int]) -> Source:
    """Documents that are known, in their order."""
    return Source(step, _LISTED, "j.value", (json.dumps(documents),))


def tests_of(words: Sequence[Word]) -> list[Test]:
    """What all these words demand of a document."""
    return [_test(w) if not w.is_plain else Test(_HAS_TEXT, (_any_text(w, loose=False),)) for w in words]


def _with(source: Source, plain: Sequence[str]) -> Source:
    """A text source that asks the index for the other words of text at once."""
    if source.sql != _TEXT or not plain:
        return source
    return text_source(source.step, " AND ".join(f"({text})" for text in (str(source.values[0]), *plain)))


def _any_text(word: Word, *, loose: bool) -> str:
    steps = search_tokens.expressions(word.text)
    if loose:
        steps += search_tokens.loose_expressions(word.text)
    return search_tokens.any_of(text for _, text in steps)


def _test(word: Word) -> Test:
    """What a word that is or holds a number demands of a document."""
    sql = [_HAS_TEXT]
    values: list[Stored] = [_any_text(word, loose=False)]
    if word.figures:
        sql.append(_HAS_FIGURES)
        values.append(word.figures)
    if (
        word.asked and word.asked != word.figures
    ):  # A302 asks for number 302 of a book, never for a telephone with 302 in it
        sql.append(_HAS_DOCUMENT)
        values += [DOCUMENT, word.asked]
    for place, buildings in word.places:
        sql.append(_HAS_PLACE)
        values += [buildings, buildings, place.unit, place.unit, place.room, place.room]
    if word.estate != NOWHERE:
        sql.append(_HAS_PLACE)
        values += [word.estate, word.estate, "", "", "", ""]
    if word.masked[0]:
        sql.append(_HAS_PATTERN)
        values.append(word.masked[1])
    for trait in word.traits:
        holds, of = trait.test()
        sql.append(holds)
        values += of
    return Test(" OR ".join(sql), tuple(values))


def text_source(step: Step, text: str) -> Source:
    """The query for an expression of `db.values.search_tokens`."""
    return Source(step, _TEXT, "search_text.rowid", (text,))


def _sources(word: Word, *, loose: bool) -> list[Source]:
    """The steps of the leading word, best first."""
    if loose:
        sounds = [text_source(step, text) for step, text in search_tokens.loose_expressions(word.text)]
        return [*_other_units(word), *sounds]
    texts = [text_source(step, text) for step, text in search_tokens.expressions(word.text)]
    if word.figures:
        numbers, places = _figure_sources(word.figures), _place_sources(word)
        # 3-2-501 names a door before it is a number without its hyphens; 502 is a number before it is any door.
        first = places + numbers if any(p.building for p, _ in word.places) else numbers + places
        return [*_asked_sources(word.asked), *first, *texts, *_part_sources(word.figures)]
    return [
        *_masked_sources(word), *_asked_sources(word.asked), *_place_sources(word), *texts, *_trait_sources(word),
        *_whole_buildings(word),
    ]  # fmt: skip


def _trait_sources(word: Word) -> list[Source]:
    """Whoever is what the word says."""
    found = [one for one in word.traits if one.alone]
    return [Source(Step.TRAIT, f"{_TRAIT[0]}{one.sql}{_TRAIT[1]}", "d.document", one.values) for one in found]


def _asked_sources(number: str) -> list[Source]:
    return [Source(Step.NUMBER, _NUMBER, "s.document", (DOCUMENT, number))] if number else []


def _masked_sources(word: Word) -> list[Source]:
    end, pattern = word.masked
    back = end[::-1]
    values = [(kind, back, back + AFTER, pattern) for kind in (IDENTITY, TELEPHONE) if end]
    return [Source(Step.NUMBER_END, _MASKED, "s.document", one) for one in values]


def _figure_sources(figures: str) -> list[Source]:
    """A number as a whole, then its end, then its beginning; identity numbers before telephones."""
    kinds = (IDENTITY, TELEPHONE)
    whole = list(dict.fromkeys((figures, *search_numbers.of_identity(figures))))
    found = [Source(Step.NUMBER, _NUMBER, "s.document", (kind, n)) for kind in (*kinds, DOCUMENT) for n in whole]
    if len(figures) < SHORTEST_END:
        return found
    if len(figures) >= WHOLE_NUMBER:
        found[-1] = evolve(found[-1], settles=True)
    back = figures[::-1]
    found += [Source(Step.NUMBER_END, _END, "s.document", (kind, back, back + AFTER)) for kind in kinds]
    found += [
        Source(Step.NUMBER_START, _START, "s.document", (kind, figures, figures + AFTER)) for kind in (*kinds, DOCUMENT)
    ]
    return found


def _part_sources(figures: str) -> list[Source]:
    """A number in the middle of others."""
    if len(figures) < SHORTEST_END:
        return []
    trigrams = " AND ".join(f'"{figures[i : i + 3]}"' for i in range(len(figures) - 2))
    return [
        Source(Step.NUMBER_PART, _PART_OF_IDENTITY, "search_identity.rowid", (trigrams, figures)),
        Source(Step.NUMBER_PART, _PART_OF_TELEPHONE, "search_telephone.rowid", (trigrams, figures)),
    ]


def _place_sources(word: Word) -> list[Source]:
    """Who lives at a place, or the building itself."""
    found: list[Source] = []
    for place, buildings in word.places:
        if place.building and not place.room:
            found.append(Source(Step.ADDRESS, _LISTED, "j.value", (buildings,)))
        if buildings != NOWHERE and (place.unit or place.room):
            found.append(_in_place(Step.ADDRESS, place, buildings))
        elif place.room:
            found.append(Source(Step.ROOM, _IN_ROOM, "m.document", (place.room,)))
    return found


def _in_place(step: Step, place: Place, buildings: str) -> Source:
    values = (buildings, place.unit, place.unit, place.room, place.room)
    return Source(step, _IN_PLACE, "m.document", values)


def _whole_buildings(word: Word) -> list[Source]:
    """After everything else: all who live in the building or estate, when nothing but that was typed."""
    whole = [(p, b) for p, b in word.places if p.building and not p.unit and not p.room]
    if word.estate != NOWHERE:
        whole.append((Place(), word.estate))
    return [_in_place(Step.NEARBY, place, buildings) for place, buildings in whole]


def _other_units(word: Word) -> list[Source]:
    """The room in whatever unit, when the unit that was typed has none."""
    both = [(p, b) for p, b in word.places if p.building and p.unit and p.room]
    return [_in_place(Step.NEARBY, evolve(place, unit=""), buildings) for place, buildings in both]

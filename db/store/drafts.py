"""Drafts: what is typed but not saved, kept in the encrypted store so that nothing typed is lost.

A draft belongs to a form, to the record in it, and for a new one to what that was begun from. Where two windows type the same,
the second to write keeps its draft apart: neither takes what the other has typed. It belongs to the account that typed it, and no other sees
it; one of before the accounts belongs to everybody who may type such, until somebody goes on typing.
"""

import json
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date, datetime

import attrs
from attrs import field, frozen

from db.fields import Stored
from db.store.driver import Connection, in_clerks_words, whole
from db.store.renames import OLD

_COLUMNS = "form, key, begun, apart, turn, saved_at, body"
# The turn of the newest draft is the highest: what is kept or preferred gets the next.
_NEXT_TURN = "(SELECT coalesce(max(turn), 0) + 1 FROM draft)"
# As it was read: not written since, or, where it was only preferred since, still mine and word for word the same.
_HELD = (
    "form = ? AND key = ? AND begun = ? AND apart = ?"
    " AND (turn = ? OR (body = ? AND (account IS NULL OR account = nullif(?, 0))))"
)
_REPLACE = (
    f"UPDATE draft SET turn = {_NEXT_TURN}, account = nullif(?, 0), saved_at = ?, body = ?"  # noqa: S608
    f" WHERE {_HELD} RETURNING {_COLUMNS}"
)
_ADD = (
    f"INSERT INTO draft (account, {_COLUMNS})"  # noqa: S608
    f" SELECT nullif(?, 0), ?, ?, ?, coalesce(max(apart) + 1, 0), {_NEXT_TURN}, ?, ? FROM draft"
    f" WHERE form = ? AND key = ? AND begun = ? RETURNING {_COLUMNS}"
)
_MINE = "(account IS NULL OR account = ?)"
_FORGET = f"DELETE FROM draft WHERE {_HELD}"  # noqa: S608
_HAND_ON = (
    f"UPDATE draft SET account = ?, turn = {_NEXT_TURN}"  # noqa: S608
    f" WHERE form = ? AND key = ? AND begun = ? AND apart = ? AND turn = ? AND account = ? RETURNING {_COLUMNS}"
)
_SAME = f"SELECT {_COLUMNS} FROM draft WHERE form = ? AND key = ? AND begun = ? AND apart = ? AND body = ?"  # noqa: S608
_PREFER = f"UPDATE draft SET turn = {_NEXT_TURN} WHERE form = ? AND key = ? AND begun = ? AND apart = ?"  # noqa: S608


@frozen
class Draft:
    """One draft.

    Attributes:
        saved_at: when it was kept last.
        values: what was typed, by field.
        form: the form it was typed in; a record's table for most.
        key: the id of the record; 0 for a new one.
        begun: what a new one was begun from, as `begun_from` writes it.
        apart: tells several of one place from each other.
        turn: another one with every save.
    """

    saved_at: datetime
    values: Mapping[str, object]
    form: str = ""
    key: int = 0
    begun: str = field(default="")
    apart: int = 0
    turn: int = 0


class Drafts:
    """The drafts of a store."""

    def __init__(
        self,
        connection: Connection,
        check: Callable[[], None] = lambda: None,
        guard: Callable[[], AbstractContextManager[None]] = nullcontext,
        account: Callable[[], int] = lambda: 0,
        types: Callable[[str, int], bool] = lambda _form, _key: True,
    ) -> None:
        """Drafts by a connection; ``check`` refuses to keep or drop any once the files of the store are gone.

        Args:
            connection: that of the store.
            check: see above.
            guard: what every writing is done in; see `db.disk.ballast`.
            account: whose they are: the id of the account that works here, 0 for none.
            types: whether that account types in a form of a record at all: what was typed before the accounts is for nobody else.
        """
        self._connection = connection
        self._check = check
        self._guard = guard
        self._account, self._types = account, types
        self._going: tuple[Draft | None, ...] = ()

    def stand_on(self, connection: Connection) -> None:
        """Goes on by another connection; forms that hold the drafts go on with it."""
        self._connection = connection

    def keep(self, form: str, key: int, begun: str, values: Mapping[str, object], held: Draft | None) -> Draft:
        """Keeps what is typed in place of the draft that was loaded or kept before; the draft as it is now.

        One that has been written since by somebody else, and one of which ``held`` knows nothing, stays beside it. What was handed on
        and not typed on since is with who has it now: no second one is made of it.
        """
        me = self._account()
        # What is written is told by the same statement: between two, another window could write its own.
        if held is not None:
            kept = attrs.evolve(held, form=form, key=key, begun=begun)
            replaced = self._write(_REPLACE, (me, _now(), _body(values), *self._as_held(kept)))
            if replaced:
                return replaced[0]
            if self._drafts(_SAME, (form, key, begun, held.apart, _body(values))):
                return held
        return self._write(_ADD, (me, form, key, begun, _now(), _body(values), form, key, begun))[0]

    def load(self, form: str, key: int, begun: str = "") -> Draft | None:
        """What was typed last, or None."""
        found = self._mine("form = ? AND key = ? AND begun = ?", (form, key, begun), "turn DESC")
        return found[0] if found else None

    def others(self, form: str, key: int, begun: str, held: Draft | None) -> list[Draft]:
        """The drafts of the same place besides one."""
        found = self._mine("form = ? AND key = ? AND begun = ?", (form, key, begun), "turn DESC")
        return [one for one in found if held is None or one.apart != held.apart]

    def all(self) -> list[Draft]:
        """Every draft of who works here, the newest first."""
        return self._mine("1", (), "turn DESC, saved_at DESC")

    def of(self, account: int) -> list[Draft]:
        """Every draft that an account typed, the newest first; not those of everybody."""
        sql = f"SELECT {_COLUMNS} FROM draft WHERE account = ? ORDER BY turn DESC, saved_at DESC"  # noqa: S608
        return self._drafts(sql, (account,))

    def hand_on(self, draft: Draft, giver: int, taker: int) -> Draft | None:
        """Gives a draft of one account to another one, in the transaction that is going on.

        A form in which the giver goes on typing then keeps one beside it.

        Returns:
            It as it is now; None where it was no longer there as it was read, and nothing was changed.
        """
        return next(iter(self._drafts(_HAND_ON, (taker, *_place(draft), giver))), None)

    def prefer(self, draft: Draft) -> None:
        """Lets a draft be the one that is loaded next of those of its place."""
        self._write(_PREFER, (draft.form, draft.key, draft.begun, draft.apart))

    def forget(self, draft: Draft) -> None:
        """Forgets one draft, unless it was written anew since it was read."""
        self._write(_FORGET, self._as_held(draft))

    @contextmanager
    def going_with(self, *typed: Draft | None) -> Generator[None]:
        """What is saved inside takes along the drafts in which it was typed: all, or none.

        Were it forgotten afterwards, a program that was killed in between would offer what is done as not done.
        """
        self._going = typed
        try:
            yield
        finally:
            self._going = ()

    def go(self) -> None:
        """Forgets the drafts that go with what is saved; the store calls it in that transaction, just before the commit."""
        for draft in filter(None, self._going):
            self._connection.execute(_FORGET, self._as_held(draft))

    def _as_held(self, draft: Draft) -> tuple[Stored, ...]:
        """The values of `_HELD`."""
        return (*_place(draft), _body(draft.values), self._account())

    def keys(self, form: str) -> list[int]:
        """The ids that have drafts of a form, whoever typed them, newest first."""
        sql = "SELECT key FROM draft WHERE form = ? GROUP BY key ORDER BY max(saved_at) DESC"
        with in_clerks_words():
            return [whole(row[0]) for row in self._connection.execute(sql, (form,))]

    def _mine(self, conditions: str, values: Sequence[Stored], order: str) -> list[Draft]:
        sql = f"SELECT {_COLUMNS}, account IS NULL FROM draft WHERE {conditions} AND {_MINE} ORDER BY {order}"  # noqa: S608
        with in_clerks_words():
            rows = self._connection.execute(sql, (*values, self._account())).fetchall()
        return [_draft(row[:-1]) for row in rows if not row[-1] or self._types(str(row[0]), whole(row[1]))]

    def _drafts(self, sql: str, values: Sequence[Stored]) -> list[Draft]:
        with in_clerks_words():
            return [_draft(row) for row in self._connection.execute(sql, values).fetchall()]

    def _write(self, sql: str, values: Sequence[Stored]) -> list[Draft]:
        """Writes in a transaction of its own; the drafts that the statement tells of.

        Raises:
            StoreGone: the files of the store are gone; nothing was kept.
            DiskFull: there is no room.
        """
        self._check()
        with self._guard():
            drafts = self._drafts(sql, values)
        self._check()  # they may have gone meanwhile
        return drafts


def begun_from(values: Mapping[str, object]) -> str:
    """What a new record is begun from, as its drafts are kept by: the same for the same values, days as text; "" for none."""
    given = {name: value for name, value in values.items() if value}
    return json.dumps(given, ensure_ascii=False, sort_keys=True, default=date.isoformat) if given else ""


def begun_values(begun: str) -> dict[str, object]:
    """What `begun_from` has written."""
    return dict(json.loads(begun)) if begun else {}


def _draft(row: Sequence[Stored]) -> Draft:
    """The draft of a row of `_COLUMNS`."""
    form, key, begun, apart, turn, saved_at, body = row
    return Draft(
        datetime.fromisoformat(str(saved_at)),
        OLD.typed(str(form), json.loads(str(body))),
        str(form),
        whole(key),
        str(begun),
        whole(apart),
        whole(turn),
    )


def _place(draft: Draft) -> tuple[Stored, ...]:
    return draft.form, draft.key, draft.begun, draft.apart, draft.turn


def _body(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")

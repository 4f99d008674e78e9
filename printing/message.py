"""What a notice says, whatever its shape: a letter, a slip on a door, a poster, plain text for a chat group."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from db.values.day import long_form
from printing.column import COMPANY, Row, kept, last_with_next
from printing.glyphs import drawn
from printing.parts import Body, listed
from printing.typed import typed_lines, typed_text

_FEW = 12
"""Rows of 附件说明 up to which they, text and signature stand on one page."""


@frozen(kw_only=True)
class Message:
    """A notice before it has a shape.

    Attributes:
        title: on one line.
        lines: the text as typed, a paragraph each; headings are recognised by their numbers.
        keep: names that the title does not break.
        number: 发文字号 under the title; "" where there is none or a head has it.
        addressee: 主送 or salutation without its colon; "" for none.
        attachments: names of what is attached.
        signer: 署名.
        day: 成文日期; None leaves room to write it in.
        note: 附注 without its brackets; "" for none.
        practice: it is one of the practice community.
    """

    title: str
    lines: tuple[str, ...]
    signer: str
    day: date | None
    keep: tuple[str, ...] = ()
    number: str = ""
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    note: str = ""
    practice: bool = False

    def rows(self, body: Body) -> list[Row]:
        """All rows on the body's grid; the signature takes text along to its page."""
        text = typed_text(body, self.lines)
        found = body.title(self.title, self.keep, self.number)
        if self.addressee:
            found += body.addressee(self.addressee.rstrip("：:"))
        attached = body.attachments(self.attachments)
        if len(attached) <= _FEW:
            alone = max(COMPANY - sum(not row.blank for row in attached), 1)
            found += [*last_with_next(text, alone), *kept(attached, to_next=True)]
        else:
            found += last_with_next([*text, *attached])
        found += self._end(body)
        return found

    def _end(self, body: Body) -> list[Row]:
        """署名, 成文日期 and, below them, 附注 in brackets (7.3.5, 7.3.6)."""
        rows = body.signature(self.signer, self.day)
        if not self.note:
            return rows
        note = body.paragraph(f"（{self.note.strip('（）()')}）")
        return [*kept(rows, to_next=True), *kept(note)]

    def text(self) -> str:
        """Plain text with the same fields, to be pasted into a chat group: no indents, a blank line between parts."""
        parts = [f"【{self.title}】", *([self.number] if self.number else [])]
        if self.addressee:
            parts.append(f"{self.addressee.rstrip('：:')}：")
        parts.append(drawn("\n".join(one.text() for one in typed_lines(self.lines))))
        if self.attachments:
            parts.append("\n".join(_attached(self.attachments)))
        signed = [self.signer, long_form(self.day) if self.day else ""]
        parts.append("\n".join(s for s in signed if s))
        if self.note:
            parts.append(f"（{self.note.strip('（）()')}）")
        return "\n\n".join(parts) + "\n"


def _attached(names: Sequence[str]) -> list[str]:
    if len(names) == 1:
        return [f"附件：{names[0]}"]
    return ["附件：", *(listed(number, name) for number, name in enumerate(names, 1))]


def lines_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a typed text, without empty lines."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())

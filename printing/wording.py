"""The passages of a paper whose words a centre may change: what the program says, and what may stand in braces."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from db.errors import Problem
from db.records.letters.wording import Wording
from db.values import template
from printing.inputs import refuse


@frozen
class Passage:
    """One passage.

    Attributes:
        key: its name in the program.
        label: what the clerk calls it.
        usual: the program's words.
        fields: what may stand in braces.
        example: what a centre might say where the program says nothing.
    """

    key: str
    label: str
    usual: str
    fields: tuple[str, ...] = ()
    example: str = ""


class Words:
    """The words of one paper: the centre's where it has its own, otherwise the program's."""

    def __init__(self, passages: Sequence[Passage], own: Iterable[Wording]) -> None:
        """Checks the centre's words, which may come from a file.

        Raises:
            RecordInvalid: a passage or a field is not known, or a brace stands alone.
        """
        self._texts = {passage.key: passage.usual for passage in passages}
        fields = {passage.key: passage for passage in passages}
        problems: list[Problem] = []
        for wording in own:
            passage = fields.get(wording.key)
            if passage is None:
                known = "、".join(fields)
                problems.append(Problem("key", "模板", "unknown_passage", f"没有“{wording.key}”这一段", f"有：{known}"))
                continue
            text = template.tidy(wording.text)
            label = f"模板“{passage.label}”"
            found = [Problem("text", label, f.code, f.message, f.remedy) for f in template.faults(text, passage.fields)]
            problems += found
            self._texts[wording.key] = text
        refuse(problems)

    def say(self, key: str, values: Mapping[str, str]) -> str:
        """A passage with its fields filled."""
        return template.fill(self._texts[key], values)

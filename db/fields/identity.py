"""Numbers by which somebody is known or reached: identity numbers, codes of organisations, telephones."""

from typing import ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields.base import Field
from db.values import credit_code, id_number, masks, phone


@frozen
class IdNumber(Field[str]):
    """An identity number; a wrong one is kept and reported, never dropped."""

    IDENTIFIES: ClassVar[bool] = True

    def read(self, written: str) -> str:
        """The tidied number, right or wrong; what is no number at all as it was written."""
        return id_number.kept(written)

    def cover(self, shown: str) -> str:
        """Region and last two."""
        return masks.id_number(shown)


@frozen
class CreditCode(Field[str]):
    """A unified social credit code of an organisation; a wrong one is kept as written and reported, never dropped."""

    def read(self, written: str) -> str:
        """The tidied code when that makes it right, or what was written."""
        tidied = credit_code.tidy(written)
        return written.strip() if credit_code.fault(tidied) else tidied

    def fault(self, value: str) -> Problem | None:
        """Required; and a code that cannot be right is worth a word."""
        if value and (code := credit_code.fault(value)):
            return self.problem(code, credit_code.FAULTS[code], "请核对营业执照或登记证书", blocking=False)
        return super().fault(value)


@frozen
class Phone(Field[str]):
    """A telephone number."""

    IDENTIFIES: ClassVar[bool] = True

    def read(self, written: str) -> str:
        """The number without the signs around it; several, each tidied, with 、 between them."""
        found = phone.split(written)
        if len(found) > 1 and all(map(phone.is_right, found)):
            return "、".join(found)
        return phone.tidy(written)

    def cover(self, shown: str) -> str:
        """First three and last four; a number that hangs on the wall is public and told as it is."""
        return masks.phone(shown)

    def fault(self, value: str) -> Problem | None:
        """A number that cannot be dialled is worth a word, not a refusal."""
        numbers, beside = phone.noted(value)
        if beside:
            return self.problem("phone_note", "号码旁边还写了别的话", "请把话移到备注，这里只留号码", blocking=False)
        if not all(map(phone.is_right, numbers)):
            return self.problem("phone", f"“{value}”不像电话号码", "请核对后再填", blocking=False)
        return super().fault(value)

    @property
    def may_refuse(self) -> bool:
        """Only where there has to be one."""
        return self.required

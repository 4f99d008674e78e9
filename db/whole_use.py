"""To whom and what for whole numbers leave by a command: what ``--plain`` asks for."""

from argparse import Namespace

from db.errors import ArgumentError
from db.records.base import fields_of
from db.records.duties.giving import ExportEntry
from db.services.duties.giving_out import Use

SAID = ("recipient", "purpose", "basis", "approver")
"""What is said of it, by the names of the options."""


def use_of(arguments: Namespace) -> Use | None:
    """What whole numbers are needed for; None for masked ones.

    Raises:
        ArgumentError: something is said of whole numbers, and masked ones are asked for.
        RecordInvalid: it is not said to whom, or what for.
    """
    if not arguments.plain:
        if unused := [name for name in SAID if getattr(arguments, name)]:
            raise ArgumentError(f"遮住的用不上 --{unused[0]}", "请去掉，或加 --plain")
        return None
    return said_use(arguments)


def said_use(arguments: Namespace) -> Use:
    """To whom what leaves whole goes, and what for.

    Raises:
        RecordInvalid: it is not said to whom, or what for.
        ValueUnreadable: the basis is none.
    """
    basis = fields_of(ExportEntry)["basis"].read(arguments.basis)
    use = Use(recipient=arguments.recipient, purpose=arguments.purpose, basis=basis, approver=arguments.approver)
    use.refuse_unsaid()
    return use

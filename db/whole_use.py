"""To whom and what for whole numbers leave by a command: what ``--plain`` asks for."""

from argparse import Namespace

from db.errors import ArgumentError
from db.records.base import fields_of
from db.records.duties.giving import ExportEntry
from db.services.duties.giving_out import Use


def use_of(arguments: Namespace) -> Use | None:
    """What whole numbers are needed for; None for masked ones.

    Raises:
        ArgumentError: something is said of whole numbers, and masked ones are asked for.
        RecordInvalid: it is not said to whom, or what for.
    """
    said = ("recipient", "purpose", "basis", "approver")
    if not arguments.plain:
        if unused := [name for name in said if getattr(arguments, name)]:
            raise ArgumentError(f"遮住的用不上 --{unused[0]}", "请去掉，或加 --plain")
        return None
    basis = fields_of(ExportEntry)["basis"].read(arguments.basis)
    use = Use(recipient=arguments.recipient, purpose=arguments.purpose, basis=basis, approver=arguments.approver)
    use.refuse_unsaid()
    return use

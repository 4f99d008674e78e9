"""Field kinds: what a field of a record may hold, how it is read, checked, shown, masked and stored.

A record declares each field once, as an annotation::

    name: Annotated[str, Name("姓名", required=True)] = ""

and everything else (table, form, list, filter, import, export, sheet) follows from the kind.
"""

from db.fields.amount import Amount, Money, Whole
from db.fields.base import Field, Privacy, Stored
from db.fields.choice import Code, Flag, StageCode
from db.fields.evidence import Evidence
from db.fields.identity import CreditCode, IdNumber, Phone
from db.fields.relation import Leading, Link, Ref, Rows
from db.fields.text import LongText, Name, Text, Words
from db.fields.time import Day, Days, Looks, Moment, Period, TimeOfDay

__all__ = [
    "Amount",
    "Code",
    "CreditCode",
    "Day",
    "Days",
    "Evidence",
    "Field",
    "Flag",
    "IdNumber",
    "Leading",
    "Link",
    "LongText",
    "Looks",
    "Moment",
    "Money",
    "Name",
    "Period",
    "Phone",
    "Privacy",
    "Ref",
    "Rows",
    "StageCode",
    "Stored",
    "Text",
    "TimeOfDay",
    "Whole",
    "Words",
]

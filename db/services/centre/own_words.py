"""The words of a centre laid over those of the program: what it calls stages and codes, and its own ones among them."""

import unicodedata
from collections import defaultdict
from datetime import date

from db.fields import Code
from db.records.base import columns_of
from db.records.centre.option_list import OptionList
from db.records.stage_setting import StageSetting
from db.store.reading import Reader
from db.values import code_table
from db.values.code_table import Own


def tidy_name(label: str) -> str:
    """A name on one line without what nobody sees: two names that look alike would be two."""
    seen = (one for one in " ".join(label.split()) if unicodedata.category(one) not in {"Cc", "Cf"})
    return "".join(seen).strip()


def lay_own_words(store: Reader) -> None:
    """Lets this process speak as the centre of a store does, and count its own stages as those behind which they stand."""
    code_table.lay_over({**_stages(store), **_options(store)})


def _stages(store: Reader) -> dict[str, Own]:
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    counts_as: dict[str, dict[str, str]] = defaultdict(dict)
    for setting in store.select(StageSetting, order=("id",)):
        kind = store.kinds.find(setting.table)
        flow = next((f for f in kind.flows if f.name == setting.flow), None) if kind else None
        field = columns_of(kind.record).get(flow.field) if kind and flow else None
        if isinstance(field, Code) and setting.label:
            labels[field.table][setting.code] = setting.label
            if setting.is_own():
                counts_as[field.table][setting.code] = setting.behind
    return {table: Own(found, counts_as[table]) for table, found in labels.items()}


def _options(store: Reader) -> dict[str, Own]:
    return {one.table: own_of(one) for one in store.select(OptionList, order=("id",))}


def own_of(options: OptionList) -> Own:
    """What a list lays over its table today."""
    today = date.today()
    return Own(
        labels={option.code: option.label for option in options.options if option.label},
        order=[option.code for option in options.options],
        retired=frozenset(option.code for option in options.options if not option.is_offered(today)),
        former={word: option.code for option in options.options for word in option.former.splitlines()},
        upper={option.code: option.upper for option in options.options if option.upper},
    )

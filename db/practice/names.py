"""Names after the fashion of each generation; never one that somebody in public life bears."""

import random
from collections import Counter
from datetime import date

from db.practice.data import staff_names, table, units

MALE, FEMALE = "1", "2"
HAN = "01"
MINORITY_SHARE = 0.035
MOST_NAMESAKES = 2


class Names:
    """Draws surnames and full names."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._surnames = [row[0] for row in table("surnames")]
        self._weights = [int(row[1]) for row in table("surnames")]
        self._given = [(sex, int(first), names.split()) for sex, first, names in table("given_names")]
        self._avoid = {(surname, given) for surname, all_given in table("avoid") for given in all_given.split()}
        self._taken = Counter[str]({name: MOST_NAMESAKES for name in _taken_names()})

    def surname(self) -> str:
        """A surname, common ones more often."""
        return self._chance.choices(self._surnames, self._weights)[0]

    def lineage(self) -> tuple[str, str]:
        """A surname and the code of a people that goes with it."""
        if self._chance.random() >= MINORITY_SHARE:
            return self.surname(), HAN
        peoples = table("peoples")
        code, _, surnames = self._chance.choices(peoples, [int(row[1]) for row in peoples])[0]
        return self._chance.choice(surnames.split()), code

    def full(self, surname: str, sex: str, born: date) -> str:
        """A full name that goes with the year of birth; two people at most bear the same one."""
        allowed = [
            given
            for given in self._fashion(sex, born.year)
            if (surname, given) not in self._avoid and not any(c in surname for c in given)
        ]
        fresh = [given for given in allowed if self._taken[surname + given] < MOST_NAMESAKES]
        name = surname + self._chance.choice(fresh or allowed)
        self._taken[name] += 1
        return name

    def _fashion(self, sex: str, year: int) -> list[str]:
        """The given names of a generation: the last row that begins before the year."""
        return [names for own, first, names in self._given if own == sex and first <= year][-1]


def _taken_names() -> list[str]:
    """The names of staff and of those who speak for organisations: no resident bears them."""
    return [*staff_names(), *(u.person for u in units().values()), *(row[4] for row in table("shops"))]

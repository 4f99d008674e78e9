"""今日 of somebody who looks after the program and deals with nobody's business: what they are there for, one line each."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records.power import Power
from db.services.centre.roles_told import roles_told
from db.values.day import with_weekday
from gui.pages.entries import SETTINGS
from gui.pages.router import Router
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, button, label, scrolled
from gui.words import tr


@frozen
class Duty:
    """One thing to look after.

    Attributes:
        power: what it needs.
        name: of it.
        told: what is done there.
        key: of the page.
        part: of that page.
    """

    power: Power
    name: str
    told: str
    key: str
    part: str


def duties(session: Session) -> Iterator[Duty]:
    """What the clerk is there for."""
    every = (
        Duty(Power.ACCOUNTS, tr("工作人员"), tr("谁能打开、能办什么：给口令，定角色，办离开"), SETTINGS, "clerks"),
        Duty(Power.BACKUP, tr("备份"), tr("最近一次备份是什么时候，另存一份到U盘"), SETTINGS, "computer"),
        Duty(Power.LOG, tr("操作日志"), tr("谁、什么时候、对什么、做了什么，可以筛选、打印"), SETTINGS, "log"),
        Duty(Power.VERIFY, tr("核验"), tr("资料完好不完好，备份能不能打开"), SETTINGS, "checking"),
        Duty(Power.SETTINGS, tr("本中心"), tr("名称、规则、放假安排、办理时限、选项，都在设置里"), SETTINGS, "centre"),
    )
    return (duty for duty in every if session.can(duty.power))


class InChargePage(QWidget):
    """A card for each of them."""

    def __init__(self, session: Session, router: Router) -> None:
        super().__init__()
        self._session, self._router = session, router
        self._day = label(size="title")
        self._who = label("", "quiet", wrap=True)
        self.buttons: dict[str, QPushButton] = {}
        inside = QWidget()
        inside.setObjectName("plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(self._day)
        column.addWidget(self._who)
        for duty in duties(session):
            column.addWidget(self._row(duty))
        column.addStretch()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolled(inside))

    def refresh(self) -> None:
        """Says the day, and what the clerk is here."""
        self._day.setText(with_weekday(date.today()))
        told = roles_told(self._session.store.rights.roles)
        words = tr("您的角色是{0}。居民的资料和办的事不归您看；要办的，请管理员加上角色。").format(told)
        self._who.setText(words if told else tr("您还没有角色，什么都看不到：请管理员在“设置 → 工作人员”里给您加上。"))

    def take_focus(self) -> None:
        """Lets Enter open the first of them."""
        for one in self.buttons.values():
            one.setFocus()
            return

    def _row(self, duty: Duty) -> Card:
        card, opens = Card(), button(tr("打开"), "" if self.buttons else "primary")
        self.buttons[duty.part] = opens
        opens.setAccessibleName(tr("打开{0}").format(duty.name))
        opens.clicked.connect(lambda: self._router.show_page(duty.key, duty.part))
        row = QHBoxLayout()
        text = QVBoxLayout()
        text.addWidget(label(duty.name, size="large"))
        text.addWidget(label(duty.told, "quiet", wrap=True))
        row.addLayout(text, 1)
        row.addWidget(opens)
        card.inside.addLayout(row)
        return card

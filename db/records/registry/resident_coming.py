"""What comes due of residents: lists that find who has a birthday, an age, or an end of something before them."""

from db.records.condition import has, is_, next_days, next_month, reaches, this_month, this_week
from db.records.kind import Switch, View

PROBATIONARY = "02"
"""预备党员."""
AGES = (6, 16, 18, 60, 65, 80, 90, 100)
"""Ages at which something begins, until a centre says otherwise in its list: school (义务教育法 第十一条), the identity card (居民身份证法
第二条), full age (民法典 第十七条), old age (老年人权益保障法 第二条); at 65, 80, 90, 100 what a place has laid down."""
AHEAD = 30
"""Days that are looked ahead, until a centre says otherwise in its list; no rule fixes them."""
MONTH_BEFORE = 31
"""The same of the endorsement of a residence permit: it is asked for within the month before (居住证暂行条例 第十条)."""
_HERE = is_("state", "1")
COMING = {
    "residents_birthday_week": View(
        "本周生日", (this_week("birth.birthday"), _HERE), Switch("remind_birthdays", "今日提醒：本周生日")
    ),
    "residents_birthday_month": View("本月生日", (this_month("birth.birthday"), _HERE)),
    "residents_birthday_next": View("下个月生日", (next_month("birth.birthday"), _HERE)),
    "residents_reaching": View(
        "近期满岁",
        (reaches("birth.age", AHEAD, AGES), _HERE),
        Switch("remind_ages", "今日提醒：近期满岁"),
        columns=("name", "sex", "birth", "phone", "house"),
        order="birth",
    ),
    "residents_permit": View(
        "居住证签注",
        (next_days("permit_until", MONTH_BEFORE), _HERE),
        Switch("remind_permits", "今日提醒：居住证签注"),
        columns=("name", "permit_until", "phone", "house"),
        order="permit_until",
    ),
    "residents_party_due": View(
        "预备期满",
        (next_days("party_full_due", AHEAD), is_("politics", PROBATIONARY), _HERE),
        Switch("remind_party_due", "今日提醒：预备期满", usual=True),
        columns=("name", "party_full_due", "phone", "house"),
        order="party_full_due",
    ),
    "residents_care_ends": View(
        "关爱到期",
        (has("care", next_days("until", AHEAD)), _HERE),
        Switch("remind_care_ends", "今日提醒：关爱到期", usual=True),
    ),
}
"""Parts of the list of residents, by the names of the figures that count them."""

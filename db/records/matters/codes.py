"""What the codes of a matter mean that the program itself knows: how it ended, its nature, how it came."""

SOLVED, PARTLY, EXPLAINED, ELSEWHERE, WITHDRAWN, JOINED, UNTOLD = "1", "2", "3", "4", "5", "6", "0"
"""How a matter ended; codes of the table ``outcome``."""
INQUIRY, HELP_SOUGHT, COMPLAINT, DISPUTE, ABOUT_MEETINGS = "1", "2", "3", "6", "9"
"""Natures: 咨询, 求助, 投诉, 矛盾纠纷, and 会务, which counts as no problem."""
AT_THE_WINDOW, OTHER_CHANNEL = "1", "99"
"""Channels: 窗口, and what the table has no word for."""
TALKED_OVER = ("5", "6")
"""Channels: 居民说事, 流动茶桌."""
PROPERTY_SERVICE = "1"
"""Category: 物业服务."""

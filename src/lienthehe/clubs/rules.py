"""Words of clubs and their people. The rules that compute and refuse stand in this floor too."""

from enum import StrEnum


class Area(StrEnum):
    """The eight activity areas (Decision 1336/QĐ-TTg and the model's handbook)."""

    INCOME = "income"
    HEALTH = "health"
    HOME_CARE = "home_care"
    SELF_HELP = "self_help"
    RIGHTS = "rights"
    AWARENESS = "awareness"
    CULTURE = "culture"
    RESOURCES = "resources"


class ManagingBody(StrEnum):
    ASSOCIATION = "association"
    WOMENS_UNION = "womens_union"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class HouseholdClass(StrEnum):
    """The commune's certificate; never computed. A household without one is `none`."""

    POOR = "poor"
    NEAR_POOR = "near_poor"
    ESCAPED_POVERTY = "escaped_poverty"
    HARDSHIP = "hardship"
    NONE = "none"


class Post(StrEnum):
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    ACCOUNTANT = "accountant"
    TREASURER = "treasurer"
    BOARD_MEMBER = "board_member"


class LeavingReason(StrEnum):
    MOVED = "moved"
    DIED = "died"
    WITHDREW = "withdrew"
    EXPELLED = "expelled"


class MeetingRuleKind(StrEnum):
    """`day_of_month`: "ngày 17"; `weekday_of_month`: "Chủ nhật đầu tháng"."""

    DAY_OF_MONTH = "day_of_month"
    WEEKDAY_OF_MONTH = "weekday_of_month"


class Fund(StrEnum):
    """The two funds, both mandatory since 2020 (Decision 1336/QĐ-TTg)."""

    INCOME = "income"
    ACTIVITY = "activity"


class Every(StrEnum):
    """How often a contribution falls due. `instalments`: a sum in so many parts, one a month."""

    MONTH = "month"
    YEAR = "year"
    INSTALMENTS = "instalments"

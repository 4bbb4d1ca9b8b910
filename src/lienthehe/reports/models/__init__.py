from lienthehe.reports.models.club_months import ClubMonth

__all__ = ["ClubMonth"]

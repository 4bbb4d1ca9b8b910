from lienthehe.loans.models.policies import Policy

__all__ = ["Policy"]

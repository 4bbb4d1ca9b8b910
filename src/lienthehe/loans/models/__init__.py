from lienthehe.loans.models.applications import LoanApplication, Vote
from lienthehe.loans.models.loans import Loan, LoanChange
from lienthehe.loans.models.policies import Policy

APPEND_ONLY_TABLES = ("loans_loan", "loans_loanchange", "loans_vote")
"""What was signed, decided and voted is never changed or deleted."""

__all__ = ["APPEND_ONLY_TABLES", "Loan", "LoanApplication", "LoanChange", "Policy", "Vote"]

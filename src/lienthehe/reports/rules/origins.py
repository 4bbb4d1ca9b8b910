"""Where a club month's figures come from."""

from enum import StrEnum


class Origin(StrEnum):
    BOOKS = "books"
    TAKEN_OVER = "taken_over"

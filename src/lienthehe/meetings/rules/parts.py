"""The texts that a meeting's sheet is made of, and how strictly it is read."""

from typing import Annotated

from pydantic import ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")]
Name = Annotated[str, StringConstraints(max_length=120, pattern=r"^[^\x00]*$")]
STRICT = ConfigDict(extra="forbid")

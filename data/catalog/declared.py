"""What every declaration is made of. Frozen and strict: an undeclared key or a wrong type is a fault."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Label = Annotated[str, StringConstraints(min_length=2)]


class Declared(BaseModel):
    """Base of all declarations."""

    model_config = ConfigDict(frozen=True, extra="forbid")

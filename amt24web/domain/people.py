"""Who is acting: the signed-in account as plain data."""

from dataclasses import dataclass

from amt24web.domain.vocabulary import AccessRole


@dataclass(frozen=True, slots=True)
class Account:
    """A signed-in person. ``function`` is what stands behind the name, such as a department."""

    id: int
    name: str
    function: str
    email: str
    is_admin: bool = False
    is_coordination: bool = False

    @property
    def global_roles(self) -> frozenset[AccessRole]:
        """The roles that hold in every Onlinedienst."""
        held = {AccessRole.ADMIN: self.is_admin, AccessRole.COORDINATION: self.is_coordination}
        return frozenset(role for role, has in held.items() if has)


@dataclass(frozen=True, slots=True)
class Operator(Account):
    """Who acts on the command line: no account, and as free as whoever holds the database."""

    @property
    def global_roles(self) -> frozenset[AccessRole]:
        """Everything of every Onlinedienst, without taking part in any."""
        return frozenset({AccessRole.COORDINATION, AccessRole.PROCESS_OWNER})

"""What can go wrong in the tool in a way that a person can mend; the base is `packager.errors.PoijuError`.

PoijuError
├── LaunchError         a login, launch, session or page of an admin that must not go on; shown as a page
│   └── TooManyError    too many of them from one address; the page says when to try again
├── RegistrationError   an entry of the registry of platforms that cannot be made as asked
├── InstallError        a module that cannot be installed
├── CopyError           a backup of the database that cannot be made or put back
└── OutboundError       a platform's address that cannot be asked; never shown to learners
    └── TooLongError    its answer is too long; pages may do
"""

from __future__ import annotations

from enum import StrEnum

from lti_tool.lti.trail import Trail
from packager.errors import PoijuError


class Fault(StrEnum):
    """Why a login, launch or session stops. `views/errors.py` holds a sentence and a remedy for each."""

    REQUEST_INCOMPLETE = "request-incomplete"
    PLATFORM_UNKNOWN = "platform-unknown"
    PLATFORM_REFUSED = "platform-refused"
    COOKIES_BLOCKED = "cookies-blocked"
    LOGIN_UNKNOWN = "login-unknown"
    LOGIN_USED = "login-used"
    BROWSER_DIFFERS = "browser-differs"
    TOKEN_MALFORMED = "token-malformed"  # noqa: S105 - a code, no password
    TOKEN_UNTRUSTED = "token-untrusted"  # noqa: S105 - a code, no password
    TOKEN_OUTDATED = "token-outdated"  # noqa: S105 - a code, no password
    CLAIMS_INVALID = "claims-invalid"
    KEYS_UNAVAILABLE = "keys-unavailable"
    CLIENT_PENDING = "client-pending"
    DEPLOYMENT_PENDING = "deployment-pending"
    MESSAGE_UNSUPPORTED = "message-unsupported"
    SESSION_ENDED = "session-ended"
    FORM_OUTDATED = "form-outdated"
    TEACHERS_ONLY = "teachers-only"
    ADMINS_ONLY = "admins-only"
    UNIT_UNKNOWN = "unit-unknown"
    RETURN_ADDRESS = "return-address"
    ADMIN_LINK = "admin-link"
    ADMIN_ENDED = "admin-ended"
    REGISTRATION_UNKNOWN = "registration-unknown"
    REGISTER_LINK = "register-link"
    REGISTER_UNREACHABLE = "register-unreachable"
    REGISTER_CONFIGURATION = "register-configuration"
    REGISTER_REFUSED = "register-refused"
    REGISTER_KNOWN = "register-known"
    TOO_MANY = "too-many"


STATUS = {
    Fault.SESSION_ENDED: 404,
    Fault.UNIT_UNKNOWN: 404,
    Fault.TEACHERS_ONLY: 403,
    Fault.ADMINS_ONLY: 403,
    Fault.ADMIN_LINK: 404,
    Fault.ADMIN_ENDED: 403,
    Fault.REGISTRATION_UNKNOWN: 404,
    Fault.REGISTER_LINK: 404,
    Fault.TOO_MANY: 429,
}
"""HTTP status of a fault's page; all others are 400."""


class LaunchError(PoijuError):
    """A login, launch or session that must not go on. `detail` is for the log, never for the page."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail
        self.trail: Trail | None = None  # of a launch: how far it came

    @property
    def status(self) -> int:
        """The HTTP status of the page."""
        return STATUS.get(self.fault, 400)


class TooManyError(LaunchError):
    """Too many requests from one address. `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(Fault.TOO_MANY)
        self.retry_after = retry_after


class RegistrationError(PoijuError):
    """An entry of the registry of platforms that cannot be made as asked."""


class InstallError(PoijuError):
    """A module that cannot be installed."""


class CopyError(PoijuError):
    """A backup of the database that cannot be made or put back."""


class OutboundError(PoijuError):
    """A platform's address that cannot be asked: refused by the guard, unreachable, too slow or too long."""


class TooLongError(OutboundError):
    """A platform's answer that is longer than what is read of one."""

"""Secrets made of POIJU_SECRET_KEY, hashes of random ids, and the headers of every answer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from packager.errors import SettingsError

_SECRET_IN_PATH = re.compile(r"/(s|admin/enter|lti/register)/[A-Za-z0-9_-]{22,}")


class Vault:
    """Encrypts what rests in the database and signs what travels through a browser."""

    def __init__(self, secret_key: str) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(_derived(secret_key, b"poiju rest")))
        self._signing = _derived(secret_key, b"poiju forms")
        self._stamping = _derived(secret_key, b"poiju logins")

    def encrypt(self, content: bytes) -> bytes:
        """Encrypt for the database."""
        return self._fernet.encrypt(content)

    def decrypt(self, content: bytes) -> bytes:
        """Decrypt what `encrypt` made. Raises SettingsError when POIJU_SECRET_KEY is another one now."""
        try:
            return self._fernet.decrypt(content)
        except InvalidToken as error:
            raise SettingsError(
                "POIJU_SECRET_KEY does not open what is stored: set the key with which this database was "
                "made, or make new signing keys with `poiju keys rotate --now`"
            ) from error

    def form_token(self, session_id: str, form: str) -> str:
        """Return the token of one form of one session (against requests forged by other pages)."""
        return hmac.digest(self._signing, f"{session_id}\x1f{form}".encode(), "sha256").hex()

    def stamp(self, purpose: str, content: bytes) -> bytes:
        """Return 32 bytes that only the tool can make of a content; another purpose makes others."""
        return hmac.digest(self._stamping, purpose.encode() + b"\x1f" + content, "sha256")

    def form_token_fits(self, session_id: str, form: str, given: str) -> bool:
        """Compare in constant time."""
        return hmac.compare_digest(self.form_token(session_id, form).encode(), given.encode())


def _derived(secret_key: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret_key.encode())


def random_id() -> str:
    """Return 128 random bits as 22 characters that are safe in addresses and cookies."""
    return secrets.token_urlsafe(16)


def digest(random_value: str) -> str:
    """Return the hash under which a random value is stored (it has 128 bits, so no salt is needed)."""
    return hashlib.sha256(random_value.encode()).hexdigest()


def target_hash(target_link_uri: str) -> bytes:
    """Return what a login's state holds instead of its target, which may be 2048 characters long."""
    return hashlib.sha256(target_link_uri.encode(errors="surrogatepass")).digest()


def masked(path: str) -> str:
    """Return a path for logs, without the id of a session or the token of a one-time link."""
    return _SECRET_IN_PATH.sub(r"/\1/…", path)


@lru_cache(maxsize=1024)
def origin_of(url: str) -> str | None:
    """Return `https://host[:port]` of an address, or None when it is no web address."""
    try:
        address = urlsplit(url)
        port = address.port
    except ValueError:
        return None
    if address.scheme not in ("https", "http") or not address.hostname:
        return None
    if not re.fullmatch(r"[A-Za-z0-9.-]+|[0-9a-fA-F:]+", address.hostname):
        return None  # nothing else may reach a header
    host = f"[{address.hostname}]" if ":" in address.hostname else address.hostname
    return f"{address.scheme}://{host}" + (f":{port}" if port else "")


@lru_cache(maxsize=256)
def content_security_policy(
    *, ancestors: tuple[str, ...] = (), form_targets: tuple[str, ...] = (), frames: tuple[str, ...] = ()
) -> str:
    """Return the policy of a page. Without ancestors it may stand in no frame."""
    own = "'self'"
    rules = {
        "default-src": ["'none'"],
        "script-src": [own],
        "style-src": [own],
        "img-src": [own],
        "font-src": [own],
        "media-src": [own],
        "connect-src": [own],
        "frame-src": [f"https://{host}" for host in frames] or ["'none'"],
        "form-action": [own, *form_targets],
        "base-uri": ["'none'"],
        "frame-ancestors": list(ancestors) or ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())

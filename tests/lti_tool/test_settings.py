"""Settings and the table of them in the documents say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lti_tool.config import Settings, settings_from
from packager.errors import SettingsError
from tests.support.tool import SECRET

OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
GIVEN = {"POIJU_URL": "https://poiju.example.fi", "POIJU_SECRET_KEY": SECRET}


def test_the_documents_table_holds_every_setting_with_its_meaning() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| [^|]+ \| ([^|]+) \|$", OPERATIONS.read_text("utf-8"), re.MULTILINE)
    fields = Settings.model_fields.values()
    assert rows == [(field.alias, field.description) for field in fields]


def test_what_is_not_set_has_its_default() -> None:
    settings = settings_from(GIVEN)
    assert settings.database == "sqlite:////var/lib/poiju/poiju.sqlite3"
    assert settings.launch_url == "https://poiju.example.fi/lti/launch"
    assert settings.allow_private_platforms == ()
    assert settings_from({**GIVEN, "POIJU_WORKER": " ", "DATABASE_URL": ""}).worker


def test_lists_are_split_at_commas() -> None:
    settings = settings_from({**GIVEN, "POIJU_ALLOW_PRIVATE_PLATFORMS": " moodle.local, 10.0.0.0/8,, "})
    assert settings.allow_private_platforms == ("moodle.local", "10.0.0.0/8")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("POIJU_URL", "poiju.example.fi", "must be an address without a path"),
        ("POIJU_URL", "https://example.fi/poiju", "must be an address without a path"),
        ("POIJU_URL", "http://poiju.example.fi", "only over https"),
        ("POIJU_URL", "http://localhost:8000", "POIJU_ALLOW_HTTP"),
        ("POIJU_SECRET_KEY", "short", "at least 32"),
        ("POIJU_WORKER", "perhaps", "POIJU_WORKER"),
        ("POIJU_SESSION_HOURS", "100", "POIJU_SESSION_HOURS"),
        ("POIJU_PROXY_HOPS", "-1", "POIJU_PROXY_HOPS"),
        ("POIJU_METRICS_TOKEN", "short", "POIJU_METRICS_TOKEN: must have at least 16"),
        ("POIJU_METRICS_BIND", "9100", "POIJU_METRICS_BIND: must be host:port"),
    ],
)
def test_a_wrong_setting_is_told_by_its_name(name: str, value: str, told: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(told)) as caught:
        settings_from({**GIVEN, name: value})
    assert caught.value.exit_code == 4


def test_http_off_loopback_is_refused_even_in_a_trial() -> None:
    with pytest.raises(SettingsError):
        settings_from({**GIVEN, "POIJU_URL": "http://poiju.example.fi", "POIJU_ALLOW_HTTP": "1"})
    assert settings_from({**GIVEN, "POIJU_URL": "http://localhost:8000", "POIJU_ALLOW_HTTP": "1"}).allow_http


def test_the_secret_is_never_shown() -> None:
    assert SECRET not in repr(settings_from(GIVEN))
    with pytest.raises(SettingsError) as caught:
        settings_from({**GIVEN, "POIJU_URL": "", "POIJU_SECRET_KEY": "tooshortsecret"})
    assert "tooshortsecret" not in str(caught.value)

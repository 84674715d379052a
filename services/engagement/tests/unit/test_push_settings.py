"""Settings of push say what is wrong before anything starts."""

import pytest
from pydantic import ValidationError

from services.engagement.config.push import PushSettings


@pytest.mark.parametrize(
    "wrong",
    [
        {"web_push_key": "key.pem"},
        {"web_push_subject": "mailto:operator@example.org"},
        {"web_push_key": "key.pem", "web_push_subject": "operator@example.org"},
    ],
)
def test_key_and_subject_belong_together(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="web_push"):
        PushSettings.model_validate(wrong)


def test_nothing_is_used_by_default() -> None:
    settings = PushSettings()
    assert (settings.fcm_service_account, settings.expo, settings.web_push_key) == (
        None,
        False,
        None,
    )

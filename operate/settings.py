"""Where the system is and how one gets in: flags, then environment, then a folder of files.

The names are those of the services' settings where both mean the same, so that what a service is
given (a Secret mounted as files, `compose.yaml`'s secrets) serves the operator as well.
"""

from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from operate.failures import Exit, OperateError

FOLDER_VARIABLE: Final = "MERIGGIO_SETTINGS_FOLDER"
USUAL_FOLDER: Final = Path("/run/secrets")
SERVICES: Final = ("user", "community", "energy", "engagement", "device_gateway")


class Settings(BaseSettings):
    """Everything a command may need; each asks for what it uses, and says what is missing."""

    model_config = SettingsConfigDict(
        env_prefix="MERIGGIO_", hide_input_in_errors=True, frozen=True, extra="ignore"
    )

    user_url: Annotated[str, Field(description="the user service")] = "http://127.0.0.1:8101"
    community_url: Annotated[str, Field(description="the community service")] = (
        "http://127.0.0.1:8102"
    )
    energy_url: Annotated[str, Field(description="the energy service")] = "http://127.0.0.1:8103"
    engagement_url: Annotated[str, Field(description="the engagement service")] = (
        "http://127.0.0.1:8104"
    )
    device_gateway_url: Annotated[str, Field(description="the device gateway")] = (
        "http://127.0.0.1:8105"
    )
    edge_url: Annotated[str | None, Field(description="the edge, for `health`")] = None
    nats_url: Annotated[SecretStr, Field(description="the bus, as in the services' settings")] = (
        SecretStr("nats://127.0.0.1:4222")
    )
    operator_token: Annotated[
        SecretStr | None, Field(description="an operator's token, made by `keys operator-token`")
    ] = None
    password: Annotated[
        SecretStr | None, Field(description="of the account named by `--email`; else it is asked")
    ] = None
    user_postgres_dsn: Annotated[SecretStr | None, Field(description="the user service's")] = None
    community_postgres_dsn: Annotated[
        SecretStr | None, Field(description="the community service's")
    ] = None
    energy_postgres_dsn: Annotated[SecretStr | None, Field(description="energy's")] = None
    engagement_postgres_dsn: Annotated[SecretStr | None, Field(description="engagement's")] = None
    device_gateway_postgres_dsn: Annotated[SecretStr | None, Field(description="the gateway's")] = (
        None
    )
    user_key_encryption_key: Annotated[
        SecretStr | None, Field(description="seals signing keys: for `keys rotate-signing`")
    ] = None
    device_gateway_ca_key_passphrase: Annotated[
        SecretStr | None, Field(description="of the authorities' keys: for `pki`")
    ] = None

    def url_of(self, service: str) -> str:
        """Where a service is asked."""
        url: str = getattr(self, f"{service}_url")
        return url.rstrip("/")

    def dsn_of(self, service: str) -> str | None:
        """A service's database, where it was told."""
        dsn: SecretStr | None = getattr(self, f"{service}_postgres_dsn")
        return None if dsn is None else dsn.get_secret_value()

    def needed(self, name: str) -> str:
        """A secret that a command cannot do without. Raises OperateError."""
        value: SecretStr | None = getattr(self, name)
        if value is None or not value.get_secret_value():
            variable = f"MERIGGIO_{name.upper()}"
            raise OperateError(
                f"{variable} is not set",
                exit_code=Exit.USAGE,
                hint=f"set the variable, or put a file of that name into {FOLDER_VARIABLE}",
            )
        return value.get_secret_value()


def is_secret(name: str) -> bool:
    """Whether it may hold a password: then it is no flag, for others see what a process is told."""
    return "SecretStr" in str(Settings.model_fields[name].annotation)


def read_settings(folder: Path | None, given: dict[str, Any]) -> Settings:
    """`given`: flags. Raises OperateError for a folder that is not there and for a wrong value."""
    if folder is None and USUAL_FOLDER.is_dir():
        folder = USUAL_FOLDER
    if folder is not None and not folder.is_dir():
        raise OperateError(
            f"no folder {folder}",
            exit_code=Exit.USAGE,
            hint=f"--settings and {FOLDER_VARIABLE} name a folder of files MERIGGIO_...",
        )
    try:
        return Settings(_secrets_dir=folder, **given)
    except (ValidationError, OSError) as error:
        raise OperateError(f"a setting is wrong: {error}", exit_code=Exit.USAGE) from error

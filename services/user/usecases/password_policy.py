"""Which passwords people may choose."""

from dataclasses import dataclass

from services.user.domain.email_address import EmailAddress
from services.user.domain.password import normal_password, require_acceptable
from services.user.ports import CommonPasswords


@dataclass(frozen=True)
class PasswordPolicy:
    """Length and the list of common passwords; the same wherever one is chosen."""

    common_passwords: CommonPasswords

    def accepted(self, password: str, email: EmailAddress) -> str:
        """The password in the form that is hashed. Raises UnacceptablePasswordError."""
        normal = normal_password(password)
        is_common = self.common_passwords.includes(normal)
        require_acceptable(normal, email=email, is_common=is_common)
        return normal

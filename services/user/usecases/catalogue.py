"""All that the HTTP edge can ask for."""

from dataclasses import dataclass

from services.user.usecases.change_profile import ChangeProfile
from services.user.usecases.confirm_user import ConfirmUser
from services.user.usecases.publish_keys import PublishKeys
from services.user.usecases.read_profile import ReadProfile
from services.user.usecases.refresh_session import RefreshSession
from services.user.usecases.resend_code import ResendCode
from services.user.usecases.sign_in import SignIn
from services.user.usecases.sign_out import SignOut
from services.user.usecases.sign_up import SignUp


@dataclass(frozen=True)
class UseCases:
    """The use cases of one running service."""

    sign_up: SignUp
    confirm_user: ConfirmUser
    resend_code: ResendCode
    sign_in: SignIn
    refresh_session: RefreshSession
    sign_out: SignOut
    read_profile: ReadProfile
    change_profile: ChangeProfile
    publish_keys: PublishKeys

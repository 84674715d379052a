"""All that the HTTP edge can ask for."""

from dataclasses import dataclass

from libs.chassis.clock import Clock, IdFactory
from services.user.ports import (
    AccessTokens,
    AttemptCounts,
    CommonPasswords,
    PasskeyCeremonies,
    PasswordHasher,
    PasswordProofs,
    Secrets,
    SigningKeys,
    UserStore,
)
from services.user.usecases.add_passkey import AddPasskey
from services.user.usecases.admission import Admission
from services.user.usecases.challenges import Challenges
from services.user.usecases.change_password import ChangePassword
from services.user.usecases.change_profile import ChangeProfile
from services.user.usecases.confirm_password import ConfirmPassword
from services.user.usecases.confirm_user import ConfirmUser
from services.user.usecases.delete_account import DeleteAccount
from services.user.usecases.end_sessions import EndSessions
from services.user.usecases.export_data import ExportData
from services.user.usecases.forget_password import ForgetPassword
from services.user.usecases.list_sessions import ListSessions
from services.user.usecases.mail_code import MailCode
from services.user.usecases.new_credential import NewCredential
from services.user.usecases.open_session import OpenSession
from services.user.usecases.own_passkeys import OwnPasskeys
from services.user.usecases.password_policy import PasswordPolicy
from services.user.usecases.prove_password import ProvePassword
from services.user.usecases.publish_keys import PublishKeys
from services.user.usecases.read_profile import ReadProfile
from services.user.usecases.read_security_events import ReadSecurityEvents
from services.user.usecases.refresh_session import RefreshSession
from services.user.usecases.replace_password import ReplacePassword
from services.user.usecases.resend_code import ResendCode
from services.user.usecases.reset_password import ResetPassword
from services.user.usecases.sign_in import SignIn
from services.user.usecases.sign_in_by_proof import SignInByProof
from services.user.usecases.sign_in_with_passkey import SignInWithPasskey
from services.user.usecases.sign_out import SignOut
from services.user.usecases.sign_up import SignUp
from services.user.usecases.way_in import WayIn


@dataclass(frozen=True)
class UseCases:
    """The use cases of one running service."""

    sign_up: SignUp
    confirm_user: ConfirmUser
    resend_code: ResendCode
    sign_in: SignIn
    sign_in_by_proof: SignInByProof
    sign_in_with_passkey: SignInWithPasskey
    add_passkey: AddPasskey
    own_passkeys: OwnPasskeys
    refresh_session: RefreshSession
    sign_out: SignOut
    list_sessions: ListSessions
    end_sessions: EndSessions
    forget_password: ForgetPassword
    reset_password: ResetPassword
    confirm_password: ConfirmPassword
    change_password: ChangePassword
    read_profile: ReadProfile
    change_profile: ChangeProfile
    read_security_events: ReadSecurityEvents
    export_data: ExportData
    delete_account: DeleteAccount
    publish_keys: PublishKeys


@dataclass(frozen=True)
class Ports:
    """What the use cases stand on."""

    store: UserStore
    passwords: PasswordHasher
    proofs: PasswordProofs
    ceremonies: PasskeyCeremonies
    common_passwords: CommonPasswords
    attempts: AttemptCounts
    secrets: Secrets
    access_tokens: AccessTokens
    signing_keys: SigningKeys
    clock: Clock
    ids: IdFactory


def use_cases_over(ports: Ports, *, public_url: str) -> UseCases:
    """The use cases; letters name `public_url` as the place to go."""
    store, secrets, clock = ports.store, ports.secrets, ports.clock
    policy = PasswordPolicy(ports.common_passwords)
    new_credential = NewCredential(policy, ports.passwords, ports.proofs)
    admission = Admission(ports.attempts, secrets, clock)
    mail_code = MailCode(secrets, clock, public_url)
    open_session = OpenSession(secrets, ports.access_tokens, clock, ports.ids, public_url)
    way_in = WayIn(store, secrets, admission, open_session, clock)
    challenges = Challenges(store, secrets, clock, ports.ids)
    prove_password = ProvePassword(challenges, ports.proofs, secrets)
    confirm_password = ConfirmPassword(store, ports.passwords, prove_password, admission, clock)
    replace_password = ReplacePassword(clock, public_url)
    return UseCases(
        sign_up=SignUp(store, secrets, new_credential, admission, mail_code, clock, ports.ids),
        confirm_user=ConfirmUser(store, secrets, admission, clock),
        resend_code=ResendCode(store, admission, mail_code),
        sign_in=SignIn(way_in, ports.passwords),
        sign_in_by_proof=SignInByProof(way_in, prove_password),
        sign_in_with_passkey=SignInWithPasskey(
            store, ports.ceremonies, challenges, admission, open_session, clock
        ),
        add_passkey=AddPasskey(
            store, ports.ceremonies, challenges, confirm_password, clock, ports.ids, public_url
        ),
        own_passkeys=OwnPasskeys(store, clock, public_url),
        refresh_session=RefreshSession(store, secrets, ports.access_tokens, clock),
        sign_out=SignOut(store, clock),
        list_sessions=ListSessions(store, clock),
        end_sessions=EndSessions(store, clock),
        forget_password=ForgetPassword(store, admission, mail_code),
        reset_password=ResetPassword(
            store, secrets, admission, new_credential, replace_password, clock
        ),
        confirm_password=confirm_password,
        change_password=ChangePassword(store, confirm_password, new_credential, replace_password),
        read_profile=ReadProfile(store),
        change_profile=ChangeProfile(store, clock),
        read_security_events=ReadSecurityEvents(store),
        export_data=ExportData(store, admission, clock),
        delete_account=DeleteAccount(store, confirm_password, clock, public_url),
        publish_keys=PublishKeys(ports.signing_keys, clock),
    )

"""The words of the letters, Italian and English, with places for values in braces."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from libs.chassis.mail_wording import Wording
from services.user.domain.user import Locale
from services.user.domain.verification import CODE_LIFETIME


class LetterPurpose(StrEnum):
    """Why somebody is written."""

    SIGN_UP_CODE = "sign-up-code"
    ALREADY_SIGNED_UP = "already-signed-up"
    PASSWORD_RESET_CODE = "password-reset-code"  # noqa: S105  # a name, not a secret
    PASSWORD_CHANGED = "password-changed"  # noqa: S105  # same
    NEW_DEVICE = "new-device"
    PASSKEY_ADDED = "passkey-added"
    PASSKEY_REMOVED = "passkey-removed"
    ACCOUNT_DELETED = "account-deleted"


_CODE_MINUTES: Final = int(CODE_LIFETIME.total_seconds()) // 60
WORDINGS: Final[Mapping[LetterPurpose, Mapping[Locale, Wording]]] = {
    LetterPurpose.SIGN_UP_CODE: {
        "en": Wording(
            "Your Meriggio confirmation code",
            (
                "Welcome to Meriggio.",
                "Enter this code at {url} to confirm your email address:",
            ),
            (
                f"The code is valid for {_CODE_MINUTES} minutes and works once. If it has expired, "
                "ask for a new one on the same page.",
                "You did not ask to sign up? Ignore this message: nothing happens without the "
                "code. Never give it to anybody.",
            ),
        ),
        "it": Wording(
            "Il tuo codice di conferma Meriggio",
            (
                "Ti diamo il benvenuto in Meriggio.",
                "Inserisci questo codice su {url} per confermare il tuo indirizzo email:",
            ),
            (
                f"Il codice vale {_CODE_MINUTES} minuti e si usa una volta sola. Se è scaduto, "
                "chiedine uno nuovo nella stessa pagina.",
                "Non hai chiesto tu la registrazione? Ignora questo messaggio: senza il codice non "
                "succede nulla. Non comunicarlo a nessuno.",
            ),
        ),
    },
    LetterPurpose.ALREADY_SIGNED_UP: {
        "en": Wording(
            "You already have a Meriggio account",
            (
                "Somebody, probably you, tried to sign up to Meriggio with this email address.",
                "The address already has an account, so nothing was changed. Sign in at {url} with "
                "the password you chose.",
            ),
            ("Was it not you? You need not do anything: your account and password are as before.",),
        ),
        "it": Wording(
            "Hai già un account Meriggio",
            (
                "Qualcuno, probabilmente tu, ha provato a registrarsi a Meriggio con questo "
                "indirizzo email.",
                "L'indirizzo ha già un account, quindi non è cambiato nulla. Accedi su {url} con "
                "la password che hai scelto.",
            ),
            (
                "La richiesta non è tua? Non devi fare nulla: account e password sono quelli di "
                "prima.",
            ),
        ),
    },
    LetterPurpose.PASSWORD_RESET_CODE: {
        "en": Wording(
            "Your Meriggio code for a new password",
            ("Enter this code at {url} to choose a new password:",),
            (
                f"The code is valid for {_CODE_MINUTES} minutes and works once. With the new "
                "password you will be signed out everywhere.",
                "You did not ask for it? Ignore this message: your password stays as it is. Never "
                "give the code to anybody.",
            ),
        ),
        "it": Wording(
            "Il tuo codice Meriggio per una nuova password",
            ("Inserisci questo codice su {url} per scegliere una nuova password:",),
            (
                f"Il codice vale {_CODE_MINUTES} minuti e si usa una volta sola. Con la nuova "
                "password tutte le tue sessioni verranno chiuse.",
                "Non l'hai chiesto tu? Ignora questo messaggio: la tua password resta quella di "
                "prima. Non comunicare il codice a nessuno.",
            ),
        ),
    },
    LetterPurpose.PASSWORD_CHANGED: {
        "en": Wording(
            "Your Meriggio password was changed",
            (
                "The password of your account was changed on {when}, from the network {network}.",
                "All other sessions were ended.",
            ),
            (
                "Was it not you? Choose a new password now at {url} by «Forgotten password», and "
                "remove passkeys that you do not know.",
            ),
        ),
        "it": Wording(
            "La tua password Meriggio è stata cambiata",
            (
                "La password del tuo account è stata cambiata il {when}, dalla rete {network}.",
                "Tutte le altre sessioni sono state chiuse.",
            ),
            (
                "Non l'hai fatto tu? Scegli subito una nuova password su {url} con «Password "
                "dimenticata», e rimuovi le passkey che non conosci.",
            ),
        ),
    },
    LetterPurpose.NEW_DEVICE: {
        "en": Wording(
            "A new device signed in to your Meriggio account",
            (
                "Somebody signed in to your account on {when}, from a device or a network that "
                "was not used before: {network}.",
            ),
            (
                "Was it you? Then you need not do anything.",
                "Was it not you? Change your password at {url} now, which ends all other sessions, "
                "and remove passkeys that you do not know.",
            ),
        ),
        "it": Wording(
            "Un nuovo dispositivo ha fatto accesso al tuo account Meriggio",
            (
                "Il {when} qualcuno ha fatto accesso al tuo account, da un dispositivo o da una "
                "rete mai usati prima: {network}.",
            ),
            (
                "Hai fatto accesso tu? Allora non devi fare nulla.",
                "Non hai fatto accesso tu? Cambia subito la password su {url} per chiudere tutte "
                "le altre sessioni, e rimuovi le passkey che non conosci.",
            ),
        ),
    },
    LetterPurpose.PASSKEY_ADDED: {
        "en": Wording(
            "A passkey was added to your Meriggio account",
            (
                "On {when} a passkey was added to your account, from the network {network}. It "
                "opens your account without the password.",
            ),
            (
                "Was it you? Then you need not do anything.",
                "Was it not you? Go to {url} now, remove it and change your password.",
            ),
        ),
        "it": Wording(
            "Al tuo account Meriggio è stata aggiunta una passkey",
            (
                "Il {when} è stata aggiunta una passkey al tuo account, dalla rete {network}. Apre "
                "il tuo account senza la password.",
            ),
            (
                "L'hai fatto tu? Allora non devi fare nulla.",
                "Non l'hai fatto tu? Vai subito su {url} per rimuoverla e cambiare la password.",
            ),
        ),
    },
    LetterPurpose.PASSKEY_REMOVED: {
        "en": Wording(
            "A passkey was removed from your Meriggio account",
            (
                "On {when} a passkey was removed from your account, from the network {network}. It "
                "opens your account no more.",
            ),
            (
                "Was it you? Then you need not do anything.",
                "Was it not you? Go to {url} now, end the other sessions and change your password.",
            ),
        ),
        "it": Wording(
            "Dal tuo account Meriggio è stata tolta una passkey",
            (
                "Il {when} è stata tolta una passkey dal tuo account, dalla rete {network}. Non "
                "apre più il tuo account.",
            ),
            (
                "L'hai fatto tu? Allora non devi fare nulla.",
                "Non l'hai fatto tu? Vai subito su {url} per chiudere le altre sessioni e cambiare "
                "la password.",
            ),
        ),
    },
    LetterPurpose.ACCOUNT_DELETED: {
        "en": Wording(
            "Your Meriggio account was deleted",
            (
                "Your account was deleted on {when}, as asked for with its password. Your personal "
                "data is removed.",
            ),
            ("You are welcome back at any time: {url}",),
        ),
        "it": Wording(
            "Il tuo account Meriggio è stato eliminato",
            (
                "Il tuo account è stato eliminato il {when}, come richiesto con la sua password. "
                "I tuoi dati personali vengono cancellati.",
            ),
            ("Puoi tornare quando vuoi: {url}",),
        ),
    },
}

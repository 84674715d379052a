"""Every screen of the app: its route, where it is found, what it is for. The one list of them.

The command that makes the pictures, `docs/app.md`, and the test that no route was forgotten
read it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROUTES_FOLDER: Final = Path(__file__).parents[3] / "app" / "src" / "app"


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen, or one view of it.

    `path` may name what a running community has: `{community}`, `{facility}`, `{month}` and so on.
    `press` is the name, in Italian and English, of what is pressed before the picture is taken.
    """

    name: str
    route: str
    path: str
    title: str
    says: str
    press: tuple[str, str] | None = None

    @property
    def is_signed_out(self) -> bool:
        """Seen by who has no session."""
        return "(signed-in)" not in self.route


@dataclass(frozen=True, slots=True)
class Part:
    """Screens that belong together."""

    title: str
    screens: tuple[Screen, ...]


_OUT: Final = "(signed-out)"
_TABS: Final = "(signed-in)/(tabs)"
_FACILITIES: Final = "(signed-in)/facilities"
_FACILITY: Final = f"{_FACILITIES}/[facilityId]"
_COMMUNITIES: Final = "(signed-in)/communities"
_COMMUNITY: Final = f"{_COMMUNITIES}/[communityId]"
_MANAGE: Final = f"{_COMMUNITY}/manage"
_SETTINGS: Final = "(signed-in)/settings"
_HELP: Final = "(signed-in)/help"


def _facility(name: str, title: str, says: str) -> Screen:
    path = f"/facilities/{{facility}}/{name}"
    return Screen(f"facility-{name}", f"{_FACILITY}/{name}", path, title, says)


def _manage(name: str, title: str, says: str) -> Screen:
    path = f"/communities/{{community}}/manage/{name}"
    return Screen(f"manage-{name}", f"{_MANAGE}/{name}", path, title, says)


def _settings(name: str, title: str, says: str) -> Screen:
    return Screen(f"settings-{name}", f"{_SETTINGS}/{name}", f"/settings/{name}", title, says)


def _out(name: str, title: str, says: str, query: str = "") -> Screen:
    return Screen(name, f"{_OUT}/{name}", f"/{name}{query}", title, says)


PARTS: Final = (
    Part(
        "Becoming a user",
        (
            _out("welcome", "Welcome", "What the app does and asks for, and who sees what; once."),
            _out("sign-in", "Sign in", "By a proof of the password, or by a passkey."),
            _out("sign-up", "Sign up", "Email and a password that nobody guesses first."),
            _out(
                *(
                    "confirm",
                    "Confirm",
                    "The six digits of the mail, typed, pasted or by its link.",
                ),
                "?email=olga@example.org",
            ),
            _out("forgotten-password", "Forgotten password", "A code by mail instead of a secret."),
            _out(
                *("reset-password", "New password", "The code, and a new password."),
                "?email=olga@example.org",
            ),
            Screen(
                *("privacy", "privacy", "/privacy", "Privacy"),
                "What becomes of one's data, before there is an account.",
            ),
        ),
    ),
    Part(
        "Now",
        (
            Screen(
                *("now", f"{_TABS}/now", "/now", "Now"),
                "Is it a good time, how much is there, until when, and what can run.",
            ),
        ),
    ),
    Part(
        "Communities",
        (
            Screen(
                *("communities", f"{_TABS}/communities", "/communities", "Communities"),
                "One's communities and how each stands.",
            ),
            Screen(
                *("community", f"{_COMMUNITY}/index", "/communities/{community}", "A community"),
                "Its balance as it happens.",
            ),
            Screen(
                *("community-today", f"{_COMMUNITY}/index", "/communities/{community}", "Today"),
                *("Shared energy and euro since midnight.", ("Oggi", "Today")),
            ),
            Screen(
                *("community-month", f"{_COMMUNITY}/index", "/communities/{community}", "Month"),
                *("What the month brought so far.", ("Mese", "Month")),
            ),
            Screen(
                *("episode", f"{_COMMUNITY}/episodes/[episodeId]"),
                *("/communities/{community}/episodes/{episode}", "A surplus"),
                "When there was energy to spare, who was called, and why one was or was not.",
            ),
            Screen(
                *("effect", f"{_COMMUNITY}/effect", "/communities/{community}/effect"),
                *("Effect of calls", "Whether calling members changes anything, told honestly."),
            ),
            Screen(
                *("statements", f"{_COMMUNITY}/statements/index"),
                *("/communities/{community}/statements", "Months"),
                "The community's months, settled or not.",
            ),
            Screen(
                *("statement-month", f"{_COMMUNITY}/statements/[month]/index"),
                *("/communities/{community}/statements/{month}", "A month"),
                "What was shared and earned, and how it is divided.",
            ),
            Screen(
                *("statement-versions", f"{_COMMUNITY}/statements/[month]/versions"),
                *("/communities/{community}/statements/{month}/versions", "Versions of a month"),
                "What changed between two of them, and why.",
            ),
            Screen(
                *("statement-gse", f"{_COMMUNITY}/statements/[month]/gse"),
                *("/communities/{community}/statements/{month}/gse", "What GSE paid"),
                "Its figures beside ours.",
            ),
        ),
    ),
    Part(
        "The representative's area",
        (
            Screen(
                *("community-new", f"{_COMMUNITIES}/new", "/communities/new"),
                *("Create a community", "A guided form; its founder becomes the representative."),
            ),
            Screen(
                *("manage", f"{_MANAGE}/index", "/communities/{community}/manage"),
                *("Manage the community", "What waits for an answer, and all places of the area."),
            ),
            _manage("eligibility", "Eligibility", "The law's conditions, ticked off."),
            _manage("members", "Facilities", "Whose they are, and how one is removed."),
            _manage("offers", "Requests and invitations", "Who asked, and who was asked."),
            Screen(
                *("manage-official-data", f"{_MANAGE}/official-data/index"),
                *("/communities/{community}/manage/official-data", "Official data of facilities"),
                "Of which facility the distributor's curves are brought.",
            ),
            Screen(
                *("member-official-data", f"{_MANAGE}/official-data/[facilityId]"),
                *("/communities/{community}/manage/official-data/{facility}", "A member's curves"),
                "Imported by the representative, for the time of its membership.",
            ),
            _manage("invite", "Invite", "Nobody's facility is taken without consent."),
            Screen(
                *("surplus-policy", f"{_COMMUNITY}/surplus-policy"),
                *("/communities/{community}/surplus-policy", "When members are told"),
                "The policy, tried on the community's own past before it counts.",
            ),
            Screen(
                *("distribution-policy", f"{_COMMUNITY}/distribution-policy"),
                *("/communities/{community}/distribution-policy", "Who gets what"),
                "The policy, with what each facility would have got.",
            ),
            _manage("edit", "The community's data", "Name, substation, market zone."),
            _manage("handover", "Hand over the role", "To somebody who accepts it."),
            _manage("audit", "Who changed what", "Every change, with its author."),
            _manage(
                "remove", "Remove the community", "What happens, and for how long it can be undone."
            ),
            Screen(
                *("communities-removed", f"{_COMMUNITIES}/removed", "/communities/removed"),
                *("Removed communities", "Those that can still be restored."),
            ),
        ),
    ),
    Part(
        "Facilities",
        (
            Screen(
                *("facilities", f"{_TABS}/facilities", "/facilities", "Facilities"),
                "One's facilities and what each does at this moment.",
            ),
            Screen(
                *("facility", f"{_FACILITY}/index", "/facilities/{facility}", "A facility"),
                "Its power live, its history, and everything about it.",
            ),
            Screen(
                *("facility-new", f"{_FACILITIES}/new", "/facilities/new", "Add a facility"),
                "Step by step; what is wrong is said at the field.",
            ),
            _facility("edit", "Settings", "What the owner may change."),
            Screen(
                *("device", f"{_FACILITY}/device/index", "/facilities/{facility}/device"),
                *("Its device", "Whether it sends, and its faults in plain words."),
            ),
            Screen(
                *("device-associate", f"{_FACILITY}/device/associate"),
                *("/facilities/{facility}/device/associate", "Associate a device"),
                "The label's QR code, or its id and code; then how far the procedure is.",
            ),
            _facility("people", "Who has access", "Users, their roles, and invitations by mail."),
            _facility(
                "community", "Its community", "Find one under the same substation, join, leave."
            ),
            _facility("statement", "Monthly statement", "What the facility shared and is due."),
            _facility(
                "official-data",
                "Official data",
                "The distributor's curves: tried, imported, and beside what was measured.",
            ),
            _facility("export", "Export", "Its data as CSV or Parquet."),
            _facility("audit", "Who changed what", "Every change, with its author."),
            Screen(
                *("facilities-removed", f"{_FACILITIES}/removed", "/facilities/removed"),
                *("Removed facilities", "Those that can still be restored."),
            ),
        ),
    ),
    Part(
        "Notifications",
        (
            Screen(
                *("inbox", f"{_TABS}/inbox", "/inbox", "Inbox"),
                "What one was told, newest first.",
            ),
            _settings(
                "notifications",
                "How one is told",
                "Where, when and how often; tried with one touch.",
            ),
        ),
    ),
    Part(
        "More",
        (
            Screen(
                *("more", f"{_TABS}/more", "/more", "More"),
                "The account, its security, its data, the app's look, and help.",
            ),
            _settings("profile", "Profile", "Name, language of messages, time zone."),
            _settings("password", "Change the password", "Proved, not sent."),
            _settings("passkeys", "Passkeys", "Signing in with the lock of a device."),
            _settings("sessions", "Sessions", "Where one is signed in; each can be ended."),
            _settings("activity", "Account activity", "What happened to the account."),
            _settings("export", "Export of one's data", "All services', in one file."),
            _settings("delete-account", "Delete the account", "What happens, typed to confirm."),
        ),
    ),
    Part(
        "Help",
        (
            Screen(
                *("help", f"{_HELP}/index", "/help", "Help"),
                "Questions and answers, with a search.",
            ),
            Screen(
                *("glossary", f"{_HELP}/glossary", "/help/glossary", "Glossary"),
                "The ubiquitous language in Italian and English.",
            ),
            Screen(
                *("about", f"{_HELP}/about", "/help/about", "About and privacy"),
                "What the app is, and what becomes of one's data.",
            ),
            Screen(
                *("licences", f"{_HELP}/licences", "/help/licences", "Software by others"),
                "Packages, their authors and licences.",
            ),
            Screen(
                *("not-found", "+not-found", "/nowhere", "No such page"),
                "A wrong link leads somewhere too.",
            ),
        ),
    ),
)

SCREENS: Final = tuple(screen for part in PARTS for screen in part.screens)


def routes_of_the_app() -> set[str]:
    """Every file of a route that shows a screen: no frame, nor the way from `/` to Now."""
    files = (path.relative_to(ROUTES_FOLDER) for path in ROUTES_FOLDER.rglob("*.tsx"))
    return {
        path.with_suffix("").as_posix()
        for path in files
        if path.stem != "_layout" and path.as_posix() != "index.tsx"
    }

/** Starts the page and switches between its two screens: account and Now. */
import { Account } from "./account.js";
import { Api } from "./api.js";
import { prepareCards } from "./card.js";
import { byId } from "./dom.js";
import { otherLanguage, setLanguage, t, translatePage } from "./i18n.js";
import { Now } from "./now.js";
import { Session } from "./session.js";

const session = new Session(() => {
  showAccount();
  account.tell(t("sessionEnded"));
});
const now = new Now(new Api(session));
const account = new Account(session, () => {
  showNow();
  byId("now").focus();
});

function showScreen(isSignedIn) {
  byId("account").hidden = isSignedIn;
  byId("now").hidden = !isSignedIn;
  byId("open-inbox").hidden = !isSignedIn;
  byId("sign-out").hidden = !isSignedIn;
}

function showNow() {
  history.replaceState(null, "", "/");
  showScreen(true);
  now.open();
}

function showAccount() {
  now.signedOut();
  showScreen(false);
  account.open();
}

function showLanguage() {
  translatePage();
  const language = byId("language");
  language.textContent = otherLanguage().toUpperCase();
  language.lang = otherLanguage();
  language.ariaLabel = t("otherLanguage");
  byId("sign-out").ariaLabel = t("signOut");
}

byId("language").onclick = () => {
  setLanguage(otherLanguage());
  showLanguage();
  if (session.isSignedIn) now.open();
};

byId("sign-out").onclick = () => {
  session.signOut();
  showAccount();
};

/** A page that nobody looks at holds no connection: browsers allow six to one server. */
document.addEventListener("visibilitychange", () => {
  if (!session.isSignedIn) return;
  if (document.hidden) now.close();
  else now.open();
});

prepareCards();
showLanguage();
if (session.isSignedIn) showNow();
else showAccount();

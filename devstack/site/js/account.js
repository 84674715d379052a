/** The screens before signing in: sign in, sign up, confirm the email (FR1, FR2). */
import { byId, element } from "./dom.js";
import { errorText, fieldErrorText, currentLanguage, t } from "./i18n.js";
import { json, request } from "./http.js";

const FORMS = ["sign-in", "sign-up", "confirm"];

/** What the newest sign-up in this tab was answered with: only with it a code confirms it. */
const SIGN_UP_KEPT_AS = "meriggio.sign-up";

/** The field that a refusal without a field of its own is about. */
const FIELD_OF = { wrong_code: "code", invalid_email: "email" };

export class Account {
  #notice = byId("account-notice");

  /** `onSignedIn` is called once the session has tokens. */
  constructor(session, onSignedIn) {
    this.session = session;
    this.onSignedIn = onSignedIn;
    handle(byId("sign-in"), (values) => this.#signIn(values));
    handle(byId("sign-up"), (values) => this.#signUp(values));
    handle(byId("confirm"), (values) => this.#confirm(values));
    byId("resend").onclick = () => attempt(byId("confirm"), ({ email }) => this.#resend(email));
    addEventListener("hashchange", () => this.#showForm(location.hash.slice(1)));
  }

  /** Shows the form that the address names, or sign in. */
  open() {
    this.#showForm(location.hash.slice(1));
  }

  tell(text) {
    this.#notice.textContent = text;
    this.#notice.hidden = false;
  }

  async #signIn({ email, password }) {
    await this.session.signIn(email, password);
    byId("sign-in").reset();
    this.onSignedIn();
  }

  async #signUp({ email, password, name }) {
    const body = { email, password, name, locale: currentLanguage() };
    const { signUpId } = await json(await post("/user/sign-up", body));
    sessionStorage.setItem(SIGN_UP_KEPT_AS, signUpId);
    byId("sign-up").reset();
    this.#goTo("confirm", email, t("codeSent", { email }));
  }

  async #confirm({ email, code }) {
    const signUpId = sessionStorage.getItem(SIGN_UP_KEPT_AS);
    if (!signUpId) return this.#goTo("sign-up", email, t("signUpAgain"));
    await post("/user/confirm", { email, code, signUpId });
    sessionStorage.removeItem(SIGN_UP_KEPT_AS);
    byId("confirm").reset();
    this.#goTo("sign-in", email, t("confirmed"));
  }

  async #resend(email) {
    await post("/user/resend", { email });
    this.tell(t("codeSent", { email }));
  }

  #goTo(name, email, text) {
    history.replaceState(null, "", `#${name}`);
    this.#showForm(name);
    this.tell(text);
    byId(name).elements.email.value = email;
    focusFirstEmpty(byId(name));
  }

  #showForm(asked) {
    const name = FORMS.includes(asked) ? asked : FORMS[0];
    this.#notice.hidden = true;
    for (const id of FORMS) byId(id).hidden = id !== name;
    clearErrors(byId(name));
    if (name === "confirm" && !sessionStorage.getItem(SIGN_UP_KEPT_AS)) this.tell(t("signUpAgain"));
    if (!byId("account").hidden) focusFirstEmpty(byId(name));
  }
}

function post(path, body) {
  return request(path, { method: "POST", body });
}

function handle(form, submit) {
  form.onsubmit = (event) => {
    event.preventDefault();
    attempt(form, submit);
  };
}

/** Runs `action` with the form's values; what goes wrong is written beside the fields. */
async function attempt(form, action) {
  clearErrors(form);
  setBusy(form, true);
  try {
    await action(Object.fromEntries(new FormData(form)));
  } catch (error) {
    showErrors(form, error);
  } finally {
    setBusy(form, false);
  }
  form.querySelector("[aria-invalid]")?.focus();
}

function setBusy(form, isBusy) {
  form.ariaBusy = isBusy;
  for (const button of form.querySelectorAll("button")) button.disabled = isBusy;
}

function clearErrors(form) {
  form.querySelector(".form-error").hidden = true;
  for (const input of form.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
  }
  for (const message of form.querySelectorAll(".field-error")) message.remove();
}

function showErrors(form, error) {
  const implied = FIELD_OF[error.code] && { field: FIELD_OF[error.code], code: error.code };
  const problems = error.fields?.length ? error.fields : [implied].filter(Boolean);
  const shown = problems.filter((problem) => showFieldError(form, problem));
  const general = form.querySelector(".form-error");
  general.textContent = shown.length > 0 ? t("error.fields") : errorText(error);
  general.hidden = false;
}

/** False when the form has no such field. */
function showFieldError(form, problem) {
  const input = form.elements[problem.field];
  if (!input) return false;
  const id = `${input.id}-error`;
  input.after(element("p", { className: "field-error", id, textContent: fieldErrorText(problem) }));
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", id);
  return true;
}

function focusFirstEmpty(form) {
  const next = [...form.elements].find((field) => field.type === "submit" || !field.value);
  next.focus();
}

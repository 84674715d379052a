/** The notification inbox and the number on its bell (FR4.1, FR4.2). */
import { clear, fill } from "./card.js";
import { announce, byId, element } from "./dom.js";
import { momentText, t } from "./i18n.js";

const COUNTED_UP_TO = 99;

export class Inbox {
  #dialog = byId("inbox");
  #content = byId("inbox-content");
  #bell = byId("open-inbox");
  #badge = byId("unread");
  #unread = null;

  constructor(api) {
    this.api = api;
    this.#bell.onclick = () => this.open();
    this.#dialog.onclick = ({ target }) => {
      if (target === this.#dialog) this.#dialog.close();
    };
  }

  open() {
    byId("close-inbox").ariaLabel = t("close");
    clear(this.#content);
    this.#dialog.showModal();
    return fill(
      this.#content,
      () => this.api.notifications(),
      (notifications) => {
        byId("notification-list").replaceChildren(...notifications.map((each) => this.#row(each)));
        return notifications.length > 0;
      },
    );
  }

  close() {
    this.#dialog.close();
    this.#unread = null;
  }

  /** Counts the unread ones; the number stays as it is when they cannot be read. */
  async refresh() {
    const count = await this.api.unreadCount().catch(() => null);
    if (count === null) return;
    if (this.#unread !== null && count > this.#unread) announce(t("newNotification"));
    this.#showUnread(count);
  }

  #showUnread(count) {
    this.#unread = count;
    this.#badge.hidden = count === 0;
    const text = count > COUNTED_UP_TO ? `${COUNTED_UP_TO}+` : `${count}`;
    this.#badge.textContent = text;
    const key = count === 0 ? "notifications" : "notificationsUnread";
    this.#bell.ariaLabel = t(key, { count: text });
  }

  #row(notification) {
    const { title, body, createdAt, readAt } = notification;
    const item = element(
      "li",
      { className: "notification" },
      element("p", { className: "quiet-text", textContent: momentText(new Date(createdAt)) }),
      element("h3", { textContent: title }),
      element("p", { textContent: body }),
    );
    if (!readAt) this.#offerToRead(item, notification.notificationId);
    return item;
  }

  #offerToRead(item, notificationId) {
    const mark = element("strong", { className: "new", textContent: t("unread") });
    const button = element("button", { className: "secondary", textContent: t("markRead") });
    button.onclick = async () => {
      button.disabled = true;
      try {
        await this.api.markRead(notificationId);
        mark.remove();
        button.remove();
      } catch {
        button.disabled = false;
      }
      await this.refresh();
    };
    item.prepend(mark);
    item.append(button);
  }
}

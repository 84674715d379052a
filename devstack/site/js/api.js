/** What a signed-in member asks the services. Everything raises Problem or Unreachable. */
import { json, Problem, request } from "./http.js";

export class Api {
  constructor(session) {
    this.session = session;
  }

  communities() {
    return this.#read("/user/community");
  }

  facilities() {
    return this.#read("/user/facility");
  }

  facilityEnergy(facilityId) {
    return this.#read(`/energy-data/facility/${facilityId}`);
  }

  /** Present power, the last 24 hours' energy, and quarter-hours from `day.from` to `day.to`. */
  communityEnergy(communityId, day) {
    const query = new URLSearchParams({
      from: day.from.toISOString(),
      to: day.to.toISOString(),
      resolution: "quarter",
    });
    return this.#read(`/energy-data/community/${communityId}?${query}`);
  }

  episodes(communityId) {
    return this.#read(`/live/community/${communityId}/episode?limit=3`);
  }

  notifications() {
    return this.#read("/notification?limit=50");
  }

  async unreadCount() {
    const { unreadCount } = await this.#read("/notification/unread-count");
    return unreadCount;
  }

  markRead(notificationId) {
    return this.open(`/notification/${notificationId}/read`, { method: "PUT" });
  }

  /** The answer itself; a token that has just expired is renewed and the request repeated once. */
  async open(path, options) {
    const token = await this.session.accessToken();
    try {
      return await request(path, { ...options, token });
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
    }
    await this.session.renew();
    return request(path, { ...options, token: await this.session.accessToken() });
  }

  async #read(path) {
    return json(await this.open(path));
  }
}

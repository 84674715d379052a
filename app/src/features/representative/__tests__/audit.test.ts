import { createFormats } from "@/formats";
import { dictionary } from "@/texts/dictionary";
import { HOUSE_ID, ME, OTHER, SURPLUS_POLICY as POLICY, ROOF_ID } from "@/testing/registry";

import { toldOf, type AuditContext } from "../logic/audit";
import { namesOf } from "../logic/members";
import { candidatesOf, ownersFrom } from "../logic/successors";
import { entry, member } from "../testing/builders";

const words = dictionary.en.representative.audit;
const context: AuditContext = {
  words,
  formats: createFormats("en", "Europe/Rome"),
  nameOf: namesOf([member()], (id) => `? ${id}`),
  personOf: (id) => (id === null ? "system" : id === ME ? "me" : "other"),
};
const request = { facilityId: HOUSE_ID, kind: "request", offeredBy: OTHER };
const joined = { facility: { facilityId: HOUSE_ID, validFrom: "2026-11-20T09:00:00Z" } };
const titles = (entries: Parameters<typeof toldOf>[0]) =>
  toldOf(entries, context).map(({ title }) => title);

describe("the trail in words", () => {
  it("tells of founding, removal and restoring without listing settings", () => {
    const settings = { name: "CER", surplusPolicy: POLICY };
    const told = toldOf(
      [
        entry({ action: "restore_community", before: null, after: settings }),
        entry({ action: "remove_community", before: settings, after: null, by: null }),
        entry({ action: "create_community", before: null, after: settings, by: OTHER }),
      ],
      context,
    );
    expect(told.map(({ title, who }) => [title, who])).toEqual([
      [words.restored, "me"],
      [words.removed, "system"],
      [words.founded, "other"],
    ]);
    expect(told.every(({ changes }) => changes.length === 0)).toBe(true);
  });

  it("shows each setting before and after, in its unit", () => {
    const [told] = toldOf(
      [
        entry({
          before: { name: "Old", surplusPolicy: POLICY },
          after: {
            name: "New",
            surplusPolicy: {
              ...POLICY,
              thresholdW: 2500,
              minimumDurationS: 900,
              endRatio: 0.25,
              quietOnHolidays: true,
              holidays: ["2026-12-07"],
            },
          },
        }),
      ],
      context,
    );
    expect(told?.changes).toEqual([
      { label: "Name", before: "Old", after: "New" },
      { label: "Threshold", before: "1.0\u00a0kW", after: "2.5\u00a0kW" },
      { label: words.settings.labels.endRatio, before: "50%", after: "25%" },
      { label: "Least duration", before: "10\u00a0min", after: "15\u00a0min" },
      { label: words.settings.labels.quietOnHolidays, before: "no", after: "yes" },
      { label: "Further holidays", before: "none", after: "07/12/2026" },
    ]);
  });

  it("tells who asks, who joins and who leaves", () => {
    expect(
      titles([
        entry({ action: "leave_community", before: joined, after: { facility: null } }),
        entry({ action: "join_community", before: { facility: null }, after: joined }),
        entry({ action: "join_community", before: { offer: null }, after: { offer: request } }),
      ]),
    ).toEqual(["Casa Olga left", "Casa Olga joined", "Casa Olga asked to join"]);
  });

  it("does not tell twice of what became a membership", () => {
    const accepted = [
      entry({ action: "join_community", before: { offer: request }, after: { offer: null } }),
      entry({ action: "join_community", before: { facility: null }, after: joined }),
    ];
    expect(titles(accepted)).toEqual(["Casa Olga joined"]);
    expect(titles(accepted.slice(0, 1))).toEqual(["The request of Casa Olga waits no longer"]);
  });

  it("tells of a proposal, its end and the handing over", () => {
    const action = "transfer_representation" as const;
    const proposal = { proposedRepresentativeId: OTHER };
    const nobody = { proposedRepresentativeId: null };
    expect(
      titles([
        entry({ action, before: proposal, after: { ...nobody, representativeId: OTHER } }),
        entry({ action, before: proposal, after: nobody }),
        entry({ action, before: nobody, after: proposal }),
      ]),
    ).toEqual([words.handedOver("other"), words.proposalEnded, words.proposed("other")]);
  });

  it("survives documents it does not know", () => {
    expect(titles([entry({ before: { facility: 7 }, after: { facility: "x" } })])).toEqual([
      words.changed,
    ]);
  });
});

describe("who could represent the community next", () => {
  const invitation = { facilityId: ROOF_ID, kind: "invitation", offeredBy: ME };

  it("are owners who asked, or who accepted an invitation", () => {
    const owners = ownersFrom([
      entry({
        by: OTHER,
        action: "join_community",
        before: { offer: invitation },
        after: { offer: null },
      }),
      entry({
        by: ME,
        action: "join_community",
        before: { offer: null },
        after: { offer: invitation },
      }),
      entry({
        by: ME,
        action: "join_community",
        before: { offer: request },
        after: { offer: null },
      }),
      entry({
        by: OTHER,
        action: "join_community",
        before: { offer: null },
        after: { offer: request },
      }),
    ]);
    expect([...owners]).toEqual([
      [HOUSE_ID, OTHER],
      [ROOF_ID, OTHER],
    ]);
  });

  it("are not those whose invitation was only taken back", () => {
    const owners = ownersFrom([
      entry({
        by: ME,
        action: "leave_community",
        before: { offer: invitation },
        after: { offer: null },
      }),
      entry({
        by: ME,
        action: "join_community",
        before: { offer: null },
        after: { offer: invitation },
      }),
    ]);
    expect(owners.size).toBe(0);
  });

  it("are named once by all their facilities, oneself left out", () => {
    const members = [
      member({ facilityId: ROOF_ID, name: "Tetto" }),
      member(),
      member({ facilityId: "mine", name: "Mia" }),
      member({ facilityId: "unknown", name: "Boh" }),
    ];
    const owners = new Map([
      [ROOF_ID, OTHER],
      [HOUSE_ID, OTHER],
      ["mine", ME],
    ]);
    expect(candidatesOf(members, owners, ME)).toEqual([
      { userId: OTHER, facilityNames: ["Casa Olga", "Tetto"] },
    ]);
  });
});

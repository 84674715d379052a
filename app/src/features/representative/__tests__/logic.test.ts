import { createFormats } from "@/formats";
import { dictionary } from "@/texts/dictionary";
import { facility, HOUSE_ID, ROOF_ID } from "@/testing/registry";

import { checksOf, unmet } from "../logic/eligibility";
import { beginOf, idIn } from "../logic/invite";
import { found, namesOf, summaryOf } from "../logic/members";
import { ownThatCanJoin, split } from "../logic/offers";
import { eligibility, member, offer } from "../testing/builders";

const formats = createFormats("en", "Europe/Rome");
const words = dictionary.en.representative.eligibility;
const nameOf = namesOf([member()], (id) => `? ${id}`);

describe("R1 to R4 as a checklist", () => {
  it("ticks every rule of a community that is eligible", () => {
    const checks = checksOf(eligibility(), nameOf, words, formats);
    expect(checks).toHaveLength(8);
    expect(checks.every(({ state }) => state === "done")).toBe(true);
    expect(unmet(eligibility())).toBe(0);
  });

  it("says what is missing and what to do", () => {
    const found = eligibility({
      eligible: false,
      producerCount: 0,
      plantPowerW: 0,
      findings: [
        {
          code: "no_producer",
          kind: "missing",
          limit: 1,
          found: 0,
          facilityIds: [],
          facilityCount: 0,
        },
      ],
    });
    const check = checksOf(found, nameOf, words, formats).find(
      ({ label }) => label === words.rules.producer,
    );
    expect(check).toEqual({
      label: words.rules.producer,
      state: "open",
      note: `Now: 0. ${words.advice.no_producer}`,
    });
    expect(unmet(found)).toBe(1);
  });

  it("names the facilities that break a rule, and counts the rest", () => {
    const ids = [HOUSE_ID, ...Array.from({ length: 5 }, () => ROOF_ID)];
    const found = eligibility({
      findings: [
        {
          code: "substation_differs",
          kind: "breach",
          limit: null,
          found: null,
          facilityIds: ids,
          facilityCount: 120,
        },
      ],
    });
    const check = checksOf(found, nameOf, words, formats).find(
      ({ label }) => label === words.rules.substation,
    );
    expect(check?.state).toBe("failed");
    expect(check?.note).toContain("Casa Olga, ? bbbbbbbb");
    expect(check?.note).toContain("and 115 more");
  });

  it("counts older plants within the share as met, with a note", () => {
    const found = eligibility({
      olderPlantPowerW: 1000,
      olderPlantShare: 0.1667,
      findings: [
        {
          code: "older_plants_without_premium",
          kind: "note",
          limit: 0.3,
          found: 0.1667,
          facilityIds: [HOUSE_ID],
          facilityCount: 1,
        },
      ],
    });
    const check = checksOf(found, nameOf, words, formats).at(-1);
    expect(check?.state).toBe("done");
    expect(check?.note).toContain("17%");
    expect(unmet(found)).toBe(0);
  });
});

describe("members", () => {
  const roof = member({ facilityId: ROOF_ID, name: "Àncora", maxProductionW: 6000 });

  it("are summed up", () => {
    expect(summaryOf([member(), roof])).toEqual({ count: 2, producers: 1, plantPowerW: 6000 });
  });

  it("are found by part of the name and ordered by it", () => {
    expect(found([member(), roof], "").map(({ name }) => name)).toEqual(["Àncora", "Casa Olga"]);
    expect(found([member(), roof], " OLGA").map(({ name }) => name)).toEqual(["Casa Olga"]);
    expect(found([member()], "x")).toEqual([]);
  });
});

describe("FR9.1 offers", () => {
  it("are told apart by who has to answer", () => {
    const invitation = offer({ kind: "invitation" });
    expect(split([invitation, offer()])).toEqual({
      requests: [offer()],
      invitations: [invitation],
    });
  });

  it("show one's own facilities that can join at once", () => {
    const free = facility();
    const others = [
      facility({ role: "manager" }),
      facility({ primarySubstationCode: "AC009E00009" }),
      facility({ community: { communityId: "x", name: "y", validFrom: "2026-01-01T00:00:00Z" } }),
    ];
    const place = { communityId: "c", primarySubstationCode: "AC001E00001" };
    expect(ownThatCanJoin([free, ...others], place)).toEqual([free]);
  });
});

describe("an invitation", () => {
  it("finds the one id in a pasted message", () => {
    expect(idIn(`Ciao, è ${HOUSE_ID.toUpperCase()}!`)).toBe(HOUSE_ID);
    expect(idIn(`https://meriggio.example/facilities/${HOUSE_ID}?a=1`)).toBe(HOUSE_ID);
    expect(idIn(`${HOUSE_ID} ${HOUSE_ID}`)).toBe(HOUSE_ID);
  });

  it("does not guess", () => {
    expect(idIn("Casa Olga")).toBeNull();
    expect(idIn(`${HOUSE_ID} or ${ROOF_ID}`)).toBeNull();
  });

  it("counts from the begin of a day of the community's clock", () => {
    expect(beginOf("01/06/2026", "Europe/Rome")).toBe("2026-05-31T22:00:00.000Z");
    expect(beginOf("2026-12-01", "Europe/Rome")).toBe("2026-11-30T23:00:00.000Z");
    expect(beginOf("31/02/2026", "Europe/Rome")).toBeNull();
  });
});

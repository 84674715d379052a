import { dictionary } from "@/texts/dictionary";
import { community, facility, SURPLUS_POLICY as POLICY } from "@/testing/registry";

import {
  changedSettings,
  EMPTY_FORM,
  isChanged,
  isUsualCode,
  missingIn,
  refusedIn,
  settingsOf,
  suggestionsFrom,
  withSuggestion,
} from "../logic/communityForm";
import { MARKET_ZONES, REGIONS_OF, zoneOfRegion } from "../logic/marketZones";

const words = dictionary.en;
const form = { name: " CER Valle ", primarySubstationCode: "ac001 e00001", marketZone: "NORD" };

describe("FR8.1 what is entered", () => {
  it("asks for each thing that is missing, spaces alone included", () => {
    expect(Object.keys(missingIn(EMPTY_FORM, words))).toEqual([
      "name",
      "primarySubstationCode",
      "marketZone",
    ]);
    expect(missingIn({ ...form, name: "  " }, words)).toEqual({
      name: words.representative.form.nameMissing,
    });
    expect(missingIn(form, words)).toEqual({});
  });

  it("is sent without stray spaces, the code in capitals", () => {
    expect(settingsOf(form)).toEqual({
      name: "CER Valle",
      primarySubstationCode: "AC001E00001",
      marketZone: "NORD",
    });
  });

  it("knows a code as GSE writes it", () => {
    expect(isUsualCode("ac001e00001")).toBe(true);
    expect(isUsualCode("AC1E1")).toBe(false);
  });
});

describe("FR8.3 what the server refuses", () => {
  it("stands at its field, in the reader's words", () => {
    const problem = { field: "name", code: "string_too_long", message: "no" };
    expect(refusedIn([problem], words)).toEqual({ name: words.accountProblems.string_too_long });
  });

  it("is not lost when it is about no field of the form", () => {
    expect(refusedIn([{ field: "other", code: "x", message: "no" }], words)).toBeNull();
  });
});

describe("a change", () => {
  it("keeps the surplus policy, which PUT would set back", () => {
    expect(changedSettings(form, community()).surplusPolicy).toEqual(POLICY);
  });

  it("is one only when something differs", () => {
    const same = { ...form, name: "CER Valle Maira " };
    expect(isChanged(same, community())).toBe(false);
    expect(isChanged({ ...same, marketZone: "SUD" }, community())).toBe(true);
  });
});

describe("suggestions from one's own facilities", () => {
  it("name the substation with most of them first, with its zone", () => {
    const facilities = [
      facility({ name: "Casa", primarySubstationCode: "AC001E00009", region: "Sicilia" }),
      facility({ name: "Tetto" }),
      facility({ name: "Bottega" }),
    ];
    expect(suggestionsFrom(facilities)).toEqual([
      { code: "AC001E00001", zone: "NORD", facilityNames: ["Tetto", "Bottega"] },
      { code: "AC001E00009", zone: "SICI", facilityNames: ["Casa"] },
    ]);
  });

  it("leave out facilities of others, and an unknown region's zone", () => {
    expect(suggestionsFrom([facility({ role: "viewer" })])).toEqual([]);
    const [odd] = suggestionsFrom([facility({ region: "Baviera" })]);
    expect(odd?.zone).toBeNull();
    expect(withSuggestion({ ...EMPTY_FORM, marketZone: "SUD" }, odd!).marketZone).toBe("SUD");
  });
});

describe("market zones", () => {
  it("hold the twenty regions, each once", () => {
    const regions = MARKET_ZONES.flatMap((zone) => REGIONS_OF[zone]);
    expect(regions).toHaveLength(20);
    expect(new Set(regions).size).toBe(20);
  });

  it.each([
    ["Piemonte", "NORD"],
    ["  valle d’aosta ", "NORD"],
    ["Friuli Venezia Giulia", "NORD"],
    ["Umbria", "CSUD"],
    ["CALABRIA", "CALA"],
    ["Atlantide", null],
    ["", null],
  ])("are found by region as people write it: %s", (region, zone) => {
    expect(zoneOfRegion(region)).toBe(zone);
  });
});

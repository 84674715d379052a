import { act, renderHook } from "@testing-library/react-native";

import { useDraft } from "../useDraft";

interface Thing {
  readonly version: number;
  readonly name: string;
}

const thing = (version: number, name: string): Thing => ({ version, name });
const formOf = ({ name }: { readonly name: string }) => ({ name });

function drafted() {
  return renderHook(({ newest }: { readonly newest: Thing }) => useDraft(newest, formOf), {
    initialProps: { newest: thing(1, "CER Prima") },
  });
}

describe("a draft", () => {
  it("takes news while nothing is typed", () => {
    const { result, rerender } = drafted();
    rerender({ newest: thing(2, "CER Dopo") });
    expect(result.current).toMatchObject({
      begun: thing(2, "CER Dopo"),
      values: { name: "CER Dopo" },
      isOutdated: false,
    });
  });

  it("keeps what is typed, and says that there is a newer version", () => {
    const { result, rerender } = drafted();
    act(() => {
      result.current.setValues({ name: "CER Mia" });
    });
    rerender({ newest: thing(2, "CER Dopo") });
    expect(result.current).toMatchObject({
      begun: thing(1, "CER Prima"),
      values: { name: "CER Mia" },
      isOutdated: true,
    });
    act(() => {
      result.current.begin(thing(2, "CER Dopo"));
    });
    expect(result.current).toMatchObject({ values: { name: "CER Dopo" }, isOutdated: false });
  });
});

import { hasLoaded, reloadOnce } from "../reload.web";

const reload = jest.fn();
const kept = new Map<string, string>();
let onLine = true;

beforeAll(() => {
  const browser = {
    location: { reload },
    navigator: {
      get onLine() {
        return onLine;
      },
    },
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    },
  };
  for (const [name, value] of Object.entries(browser)) {
    Object.defineProperty(globalThis, name, { value, configurable: true });
  }
});

beforeEach(() => {
  kept.clear();
  onLine = true;
});

test("the page is loaded anew once, until a script has come again", () => {
  expect(reloadOnce()).toBe(true);
  expect(reloadOnce()).toBe(false);
  hasLoaded();
  expect(reloadOnce()).toBe(true);
  expect(reload).toHaveBeenCalledTimes(2);
});

test("offline a new page would be no better", () => {
  onLine = false;
  expect(reloadOnce()).toBe(false);
  expect(reload).not.toHaveBeenCalled();
});

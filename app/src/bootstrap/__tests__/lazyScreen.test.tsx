import { fireEvent, screen } from "@testing-library/react-native";
import { Text } from "react-native";

import { fakeServer } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";

import { lazyScreen } from "../lazyScreen";

function Hello({ name }: { readonly name: string }) {
  return <Text>Hello {name}</Text>;
}

test("a screen comes when its code has come, and then at once", async () => {
  const load = jest.fn(() => Promise.resolve(Hello));
  const Lazy = lazyScreen(load);
  const { unmount } = await renderScreen(<Lazy name="Rita" />, { server: fakeServer({}) });
  expect(screen.queryByText("Hello Rita")).toBeNull();
  expect(await screen.findByText("Hello Rita")).toBeVisible();
  unmount();
  await renderScreen(<Lazy name="Bruno" />, { server: fakeServer({}) });
  expect(await screen.findByText("Hello Bruno")).toBeVisible();
  expect(load).toHaveBeenCalledTimes(1);
});

test("of two that wait for the same code both come, though the second has it by then", async () => {
  const atOnce = { then: (come: (component: typeof Hello) => void) => come(Hello) };
  const Lazy = lazyScreen(() => atOnce as unknown as Promise<typeof Hello>);
  const both = (
    <>
      <Lazy name="Rita" />
      <Lazy name="Bruno" />
    </>
  );
  await renderScreen(both, { server: fakeServer({}) });
  expect(await screen.findByText("Hello Rita")).toBeVisible();
  expect(await screen.findByText("Hello Bruno")).toBeVisible();
});

test("code that does not come can be asked for again", async () => {
  const load = jest
    .fn(() => Promise.resolve(Hello))
    .mockRejectedValueOnce(new Error("the script is gone"));
  const Lazy = lazyScreen(load);
  await renderScreen(<Lazy name="Rita" />, { server: fakeServer({}) });
  expect(await screen.findByText("This screen cannot be opened")).toBeVisible();
  fireEvent.press(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Hello Rita")).toBeVisible();
});

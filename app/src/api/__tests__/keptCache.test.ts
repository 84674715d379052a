import { QueryObserver } from "@tanstack/react-query";
import {
  persistQueryClientRestore,
  persistQueryClientSave,
} from "@tanstack/react-query-persist-client";

import { createQueryClient, persistence } from "../queryClient";

const QUERY_KEY = ["communities"];

test("answers of last time are shown with their age, and asked for again at once", async () => {
  const { options } = persistence("a user", "1.0.0");
  const before = createQueryClient();
  const updatedAt = Date.now() - 1_000;
  before.setQueryData(QUERY_KEY, "of last time", { updatedAt });
  await persistQueryClientSave({ queryClient: before, ...options });

  const queryClient = createQueryClient();
  await persistQueryClientRestore({ queryClient, ...options });
  const ask = jest.fn(() => Promise.resolve("of now"));
  const observer = new QueryObserver(queryClient, { queryKey: QUERY_KEY, queryFn: ask });
  const came = new Promise<void>((resolve) => {
    observer.subscribe(({ data }) => {
      if (data === "of now") resolve();
    });
  });
  expect(observer.getCurrentResult()).toMatchObject({
    data: "of last time",
    dataUpdatedAt: updatedAt,
    isFetching: true,
  });
  await came;
  expect(ask).toHaveBeenCalledTimes(1);
  before.clear();
  queryClient.clear();
});

import { createIdempotencyKeys } from "../idempotency";
import { nextCursor } from "../pages";

test.each([
  ['</facility/1/audit?limit=50&cursor=a%2Fb%3D>; rel="next"', "a/b="],
  ["</facility/1/audit?limit=50>; rel=next", null],
  [null, null],
])("the cursor of %s", (link, cursor) => {
  expect(nextCursor(link)).toBe(cursor);
});

test("a body keeps its key until it changes or has been created", () => {
  let count = 0;
  const keys = createIdempotencyKeys(() => `key-${++count}`);
  expect(keys.keyOf({ name: "Casa" })).toBe("key-1");
  expect(keys.keyOf({ name: "Casa" })).toBe("key-1");
  expect(keys.keyOf({ name: "Casa Olga" })).toBe("key-2");
  keys.forget();
  expect(keys.keyOf({ name: "Casa Olga" })).toBe("key-3");
});

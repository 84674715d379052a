import { decoded } from "../pickedFile";

test("what is no UTF-8 is read as Latin-1", () => {
  expect(decoded(new TextEncoder().encode("Città;1,5"))).toBe("Città;1,5");
  expect(decoded(Uint8Array.from([0x43, 0x69, 0x74, 0x74, 0xe0]))).toBe("Città");
});

import { fileName } from "../savedFile";

test("a file's name has nothing that a file system refuses", () => {
  expect(fileName(["Casa «Olga» / tetto è su", "2026-11"], "csv")).toBe(
    "casa-olga-tetto-e-su-2026-11.csv",
  );
});

test("a name of signs alone is still a name", () => {
  expect(fileName(["☀️"], "pdf")).toBe("file.pdf");
});

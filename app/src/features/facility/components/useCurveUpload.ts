import { useState } from "react";

import { Problem } from "@/api/problems";
import { useBringCurve } from "@/api/queries/officialCurves";
import { type PickedFile, pickTextFile } from "@/files";
import { problemText, useTexts } from "@/texts";
import { useAnnouncer, useFormats } from "@/ui";

import { type CurveDraft, formOf, LARGEST_FILE_BYTES } from "../logic/officialCurve";

/** A file on its way in: chosen, tried, looked at, stored. */
export function useCurveUpload(facilityId: string) {
  const texts = useTexts();
  const words = texts.facility.official;
  const formats = useFormats();
  const { toast } = useAnnouncer();
  const [file, setFile] = useState<PickedFile | null>(null);
  const [complaint, setComplaint] = useState<string | null>(null);
  const [draft, setDraft] = useState<CurveDraft>({});
  const [isReplacing, setReplacing] = useState(false);
  const trying = useBringCurve(facilityId);
  const storing = useBringCurve(facilityId);

  const start = () => {
    setComplaint(null);
    setReplacing(false);
    trying.reset();
    storing.reset();
  };
  const check = ({ name, text }: PickedFile) => {
    start();
    trying.mutate({ name, text, form: formOf(draft), isDryRun: true, isReplacing: false });
  };
  const { isOpening, choose } = useChosenFile((chosen) => {
    start();
    setFile(typeof chosen === "string" ? null : chosen);
    if (typeof chosen === "string") setComplaint(words[chosen]);
    else check(chosen);
  });
  const store = () => {
    if (file === null) return;
    const { name, text } = file;
    storing.mutate(
      { name, text, form: formOf(draft), isDryRun: false, isReplacing },
      {
        onSuccess: ({ quarterHours }) => {
          toast({ tone: "good", text: words.stored(formats.number(quarterHours)) });
          setFile(null);
          start();
        },
      },
    );
  };
  const error = storing.error ?? trying.error;
  return {
    file,
    report: trying.data ?? null,
    draft,
    change: (part: CurveDraft) => setDraft({ ...draft, ...part }),
    isReplacing,
    setReplacing,
    isOpening,
    isChecking: trying.isPending,
    isStoring: storing.isPending,
    failure: complaint ?? (error === null ? null : problemText(texts, error)),
    /** What the service asks to be told of the file. */
    asked: error instanceof Problem ? error.fields.map(({ field }) => field) : [],
    choose,
    checkAgain: () => file !== null && check(file),
    store,
  };
}

export type CurveUploading = ReturnType<typeof useCurveUpload>;

type Refusal = "cannotOpen" | "tooLarge";

/** A file that can be sent, or why not; nothing where nobody chose one. */
function useChosenFile(onChosen: (chosen: PickedFile | Refusal) => void) {
  const [isOpening, setOpening] = useState(false);
  const choose = async () => {
    setOpening(true);
    const picked = await pickTextFile().catch((): Refusal => "cannotOpen");
    setOpening(false);
    if (picked === null) return;
    const isTooLarge = typeof picked !== "string" && picked.size > LARGEST_FILE_BYTES;
    onChosen(isTooLarge ? "tooLarge" : picked);
  };
  return { isOpening, choose: () => void choose() };
}

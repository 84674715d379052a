import { useState } from "react";

import { Problem } from "@/api/problems";
import { useBringCurve } from "@/api/queries/officialCurves";
import { type PickedFile, pickTextFile } from "@/files";
import { problemText, useTexts } from "@/texts";
import { useAnnouncer, useFormats } from "@/ui";

import { type CurveDraft, formOf, isSameForm, LARGEST_FILE_BYTES } from "../logic/officialCurve";

/** A file on its way in: chosen, tried, looked at, stored. */
export function useCurveUpload(facilityId: string) {
  const texts = useTexts();
  const words = texts.facility.official;
  const formats = useFormats();
  const { toast } = useAnnouncer();
  const [file, setFile] = useState<PickedFile | null>(null);
  const [complaint, setComplaint] = useState<string | null>(null);
  const [isReplacing, setReplacing] = useState(false);
  const trial = useTrial(facilityId);
  const storing = useBringCurve(facilityId);

  const start = () => {
    setComplaint(null);
    setReplacing(false);
    trial.forget();
    storing.reset();
  };
  const check = (chosen: PickedFile) => {
    start();
    trial.check(chosen);
  };
  const choose = useChosenFile((chosen) => {
    start();
    setFile(typeof chosen === "string" ? null : chosen);
    if (typeof chosen === "string") setComplaint(words[chosen]);
    else check(chosen);
  });
  const store = () => {
    if (file === null) return;
    const { name, text } = file;
    storing.mutate(
      { name, text, form: formOf(trial.draft), isDryRun: false, isReplacing },
      {
        onSuccess: ({ quarterHours }) => {
          toast({ tone: "good", text: words.stored(formats.number(quarterHours)) });
          setFile(null);
          start();
        },
      },
    );
  };
  const error = storing.error ?? trial.error;
  return {
    ...trial,
    file,
    isReplacing,
    setReplacing,
    isStoring: storing.isPending,
    failure: complaint ?? (error === null ? null : problemText(texts, error)),
    /** What the service asks to be told of the file. */
    asked: fieldsOf(error),
    choose,
    checkAgain: () => file !== null && check(file),
    store,
  };
}

/** What is said of a file, and what would become of it. */
function useTrial(facilityId: string) {
  const words = useTexts().facility.official;
  const { announce } = useAnnouncer();
  const [draft, setDraft] = useState<CurveDraft>({});
  const [isAsked, setAsked] = useState(false);
  const trying = useBringCurve(facilityId);
  const check = ({ name, text }: PickedFile) =>
    trying.mutate(
      { name, text, form: formOf(draft), isDryRun: true, isReplacing: false },
      {
        onSuccess: () => announce(words.nothingStored),
        onError: (error) => {
          if (fieldsOf(error).length > 0) setAsked(true);
        },
      },
    );
  const isOfDraft = isSameForm(trying.variables?.form ?? {}, formOf(draft));
  return {
    draft,
    change: (part: CurveDraft) => setDraft({ ...draft, ...part }),
    /** Null too once the file is told otherwise: what is stored is what was tried. */
    report: isOfDraft ? (trying.data ?? null) : null,
    /** Whether what is said of the file is in sight. */
    isAsked,
    setAsked,
    check,
    isChecking: trying.isPending,
    error: trying.error,
    forget: trying.reset,
  };
}

export type CurveUploading = ReturnType<typeof useCurveUpload>;

function fieldsOf(error: Error | null): string[] {
  return error instanceof Problem ? error.fields.map(({ field }) => field) : [];
}

type Refusal = "cannotOpen" | "tooLarge";

/** A file that can be sent, or why not; nothing where nobody chose one, of which not all browsers tell. */
function useChosenFile(onChosen: (chosen: PickedFile | Refusal) => void) {
  const choose = async () => {
    const picked = await pickTextFile().catch((): Refusal => "cannotOpen");
    if (picked === null) return;
    const isTooLarge = typeof picked !== "string" && picked.size > LARGEST_FILE_BYTES;
    onChosen(isTooLarge ? "tooLarge" : picked);
  };
  return () => void choose();
}

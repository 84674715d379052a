import { type CommunityFileAsked, useCommunityStatementFile } from "@/api/queries/settlements";
import { fileName, saveFile } from "@/files";
import { useLanguage } from "@/preferences/PreferencesProvider";
import { problemText, useTexts } from "@/texts";
import { Button, useAnnouncer } from "@/ui";

const TYPES = { pdf: "application/pdf", csv: "text/csv" } as const;

interface StatementFilesProps {
  readonly communityId: string;
  readonly month: string;
  /** The community's. */
  readonly name: string;
}

/** The month's statement as a file for people and one for spreadsheets. */
export function StatementFiles(props: StatementFilesProps) {
  const words = useTexts().policies.statements;
  const { save, underWay } = useSaving(props);
  return (
    <>
      <Button
        variant="primary"
        icon="document"
        label={words.pdf}
        onPress={() => save({ format: "pdf" })}
        busy={underWay === "pdf"}
        busyLabel={words.preparing}
        wide
      />
      <Button
        icon="table"
        label={words.csv}
        onPress={() => save({ format: "csv" })}
        busy={underWay === "csv"}
        busyLabel={words.preparing}
        wide
      />
    </>
  );
}

/** What GSE pays, divided by the month's shares. */
export function PaidFile(props: StatementFilesProps) {
  const words = useTexts().policies.statements;
  const { save, underWay } = useSaving(props);
  return (
    <Button
      icon="document"
      label={words.paidPdf}
      onPress={() => save({ format: "pdf", isPaid: true })}
      busy={underWay !== null}
      busyLabel={words.preparing}
      wide
    />
  );
}

type Wanted = Pick<CommunityFileAsked, "format" | "isPaid">;

function useSaving({ communityId, month, name }: StatementFilesProps) {
  const texts = useTexts();
  const words = texts.policies.statements;
  const language = useLanguage();
  const { toast } = useAnnouncer();
  const download = useCommunityStatementFile(communityId);
  const save = (wanted: Wanted) =>
    download.mutate(
      { month, language, ...wanted },
      {
        onSuccess: (content) => {
          const parts = ["meriggio", name, month, ...(wanted.isPaid ? ["gse"] : [])];
          const file = fileName(parts, wanted.format);
          void saveFile({ name: file, type: TYPES[wanted.format], content }).then(() =>
            toast({ text: words.saved(file), tone: "good" }),
          );
        },
        onError: (error) => toast({ tone: "danger", text: problemText(texts, error) }),
      },
    );
  return { save, underWay: download.isPending ? download.variables.format : null };
}

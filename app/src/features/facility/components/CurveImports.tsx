import { useState } from "react";

import { type CurveImport, useUndoCurve } from "@/api/queries/officialCurves";
import { problemText, useTexts } from "@/texts";
import {
  AppText,
  Card,
  ConfirmDialog,
  IconButton,
  ListRow,
  ShowMore,
  useAnnouncer,
  useFormats,
} from "@/ui";

import { spanText } from "../logic/officialCurve";

interface CurveImportsProps {
  readonly facilityId: string;
  readonly imports: readonly CurveImport[];
}

const FIRST = 5;

/** What was imported, newest first; what holds can be undone. */
export function CurveImports({ facilityId, imports }: CurveImportsProps) {
  const words = useTexts().facility.official;
  const [undoing, setUndoing] = useState<CurveImport | null>(null);
  if (imports.length === 0) {
    return (
      <Card title={words.imports}>
        <AppText color="textSoft">{words.none}</AppText>
      </Card>
    );
  }
  return (
    <Card title={words.imports} flush>
      <ShowMore
        items={imports}
        first={FIRST}
        render={(one) => <ImportRow key={one.importId} one={one} onUndo={() => setUndoing(one)} />}
      />
      <UndoDialog facilityId={facilityId} one={undoing} onClose={() => setUndoing(null)} />
    </Card>
  );
}

function ImportRow({ one, onUndo }: { readonly one: CurveImport; readonly onUndo: () => void }) {
  const words = useTexts().facility.official;
  const formats = useFormats();
  const name = one.fileName ?? words.unnamed;
  const facts = [
    one.status === "applied" ? words.applied : words.undone,
    spanText(one, formats),
    one.directions.map((direction) => words.values[direction]).join(", "),
    words.importedOn(formats.dayTime(one.importedAt)),
  ];
  return (
    <ListRow
      icon="table"
      title={name}
      subtitle={facts.join("\u00a0· ")}
      trailing={
        one.status === "applied" ? (
          <IconButton icon="bin" label={words.undo(name)} onPress={onUndo} />
        ) : undefined
      }
    />
  );
}

interface UndoDialogProps {
  readonly facilityId: string;
  readonly one: CurveImport | null;
  readonly onClose: () => void;
}

function UndoDialog({ facilityId, one, onClose }: UndoDialogProps) {
  const texts = useTexts();
  const words = texts.facility.official;
  const { toast } = useAnnouncer();
  const undoing = useUndoCurve(facilityId);
  const close = () => {
    undoing.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      visible={one !== null}
      title={words.undoTitle}
      consequences={[words.undoMeans, words.undoAccounts]}
      confirmLabel={words.undoConfirm}
      busy={undoing.isPending}
      error={undoing.error === null ? undefined : problemText(texts, undoing.error)}
      onCancel={close}
      onConfirm={() => {
        if (one === null) return;
        undoing.mutate(one.importId, {
          onSuccess: () => {
            toast({ text: words.undoDone });
            close();
          },
        });
      }}
    />
  );
}

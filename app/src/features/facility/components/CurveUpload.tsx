import { useTexts } from "@/texts";
import { AppText, Banner, Button, Card, Disclosure, Select, TextField } from "@/ui";

import { CHOICES, type ChoiceName, COLUMNS, FOUND_OUT } from "../logic/officialCurve";

import { CurveReportCard } from "./CurveReportCard";
import { type CurveUploading, useCurveUpload } from "./useCurveUpload";

/** A file is chosen, tried at once, looked at, and stored when the person says so. */
export function CurveUpload({ facilityId }: { readonly facilityId: string }) {
  const words = useTexts().facility.official;
  const upload = useCurveUpload(facilityId);
  const { file, report, isChecking } = upload;
  return (
    <>
      <Card>
        <AppText color="textSoft">{words.intro}</AppText>
        {file !== null && <AppText variant="subheading">{file.name}</AppText>}
        {upload.failure !== null && <Banner tone="danger" text={upload.failure} />}
        <Button
          variant={report === null ? "primary" : "secondary"}
          icon="table"
          label={file === null ? words.choose : words.chooseOther}
          onPress={upload.choose}
          busy={isChecking}
          busyLabel={words.checking}
          disabled={upload.isStoring}
          wide
        />
      </Card>
      {report !== null && <CurveReportCard report={report} upload={upload} />}
      {file !== null && <FileForm upload={upload} />}
    </>
  );
}

/** What is said of the file where it was not understood. */
function FileForm({ upload }: { readonly upload: CurveUploading }) {
  const words = useTexts().facility.official;
  const { draft, change, asked, isAsked, setAsked } = upload;
  const choice = (name: ChoiceName) => (
    <Select
      key={name}
      label={words[name]}
      value={draft[name] ?? FOUND_OUT}
      error={asked.includes(name) ? words.tell : undefined}
      options={[FOUND_OUT, ...CHOICES[name]].map((value) => ({
        value,
        label: value === FOUND_OUT ? words.auto : words.values[value as keyof typeof words.values],
      }))}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <Card>
      <Disclosure title={words.about} open={isAsked} onToggle={setAsked}>
        <AppText color="textSoft">{words.aboutText}</AppText>
        {(["direction", "unit", "stamp", "zone"] as const).map(choice)}
        {COLUMNS.map((name) => (
          <TextField
            key={name}
            label={words[name]}
            optional
            value={draft[name] ?? ""}
            error={asked.includes(name) ? words.tell : undefined}
            onChangeText={(typed) => change({ [name]: typed })}
          />
        ))}
        <Button
          icon="refresh"
          label={words.checkAgain}
          onPress={upload.checkAgain}
          busy={upload.isChecking}
          busyLabel={words.checking}
          wide
        />
      </Disclosure>
    </Card>
  );
}

import { type FacilityStatement, useStatementFile } from "@/api/queries/facilityEnergy";
import { fileName, saveFile } from "@/files";
import { useLanguage } from "@/preferences/PreferencesProvider";
import { problemText, useTexts } from "@/texts";
import { AppText, Banner, Button, Card, Facts, Stat, useAnnouncer, useFormats } from "@/ui";
import { BarsChart } from "@/ui/charts";

import { dayBars, partsOf } from "../logic/statement";

interface StatementCardsProps {
  readonly facilityId: string;
  readonly month: string;
  readonly name: string;
  readonly statement: FacilityStatement;
}

/** A month's sum, where it comes from, its energy by day, and its files. */
export function StatementCards(props: StatementCardsProps) {
  const { statement } = props;
  const texts = useTexts().facility.membership;
  const formats = useFormats();
  return (
    <>
      <SumCard statement={statement} />
      <Card>
        <BarsChart
          title={texts.days}
          series={[
            { role: "produced", label: texts.sharedAsProducer },
            { role: "consumed", label: texts.sharedAsConsumer },
          ]}
          periods={dayBars(statement, formats.timeZone)}
          resolution="day"
        />
        <EnergyFacts line={statement.line} />
      </Card>
      <Files {...props} />
    </>
  );
}

function SumCard({ statement }: { readonly statement: FacilityStatement }) {
  const texts = useTexts().facility.membership;
  const formats = useFormats();
  const { line, settlement, communityName } = statement;
  const criteria: Readonly<Record<string, string>> = texts.criteria;
  const parts = partsOf(line).map(({ criterion, eur }) => ({
    label: criteria[criterion] ?? criterion,
    value: formats.euro(eur),
  }));
  return (
    <Card title={communityName}>
      <Stat
        size="display"
        label={texts.gets}
        value={formats.euro(line.amountEur)}
        estimate={settlement.provisional}
      />
      {parts.length > 0 && (
        <>
          <AppText variant="label">{texts.parts}</AppText>
          <Facts items={parts} />
        </>
      )}
      {settlement.provisional && (
        <Banner
          title={texts.provisional}
          text={settlement.provisionalBecause.map((reason) => texts.reasons[reason]).join(" ")}
        />
      )}
      {settlement.basis === "measured" && (
        <AppText variant="small" color="textMuted">
          {texts.estimateNote}
        </AppText>
      )}
      <AppText variant="small" color="textMuted">
        {texts.version(settlement.version, formats.date(settlement.computedAt, "long"))}
      </AppText>
    </Card>
  );
}

function EnergyFacts({ line }: { readonly line: FacilityStatement["line"] }) {
  const texts = useTexts().facility.membership;
  const formats = useFormats();
  return (
    <Facts
      items={[
        { label: texts.sharedAsProducer, value: formats.wattHours(line.sharedAsProducerWh) },
        { label: texts.sharedAsConsumer, value: formats.wattHours(line.sharedAsConsumerWh) },
        { label: texts.fedIn, value: formats.wattHours(line.fedInWh) },
        { label: texts.drawn, value: formats.wattHours(line.withdrawnWh) },
      ]}
    />
  );
}

const TYPES = { pdf: "application/pdf", csv: "text/csv" } as const;

function Files({ facilityId, month, name }: StatementCardsProps) {
  const allTexts = useTexts();
  const { membership, history } = allTexts.facility;
  const language = useLanguage();
  const { toast } = useAnnouncer();
  const download = useStatementFile(facilityId);
  const save = (format: "pdf" | "csv") =>
    download.mutate(
      { month, format, language },
      {
        onSuccess: (content) => {
          const file = fileName(["meriggio", name, month], format);
          void saveFile({ name: file, type: TYPES[format], content }).then(() =>
            toast({ text: history.saved(file) }),
          );
        },
        onError: (error) => toast({ tone: "danger", text: problemText(allTexts, error) }),
      },
    );
  const under = download.isPending ? download.variables.format : null;
  return (
    <>
      <Button
        variant="primary"
        icon="document"
        label={membership.pdf}
        onPress={() => save("pdf")}
        busy={under === "pdf"}
        busyLabel={history.preparing}
        wide
      />
      <Button
        icon="table"
        label={membership.csv}
        onPress={() => save("csv")}
        busy={under === "csv"}
        busyLabel={history.preparing}
        wide
      />
    </>
  );
}

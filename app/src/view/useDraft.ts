import { useState } from "react";

interface Versioned {
  readonly version: number;
}

/**
 * What is typed over what there is: news from elsewhere are taken as long as nothing is typed; after
 * that the form stays with the version that it began with, and says that there is a newer one.
 */
export function useDraft<Thing extends Versioned, Form>(
  newest: Thing,
  formOf: (thing: Thing) => Form,
) {
  const [begun, setBegun] = useState(newest);
  const [values, setValues] = useState(() => formOf(newest));
  const isNewer = newest.version > begun.version;
  const begin = (thing: Thing) => {
    setBegun(thing);
    setValues(formOf(thing));
  };
  if (isNewer && JSON.stringify(values) === JSON.stringify(formOf(begun))) begin(newest);
  return {
    /** The version that is edited. */
    begun,
    values,
    setValues,
    isOutdated: isNewer,
    begin,
  };
}

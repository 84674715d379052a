/** Members in aggregate: nobody is told by name what they use. */

interface Member {
  readonly memberType: "consumer" | "producer" | "self-consumer";
  readonly maxConsumptionW: number;
  readonly maxProductionW: number;
}

export interface Aggregate {
  readonly consumers: number;
  readonly producers: number;
  readonly selfConsumers: number;
  readonly contractPowerW: number;
  readonly peakPowerW: number;
}

export function aggregateOf(members: readonly Member[]): Aggregate {
  const count = (type: Member["memberType"]) =>
    members.filter(({ memberType }) => memberType === type).length;
  return {
    consumers: count("consumer"),
    producers: count("producer"),
    selfConsumers: count("self-consumer"),
    contractPowerW: members.reduce((sum, { maxConsumptionW }) => sum + maxConsumptionW, 0),
    peakPowerW: members.reduce((sum, { maxProductionW }) => sum + maxProductionW, 0),
  };
}

export { type BarPeriod, BarsChart, type BarsChartProps, type Resolution } from "./BarsChart";
export { ChartTable, type ChartTableProps } from "./ChartTable";
export { Legend, type LegendProps, Swatch } from "./Legend";
export { LiveBar, type LiveBarProps } from "./LiveBar";
export type { Interval } from "./logic/intervals";
export type { ChartQuantity } from "./logic/quantity";
export { SparkLine, type SparkLineProps } from "./SparkLine";
export { type ChartSeries, TimeSeriesChart, type TimeSeriesChartProps } from "./TimeSeriesChart";

export * from "./durations";
export * from "./euro";
export * from "./formats";
export * from "./language";
export * from "./numbers";
export * from "./quantities";
export * from "./times";
export * from "./zones";

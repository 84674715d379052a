export { Icon, type IconProps } from "./Icon";
export { type IconName, iconPaths } from "./paths";

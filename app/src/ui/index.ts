export { Age, type AgeProps, useAgeSeconds } from "./Age";
export {
  type Announcer,
  AnnouncerProvider,
  type ToastMessage,
  type Urgency,
  useAnnouncer,
} from "./announcer";
export { AppText, type AppTextProps } from "./AppText";
export { Banner, type BannerProps } from "./Banner";
export { type BoxProps, Column, Row } from "./Box";
export {
  Button,
  type ButtonProps,
  type ButtonVariant,
  IconButton,
  type IconButtonProps,
  TextLink,
  type TextLinkProps,
} from "./Button";
export { Card, type CardProps, Section, type SectionProps, Separator } from "./Card";
export { type ChoiceProps, type Option, RadioList, SegmentedControl } from "./Choice";
export { ConfirmDialog, type ConfirmDialogProps } from "./ConfirmDialog";
export { Dialog, type DialogProps } from "./Dialog";
export { Disclosure, type DisclosureProps, ShowMore, type ShowMoreProps } from "./Disclosure";
export { type CheckItem, Checklist, type Fact, Facts, Progress, type ProgressProps } from "./Facts";
export { Icon, type IconName, type IconProps } from "./icons";
export type { Ink } from "./ink";
export { ListRow, type ListRowProps } from "./ListRow";
export { useReducedMotion } from "./reducedMotion";
export { Screen, type ScreenProps } from "./Screen";
export { Select, type SelectProps } from "./Select";
export { Stat, type StatProps } from "./Stat";
export {
  EmptyState,
  ErrorState,
  OfflineNotice,
  Skeleton,
  SkeletonCard,
  type StateAction,
  type ViewState,
} from "./states";
export { CheckboxRow, type CheckboxRowProps, SwitchRow, type SwitchRowProps } from "./SwitchRow";
export { Badge, Tag, type TagProps } from "./Tag";
export { type FieldKind, TextField, type TextFieldProps } from "./TextField";
export {
  DEFAULT_TIME_ZONE,
  type Theme,
  type ThemeChoice,
  UiProvider,
  type UiProviderProps,
  useColors,
  useFormats,
  useTheme,
  useUiTexts,
} from "./theme";
export {
  type ColorScheme,
  type SeriesRole,
  type Space,
  space,
  TARGET,
  type Tone,
  type TypeRole,
  widths,
} from "./tokens";
export { Touchable, type TouchableProps } from "./Touchable";

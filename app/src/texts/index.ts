export { bilingual } from "./bilingual";
export { type Texts } from "./dictionary";
export { fieldProblemText, problemText } from "./problemText";
export { useTexts } from "./useTexts";

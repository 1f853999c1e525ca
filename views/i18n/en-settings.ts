import type { ruSettings } from "./ru-settings.ts";

/** English texts around the pages by which an installation is set up and looked after. */
export const enSettings: typeof ruSettings = {
  settingsLabel: "Settings",
  settingsNames: {
    sources: "Where calls come from",
    endpoints: "Where results go",
    spend: "Spend",
    "set-aside": "Set aside",
    imports: "Import",
  },
};

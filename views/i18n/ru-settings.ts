/** Russian texts around the pages by which an installation is set up and looked after. */
export const ruSettings = {
  settingsLabel: "Настройки",
  settingsNames: {
    sources: "Откуда звонки",
    endpoints: "Куда результаты",
    spend: "Расходы",
    "set-aside": "Что не вышло",
    imports: "Загрузка архива",
  },
};

import type { LexiconSource } from "../phrases.ts";

/** Turns of talk in English that say how it goes, whatever is sold. */
export const TALK_EN: LexiconSource = {
  elsewhere: `
    =somewhere|=someone|=somebody|=anywhere =else
    =look|=try|=go|=shop|=ring|=call ~ =elsewhere|=around|=about
    =other|=another|=two|=three ~ =quote|=quotes|=company|=place|=firm|=supplier|=people
    =i|=we ~ =will ~ =try|=go|=find|=ask|=talk ~ =to|=with ~ =somebody|=someone|=another|=the =other
    =stick|=stay ~ =with ~ =what|=who|=them
    =go =with =them|=him|=her|=somebody|=someone
    =do =it =myself|=ourselves
    =manage|=cope ~ =without`,
  irony: `
    =yeah =right|=sure
    =sure =you|=it|=they =do|=is|=will|=are
    =oh =great|=good|=lovely|=brilliant|=wonderful
    =how =convenient|=nice|=lovely|=charming
    =funny =that
    =thanks =a =lot
    =thanks =for =nothing
    =of =course =it|=you
    =surprise =surprise
    =big =of =you`,
  boasts: `
    =best|=amazing|=awesome|=incredible|=fantastic|=unbeatable|=unbelievable|=unique|=exclusive|=revolutionary|=world-class|=premium|=cutting-edge|=state-of-the-art|=top-notch|=perfect|=stunning|=superb|=number-one
    =state =of =the =art
    =leading|=top|=award-winning ~ =company|=provider|=quality|=brand|=range|=supplier|=edge
    =highest|=top|=superior =quality|=standard|=spec
    =you ~ =will ~ =love|=regret|=not =regret
    =everyone|=everybody|=people ~ =love|=loves|=raves|=happy|=thrilled
    =great|=incredible|=amazing =deal|=value|=opportunity|=offer|=package
    =tailored|=bespoke|=holistic|=solution|=solutions|=synergy|=seamless|=end-to-end
    =trust|=believe =me
    =second =to =none
    =game =changer
    =once =in =a`,
};

/** Word classes of English phrases, for use as `<name>`; see `phrases.ts`. */
export const CLASSES_EN: Record<string, string> = {
  weekday:
    "=monday =tuesday =wednesday =thursday =friday =saturday =sunday =mondays =tuesdays =wednesdays =thursdays =fridays =mon =tue =tues =wed =thu =thurs =fri =weekend",
  month:
    "=january =february =march =april =june =july =august =september =october =november =december =jan =feb =aug =sept =oct =nov =dec",
  day: "<weekday> =today =tomorrow =tonight",
  unit: "=minute =minutes =hour =hours =day =days =week =weeks =month =months =mins =fortnight",
  ordinal:
    "=first =second =third =fourth =fifth =sixth =seventh =eighth =ninth =tenth =eleventh =twelfth =thirteenth =fourteenth =fifteenth =sixteenth =seventeenth =eighteenth =nineteenth =twentieth =twenty-first =twenty-second =twenty-third =twenty-fourth =twenty-fifth =twenty-sixth =twenty-seventh =twenty-eighth =twenty-ninth =thirtieth =thirty-first",
  problem:
    "problem issue trouble challeng struggl frustrat bother annoy =wrong =hurting =hurts =pain =painful concern worry =worrying =worried =difficult =missing =broken =fails =failing =stuck headache =hate =hated =dislike =disliked =irritating =happened =happening =happens =changed",
  goal: "goal =aim =objective =target =outcome =result =results =priority =priorities requirement criteria =need =needs =ideal =ideally =important =expecting =hoping =looking =success",
  contact_verb: "=call =ring =phone =email =text =message =contact =ping =speak =talk",
  act_verb:
    "=send =email =book =schedule =arrange =set =put =prepare =draw =draft =come =visit =meet =bring =drop =confirm =check =reserve =hold =order =deliver =ship =fit =install =invoice =quote =pencil =sign =forward =pop =drive =pick =collect =start =show =walk =write =post =fix =chase =follow =process",
  rude_noun:
    "=idiot =idiots =stupid =moron =morons =dumb =dumbass =fool =fools =clueless =loser =losers =cheapskate =cheapskates =tightwad =muppet =numpty =crybaby =jerk =liar =liars =imbecile =pathetic =timewaster =timewasters =time-waster =time-wasters =tyre-kicker =tyre-kickers =tire-kicker =tire-kickers =whiner =whiners =dimwit =cretin =brainless",
};

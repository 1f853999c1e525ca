import type { LexiconSource } from "../phrases.ts";

/** How a call is opened and closed in English. */
export const CONTACT_EN: LexiconSource = {
  greeting: `
    =hi|=hello|=hey|=hiya|=howdy
    =good =morning|=afternoon|=evening|=day
    ^ =morning|=afternoon|=evening
    =thanks|=thank ~ =for =calling|=ringing`,
  self_name: `
    =my =name =is
    =my =name
    =you =are =speaking|=talking|=through =to|=with
    =you =have =reached
    =this =is _ =from|=with|=at|=over|=calling|=speaking
    =this =is _ _ =from|=with|=at|=over|=calling|=speaking|=here
    =it =is _ =from|=with|=at|=calling|=here|=over
    =it =is _ _ =from|=with|=at|=calling|=here
    =i =am _ =from|=with|=calling
    =i =am _ _ =from|=with|=calling
    =i =am =your|=the =account|=sales|=new|=rep|=advisor|=adviser|=consultant|=agent
    _ =speaking $
    _ =speaking =how
    _ =here =from|=at|=with|=how|$
    =i =am =calling =from
    =name =is _`,
  intro_this_is: `
    =this =is _
    =it =is _
    _ =here
    _ =from|=with|=at _`,
  company: `
    =from|=with|=at|=here _
    =company|=clinic|=agency|=team|=office|=sales|=department|=shop|=store|=studio|=services|=support|=desk|=hotel|=garage|=school|=academy|=solutions|=systems|=insurance|=dental|=motors|=travel|=logistics`,
  permission: `
    =good|=bad|=okay|=convenient|=right =time
    =do|=have|=got|=is ~ =minute|=moment|=second|=minutes|=couple|=sec
    =did|=have =i ~ =catch|=caught|=get =you
    =caught =you
    =catch =you
    =free|=able|=okay|=alright =to =talk|=chat|=speak
    =can =you =talk|=speak|=chat
    =have =you =got ~ =minute|=moment|=second|=time|=sec|=couple|#
    =do =you =have ~ =minute|=moment|=second|=time|=couple|=minutes|#
    =quick =word|=minute|=chat
    =not|=am =interrupting|=disturbing
    =is =now =a|=good|=okay
    =spare ~ =minute|=moment|=minutes|#`,
  offer_help: `
    =how =can|=may =i|=we ~ =help|=assist
    =what =can =i|=we =do
    =how =may =i
    =what =can =i =help|=do
    =what =can =we
    =how =can =i`,
  farewell: `
    =bye|=goodbye|=bye-bye|=cheerio
    =good =bye
    =take =care
    =have =a|=an ~ =good|=great|=nice|=lovely|=wonderful|=one|=day|=weekend|=evening|=rest|=safe
    =enjoy =your|=the ~ =day|=weekend|=evening|=rest|=holiday|=trip|=break
    =see =you ~
    =speak|=talk ~ =soon|=then|=later|=tomorrow|<weekday>
    =good =luck
    =look|=looking =forward
    =until|=till <weekday>|=then|=tomorrow
    =all =the =best
    =cheers $
    =catch =you =later`,
  thanks: `
    =thanks|=thank|=cheers|=appreciate|=appreciated|=grateful|=ta`,
  warm_wish: `
    =have =a|=an ~ =good|=great|=nice|=lovely|=wonderful|=one|=day|=weekend|=evening
    =enjoy =your|=the
    =good =luck
    =take =care
    =thanks|=thank ~ =for|=again|=so
    =look|=looking =forward
    =lovely|=nice|=great|=good|=pleasure ~ =speaking|=talking|=chatting|=to =talk|=meeting
    =see =you ~ =then|=soon|<day>
    =been =a|=my =pleasure
    =pleasure
    =mind =how|=yourself|=her|=him|=yer
    =safe =travels|=journey
    =all =the =best
    =hope ~~ =goes|=well|=better|=mend
    =any ~ =questions ~ =call|=ring|=email|=shout|=give`,
  apology: `
    =sorry|=apologies|=apologise|=apologize|=apology
    =my|=our =fault|=mistake|=bad
    =that =is =on =us|=me
    =we =let =you =down
    =we =messed|=dropped`,
};

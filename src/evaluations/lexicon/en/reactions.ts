import type { LexiconSource } from "../phrases.ts";

/** How English customers react to what was just said, and what they tell of themselves. */
export const REACTIONS_EN: LexiconSource = {
  confirmed: `
    =that|=it =is ~ =it|=right|=exactly|=correct|=fair|=about
    =exactly|=precisely|=correct|=spot
    ^ =yes|=yeah|=yep
    =that =is =the =one
    =you =have =got =it
    =pretty =much
    =could =not =have =put|=said
    =depressingly|=absolutely|=quite|=very|=sadly =fair|=right|=true|=so
    =bang =on
    =nailed|=sums =it`,
  told_again: `
    =i =already|=just =told|=said|=gave|=explained|=answered|=mentioned
    =told =you|=her|=him|=them ~ =already|=before|=that|=twice
    =as =i =said
    =like =i =said
    =that =is =not =what
    =i =did =not =ask =for|=that|=you
    =i =did =not =say|=mean =that
    =you =are =not =listening|=hearing|=answering
    =asked =that =as|=already|=before
    =did =not =answer
    =not =my =question
    =i =am =asking|=asked
    =asked|=asking|=saying|=say|=repeat|=repeating|=told =it|=that|=this|=you|=me|=myself =again`,
  fear: `
    =worried|=worry|=worries|=afraid|=scared|=nervous|=anxious|=terrified|=concerned|=frightened
    =worried|=worry|=worries|=afraid|=scared|=nervous|=anxious|=terrified|=frightened
    =asthma|=allergy|=allergic|=allergies|=diabetes|=pregnant|=surgery|=injury|=arthritis|=pain|=ill
    =can =not =be|=have =around|=anything
    =break-in|=burgled|=broken =into|$
    =on =my =own
    =do =not =sleep
    =nightmare|=disaster`,
  liked: `
    =that|=this|=it ~ =is|=would|=sounds|=helps|=works|=looks ~ =good|=great|=useful|=handy|=helpful|=brilliant|=perfect|=amazing|=something|=better|=clever|=neat|=nice|=interesting|=lovely|=ideal|=fine|=help|=reassuring|=fair|=reasonable
    =sounds|=looks|=seems ~ =good|=great|=useful|=interesting|=perfect|=ideal|=reasonable|=right|=fair|=sensible
    =that =helps|=works|=would|=makes|=suits
    =brilliant|=excellent|=fantastic|=perfect|=lovely|=great|=wonderful|=superb|=awesome|=nice
    =big =help
    =oh =good|=nice|=brilliant|=great|=lovely|=wow
    =like =that|=it|=the =sound
    =i =like|=love
    =fair =enough
    =makes =sense
    =interesting|=intriguing|=impressive|=reassuring
    =good =idea|=point|=question|=to =know
    =had =not =thought
    =nobody|=no-one ~ =said|=told|=mentioned|=asked
    =that =is =something
    =would =have =helped|=saved|=been|=stopped
    =rather =that|=have
    =not =bad`,
  asks: `
    =how =much|=long|=soon|=many|=does|=do|=would|=quickly|=big
    =what =is|=are|=about|=does|=if|=happens|=kind|=sort|=do|=would|=products|=time
    =do|=does|=can|=could|=is|=are|=will|=would|=have =you|=it|=that|=they|=there|=the|=i|=we
    =and|=so|=but|=okay ~ =do|=does|=can|=is|=are|=will|=would|=how|=what|=when|=where|=who|=have
    =which|=where|=when
    =ballpark|=roughly`,
  purchase: `
    =i|=we =will =take|=have|=order|=buy|=book|=sign|=pay|=go =it|=that|=the|=one|=two|=with|=up|=for
    =i|=we =will =take|=order|=buy|=sign
    =order|=buy|=purchase|=sign|=invoice|=contract|=paperwork|=deposit|=payment|=pay ~
    =book =it|=me|=us|=that
    =sign =me|=us =up
    =yes =please
    =go =ahead
    =let =us =do|=go|=sign|=order|=book
    =put =me|=us =down
    =send =the =contract|=invoice|=paperwork|=agreement
    =deal|=sold
    =where =do =i =sign
    =take =my =card
    =card =number`,
  need_told: `
    =i|=we ~ =need|=want|=wanted|=looking|=after|=hoping|=trying
    =my|=our|=the ~~ =broke|=broken|=leaking|=failed|=old|=full|=died|=ends|=wrong|=late|=too
    =because|=since|=so =that
    =moving|=renovating|=retiring|=opening|=expanding|=wedding|=birthday|=newborn|=baby
    =i =have|=am|=was =just|=been|=had|=got|=between|=going
    =we =have|=are ~ =got|=been|=using|=running|=losing|=spending|=had
    =takes|=took ~ =days|=hours|=weeks|=months|=ages|=us
    =problem|=trouble|=struggle|=struggling|=nightmare|=fed =up
    =losing|=wasting|=spending`,
  own_promise: `
    =i|=we =will ~ =send|=email|=text|=call|=ring|=check|=ask|=bring|=find|=look|=dig|=grab|=pay|=sign|=talk|=speak|=let|=get|=forward|=measure|=be|=come
    =let =me =check|=ask|=talk|=find`,
  delivery: `
    =delivery|=deliver|=delivered|=shipping|=lead =time|=times
    =delivery|=deliver|=delivered|=shipping|=dispatch
    =how =soon|=quickly
    =set-up|=setup|=installation`,
  contract: `
    =contract|=agreement|=terms|=lease|=paperwork`,
  complaint: `
    =complaint|=complain|=refund|=money =back
    =complaint|=complain|=complaining|=refund
    =broken|=faulty|=wrong =one|=colour|=order|=item
    =still =waiting
    =been =waiting
    =never =arrived|=came|=showed`,
  honest: `
    =can|=could =not =promise|=guarantee|=say|=swear
    =do =not =know ~ =i =will|=would
    =honestly|=honest|=frank|=frankly|=straight|=upfront|=truth
    =rather =than =guess
    =i =would|=will ~ =check|=find|=confirm|=ask|=look
    =have =to =check
    =check =that|=with|=and|=first
    =not =included|=include
    =would =not =want =to
    =in =writing
    =does =not =cover
    =if =the =answer =is =no
    =you =are =free =to
    =up =to =you`,
};

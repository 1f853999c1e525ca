import type { LexiconSource } from "../phrases.ts";

/** The colour of single words in English: which way a turn leans, apart from what is said in it. */
export const MOOD_EN: LexiconSource = {
  pleased: `
    =thanks|=thank|=ta|=cheers|=great|=perfect|=lovely|=brilliant|=fantastic|=excellent|=wonderful|=amazing|=awesome|=superb|=terrific|=ideal|=ripper|=grand|=smashing|=spot-on|=deal|=sorted|=good|=nice|=fair|=decent|=handy|=glad|=happy|=pleased|=delighted|=chuffed|=keen|=cool|=sweet|=exactly|=honest|=helpful|=useful|=impressed|=impressive|=interesting|=sensible|=reasonable|=relief|=relieved|=reassuring|=appreciate|=appreciated|=love|=loved|=trust|=works|=sounds|=promising|=clever|=neat|=easier|=refreshing
    =makes|=make =sense
    =like =that|=it|=the|=this
    =that =is ~ =what|=it|=fine|=better|=clear|=clearer|=fair
    =you =are =right|=star|=good|=kind|=honest
    =big|=real =help
    =looking =forward
    =saved|=made =me|=my|=us
    =can =live =with
    =weight =off
    =happy =days`,
  sour: `
    =wrong|=bad|=worse|=worried|=worry|=concerned|=concern|=concerns|=afraid|=nervous|=expensive|=pricey|=steep|=dear|=rude|=lie|=lied|=lying|=scam|=confused|=confusing|=lost|=again|=already|=still|=waste|=wasted|=ridiculous|=annoying|=annoyed|=disappointed|=disappointing|=unfortunately|=forget|=stop|=wait|=enough|=whatever|=suppose|=elsewhere|=awful|=terrible|=useless|=rubbish|=nonsense|=strange|=odd|=weird|=awkward|=pushy|=fed|=hm|=hmm|=seriously|=honestly|=doubt|=doubtful|=sceptical|=skeptical|=unclear|=complaint|=complain|=why
    =hang|=hold =on
    =not|=never ~ =sure|=comfortable|=happy|=convinced|=interested|=ready|=keen|=impressed|=good|=great|=helpful|=right|=really|=what|=want|=need|=like|=understand|=follow|=trust|=believe|=see|=going|=working|=fair|=ideal|=paying
    =no =idea|=point|=need|=thanks|=use|=way
    =that =is ~ =not|=lot|=much
    =too =much|=many|=dear|=long|=late
    =i =said|=asked|=told
    =you =said|=told|=keep
    ^ =no $
    ^ =right|=okay|=fine $`,
  says_no: `
    ^ =no|=nah|=nope|=not|=but
    ^ =i|=we|=that|=it =do|=did|=is|=was|=have|=will|=can|=would =not
    ^ =well|=oh|=yeah|=so|=and|=er|=um|=right =no|=not|=but|=nah`,
  asks_much: `
    =how =much|=many
    =what ~~ =price|=cost|=costs|=rate|=charge|=fee|=total|=damage|=pay
    =per =month|=item|=person|=head|=hour|=unit|=year
    =come|=comes|=add|=adds =to|=up`,
  asks_when: `
    =when|=by =when
    =how =long|=soon|=quick|=quickly|=fast
    =what =time|=day|=date`,
  asks_on: `
    =so|=but =is|=are|=what|=how|=who|=when|=which|=do|=does|=can|=where|=will|=it
    =you =said|=did =not|=still
    =i =asked|=said|=mean|=meant|=am =asking`,
  vague: `
    =depend|=depends|=depending|=varies|=vary|=roughly|=ish|=around|=probably|=maybe|=perhaps|=dunno|=ballpark|=somewhere|=something|=somehow|=whatever|=mostly|=apparently|=hopefully
    =sort|=kind =of
    =not =sure|=certain
    =do =not =know|=remember
    =hard|=difficult =to =say
    =should =be
    =i =think|=guess|=suppose|=reckon
    =we =will =see
    =or =so|=something|=whatever`,
  contempt: `
    =what ~ =did|=do =you =expect|=think|=want
    =people|=folk|=customers =like =you
    =you =lot|=people|=types
    =seen|=know|=heard|=had =your =sort|=type|=kind
    =know|=heard|=seen ~ =your =sort|=type|=kind
    =we|=i ~ =have|=all ~ =heard =that|=it ~ =before|=one
    =born =yesterday|=in ~ =barn
    =princess|=diddums|=snowflake|=drama =queen
    =cry =me =a =river
    =tough =luck
    ^ =tough
    =get =over =it
    =deal =with =it
    =suck =it =up
    =must =be =nice
    =pull =the =other
    =use|=have =some|=your|=a ~ =common =sense
    =common =sense
    =would|=will =not =know|=notice|=see|=tell =the =difference
    =leave|=leaving ~ =at =home ~
    =old =girl|=boy|=dear|=folk|=bird
    =did =you =even
    =tried|=try ~ =reading|=listening|=thinking|=looking
    =what =you =pay =for
    =champagne =taste|=tastes
    =beer =budget|=money
    =first =world =problem
    =not =rocket|=brain =science|=surgery
    =who =told =you =that
    =who =asked
    =if =money =is ~ =more =important
    =more =important ~ =than =your|=his|=her|=their
    =i =did =not =say =that ~ =did
    =shocking|=shocker
    =well =done =you
    =not =for =ladies|=women|=girls|=you
    =where =did =you =learn
    =should|=could =try =working|=earning|=saving
    =typical
    =bless =your =heart|=cotton`,
  taken_aback: `
    ^ =wow
    ^ =pardon|=sorry|=excuse =me|=$
    ^ =what|=pardon|=sorry $
    ^ =i =beg =your
    =are =you =serious
    =do|=did =you ~ =talk|=speak ~ =like =that|=everyone
    =always|=usually =this|=so|=talk|=speak =rude|=like|=way
    =not|=no ~ =very ~ =nice|=kind|=polite|=funny
    =that =is|=was ~ =uncalled|=unfair|=unkind|=rude|=bit =for|=much|=harsh
    =bit =harsh|=rude|=much
    =are =you =listening
    =did =you =just
    =charming
    =as =it =happens
    =do =not ~ =call =me`,
};

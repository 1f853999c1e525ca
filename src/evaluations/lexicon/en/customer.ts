import type { LexiconSource } from "../phrases.ts";

/** What English customers show: interest, trust, readiness, satisfaction and their opposites. */
export const CUSTOMER_EN: LexiconSource = {
  tone_complaint: `
    =that|=this|=your =tone
    =take|=use|=with ~ =tone
    =no =need =to =shout|=swear
    =no =need =to =be|=speak|=talk ~ =rude|=nasty|=like|=aggressive
    =no =need =for =that
    =rude|=rudeness|=insulting|=offensive|=disrespectful|=condescending|=patronising|=patronizing|=unprofessional
    =how =dare
    =do|=not =speak|=talk|=shout =to|=at =me =like|=that
    =never =been =spoken|=talked|=treated
    =spoken|=talked =to =like
    =horrible|=nasty|=awful|=mean =thing =to =say
    =excuse =me $
    =speak|=talk =to =your|=a|=the =manager|=supervisor|=boss
    =mind =your =manners|=language|=tone
    =being =rude|=nasty|=aggressive
    =civil =question|=tongue
    =why =are =you =being|=shouting|=so`,
  interest: `
    =interested|=interesting|=intriguing|=curious|=tempting|=keen
    =i|=we ~ =want|=need|=like|=love|=looking|=after|=am =to|=a|=for|=looking|=something|=some|=it
    =looking =for|=into|=to
    =that|=this|=it =is|=would|=sounds ~ =good|=great|=useful|=handy|=helpful|=brilliant|=perfect|=amazing|=something|=better|=clever|=neat|=nice|=interesting|=lovely|=ideal
    =sounds =good|=great|=useful|=interesting|=perfect|=ideal|=reasonable|=right
    =nice|=cool|=wow|=brilliant|=oh =good|=nice|=great|=really|=wow
    =tell =me =more
    =how =much|=long|=soon|=does|=do|=many|=quickly|=would|=big|=fast
    =what =is|=are|=about|=does|=if|=happens|=kind|=sort|=do|=would|=colours|=sizes ~
    =do|=does|=can|=could|=is|=are|=will|=would =you|=it|=that|=they|=there|=the|=i|=we ~
    =could|=can =you =tell|=send|=show|=explain
    =that =would =have|=be|=help
    =i =like|=love =that|=it|=the
    =good =idea|=point`,
  uninterest: `
    =not =interested|=bothered
    =not =for =me|=us
    =no =thanks|=interest
    =do =not =need|=want|=call
    =we =are|=i =am =fine|=good|=okay|=sorted|=set|=happy =thanks|=as|$
    =neither =thanks|=thank
    =stop =calling
    =take =me =off
    =remove =me|=my ~ =from|=number|=details|=name
    =waste =of
    =not =today`,
  refuse: `
    =it =is ~ =no $
    =is =a =no
    =it =is =no =from
    =no =thanks|=deal
    =no =thank =you $
    =not =giving|=doing|=buying|=paying|=reading|=signing
    ^ =no $
    =neither
    =not =interested
    =do =not =want|=need
    =i|=we =will =pass
    =i|=we =will =leave =it $
    =forget =it
    =going|=go|=buy|=try|=get|=gone|=went ~ =elsewhere|=somewhere|=someone|=them|=another|=with =someone|=them|=others
    =cancel =it|=that|=this|=everything|=my|=the
    ^ =cancel
    =to =cancel $
    =speak|=talk =to =someone =else
    =changed =my =mind
    =will =not =be =buying|=taking|=needing|=signing|=going|=ordering
    =not =going =to =buy|=do|=sign|=pay|=happen
    =leave =it $
    =leave =it =there|=then|=so|=for
    =take =my =business`,
  leaves: `
    =try|=ring|=call|=ask ~ =other|=another|=next ~ =lot|=one|=place|=people|=firm|=company|=supplier
    =the =other =lot
    =going|=go|=buy|=try|=went|=gone ~ =elsewhere|=somewhere =else
    =elsewhere
    =go|=going|=buy ~ =with|=to ~ =someone|=somebody|=them|=competitor|=competitors|=others =else
    =cancel =it|=that|=this|=everything|=my|=the
    ^ =cancel
    =forget =it
    =leave =it $
    =will =leave =it $
    =take =my =business
    =speak|=talk =to =someone|=somebody =else
    =not =going =to =buy|=sign|=happen
    =changed =my =mind
    =do|=please =not ~ =call|=ring|=contact ~ =again|=me
    =stop =calling
    =neither =thank|=thanks
    =hanging =up
    =take =me =off`,
  delay: `
    =think =about|=it|=over|=on
    =sleep =on
    =talk|=speak|=check|=discuss|=run|=ask|=show ~~ =wife|=husband|=partner|=boss|=team|=manager|=director|=board|=accountant|=finance|=landlord
    =get =back =to =you
    =let =me =think|=talk|=see|=look|=check|=ask|=speak
    =not =sure|=yet|=ready|=decided|=now
    =maybe|=perhaps|=possibly
    =i|=we =will =see|=call|=ring|=let =you
    =shop|=look|=looking =around
    =later|=sometime
    =no =promises|=rush`,
  ready: `
    =i|=we =will =take|=have|=order|=buy|=go|=book|=sign|=do =it|=that|=the|=one|=two|=with|=up
    =let =us =do|=go|=book|=order|=get|=sign|=start|=say
    =go =ahead
    =sign =me|=us =up
    =book =me|=us|=it|=that
    =put =me|=us =down
    =send =the|=me|=over ~ =contract|=invoice|=paperwork|=order|=link|=agreement
    =where =do|=should =i =sign|=pay
    =how =do =i =pay|=order|=book|=sign
    =ready =to
    =can|=could =i|=we =pay|=order|=book|=start|=have|=come|=get ~ =now|=today|=it|=one|=started|=in
    =when =can =you|=we|=i =start|=come|=deliver|=get
    =deal|=sold
    =happy =to =go|=sign|=proceed|=book
    =i =want|=would =like =to =buy|=order|=book|=get|=go|=sign|=take|=have
    =count =me|=us =in
    =convinced =me
    =you =have =got =a =deal
    =works =for =me|=us
    =sounds =like =a =plan
    =take =my =card`,
  ready_step: `
    =okay|=fine|=good|=sure|=yes|=yeah|=alright|=perfect|=great ~~ <day>|=then|=morning|=afternoon
    <weekday> =is|=works|=then|=would|=at|=suits|=it|=please
    =i =can =do|=be|=make
    =see =you
    =half|=at # ~ =is|=works|=good|=fine
    =that =is =fine|=good|=the =one
    =send =it|=me|=that|=the|=over
    =call|=ring =me
    =next <weekday>
    =look|=looking =forward`,
  satisfied: `
    =thanks|=thank|=cheers|=appreciate|=grateful
    =great|=perfect|=lovely|=brilliant|=excellent|=wonderful|=fantastic|=superb|=awesome|=amazing
    =happy|=pleased|=glad|=relieved|=impressed|=delighted
    =helpful|=useful|=clear
    =less =painful
    =that =is =great|=perfect|=brilliant|=lovely|=good|=kind|=fair
    =you =have =been
    =good =to =know
    =weight =off
    =refreshing|=painless|=pleasant`,
  thanks_strong: `
    =thanks|=thank =you|=so|=a|=for|=very ~ =much|=lot|=million|=for|=so|=being|=help
    =really|=very|=so =helpful|=appreciate|=kind|=good|=pleased|=happy
    =appreciate =it|=that|=you|=your
    =you =have =been =helpful|=great|=brilliant|=very|=really|=so
    =less =painful|=stressful
    =better =than
    =first|=most ~ =sensible|=honest|=helpful|=useful|=straight|=decent|=proper ~ =talk|=conversation|=call|=chat|=answer|=person
    =happier|=relieved|=relief
    =first =time|=person|=one ~~ =explained|=answered|=listened|=asked|=honest`,
  dissatisfied: `
    =horrible|=ridiculous|=unacceptable|=disgraceful|=appalling|=awful|=terrible|=outrageous|=rude|=insulting|=disgusting|=shocking|=pathetic|=joke|=disappointing|=disappointed|=frustrating|=frustrated|=annoyed|=annoying|=angry|=furious|=upset|=fed|=unprofessional|=useless|=unhelpful|=patronising|=condescending
    =i =already|=just =told|=said
    =told =her|=him|=you|=them|=the ~ =that|=already|=lady|=guy|=all|=too|=before|=last
    =do =not =you|=you =people
    =how =dare
    =speak|=talk =to =your|=a|=the ~ =manager|=supervisor
    =complaint|=complain|=complaining
    =waste =of|=wasted|=wasting
    =third|=second =time|=call|=one ~ =this
    =still =waiting|=waited
    =waiting =since
    =nobody|=no-one =called|=told|=came|=rang|=answered|=bothered
    =you =are =not =listening
    =are =you =listening
    =do =not =speak|=talk =to =me
    =being =pushy|=rude|=pushed
    =excuse =me $`,
  trust: `
    =trust|=honest|=honesty|=straight|=upfront|=reliable|=reputable|=genuine|=believe|=confident|=reassuring|=reassured
    =i =would =rather =that|=you
    =fair =enough
    =that =is =fair|=honest|=reassuring
    =recommended|=referred
    =heard =good|=great
    =good|=great =reviews
    =not =pushy|=pushing
    =no =pressure
    =you =know =your|=what
    =what =would =you =do|=recommend|=suggest
    =thanks|=thank|=appreciate ~~ =honest|=honesty|=straight|=being|=checking
    =good =answer|=question|=point
    =makes =sense
    =used =you|=your ~ =before
    =in =writing ~~ =happier|=good|=great
    =happier
    =nobody|=no-one ~ =said|=told|=explained|=asked ~ =before|=that`,
  distrust: `
    =scam|=con|=dodgy|=shady|=fishy|=suspicious|=pushy|=lying|=lie|=liar|=lied
    =the|=a =catch
    =do|=would =not =trust|=believe|=feel =you|=it|=that|=comfortable|=safe
    =not =reading|=giving|=telling =you|=out|=my
    =not =comfortable|=convinced
    =is =that|=this|=it =safe|=legit|=legal|=secure|=really|=true
    =how =do =i =know
    =who =is =this
    =where =did =you =get
    =skeptical|=sceptical|=doubt|=wary|=hesitant
    =too =good
    =are =you =sure|=certain|=real
    =you =sure
    =so =is =it =or
    =threatening|=scaring|=bullying|=pressuring|=pressured|=scare
    =said =the =same
    =took # ~ =off =me
    =how =can|=do =you ~ =guarantee|=promise|=be|=know
    =heard ~ =that|=it =before|=one
    =see =somebody|=someone|=proof|=evidence|=it =first|=local
    =horrible =thing
    =do =not =you =people
    =you =people
    =promised|=said ~~ =but|=never|=last|=before
    =really =free
    =you =said|=told ~~ =now|=but|=before
    =burned|=burnt|=stung`,
  softening: `
    =oh =okay|=good|=right|=well
    =fair =enough
    =that =is =something|=better|=different
    =that =changes
    =in =that =case
    =sorry ~~ =shouted|=snapped|=took|=rude|=angry
    =well =okay|=alright
    =huh ~`,
};

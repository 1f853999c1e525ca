import type { LexiconSource } from "../phrases.ts";

/** Asking, listening and offering in English. */
export const NEEDS_EN: LexiconSource = {
  interrogative: `
    =what|=how|=why|=which|=where|=when|=who =do|=does|=is|=are|=would|=have|=has|=did|=made|=makes|=kind|=sort|=many|=much|=long|=often|=about|=got|=brings|=brought|=happens|=else|=was|=were|=will|=can|=should|=time|=size|=type
    =do|=does|=did|=is|=are|=have|=has|=can|=could|=would|=will|=was|=were =you|=it|=there|=that|=your|=they|=the|=this|=anyone|=anybody|=we
    ^ =what|=how|=why|=which|=where|=when|=who|=any
    =or =is|=are|=do|=just|=not|=both|=more $`,
  tell_me: `
    =tell =me ~ =about|=what|=more|=how|=a|=where|=why
    =walk|=talk =me =through
    =describe|=explain
    =give =me ~ =idea|=picture|=sense|=example|=background
    =can|=could =you ~ =tell|=describe|=explain|=share|=give|=say
    =help =me =understand
    =say =more|=a
    =i =would =love|=like =to =hear|=understand|=know
    =curious|=wondering ~ =what|=how|=why|=about`,
  deep_need: `
    =how =did|=does|=do|=is|=are|=has|=have|=were|=was ~~ =go|=going|=get|=work|=working|=find|=feel|=run|=look|=cope|=doing|=manage|=happen|=come|=sleep|=use|=handle
    =where =does|=do|=did|=is ~~ =go|=going|=stuck|=hurt|=lost|=come
    =what =would|=does|=did|=do|=is|=was|=happens|=happened ~~ =you|=your|=for|=mean|=do|=matter|=look|=like|=behind
    =what =has|=have =changed|=been|=you|=happened
    =why
    =what =made|=makes|=got|=prompted|=brought|=brings|=led|=triggered|=drove|=sent|=put
    =what ~~ <problem>
    =what =is|=are|=was ~~ <goal>|=driving|=behind|=stopping|=holding|=going|=missing
    =what =would|=do|=did|=are ~ =you ~~ =want|=need|=like|=hope|=hoping|=looking|=after|=trying|=expect|=using|=do|=dislike|=hate|=change|=think|=prefer|=tried|=use|=pay|=spend|=like
    =what =matters|=happens|=happened|=worries|=bothers|=annoys|=hurts|=else|=changed|=went|=goes
    =what =kind|=sort|=type =of
    =what =have =you ~ =tried|=looked|=done|=got|=used|=seen
    =what =did|=does|=do ~ =hate|=dislike|=like|=cost|=need|=want|=mean|=look
    =what =would ~ =look|=make|=need|=happen|=good|=be|=help|=mean
    =why =now|=are|=did|=do|=is|=that|=the
    =how =do|=does|=are|=is|=did|=have|=would ~~ =you|=your|=they|=the|=it|=that ~~ =currently|=now|=today|=manage|=handle|=do|=work|=use|=deal|=doing|=track|=run|=done|=feel|=get|=cope|=find|=affect|=keep|=sleep|=hear|=pay|=store|=move|=look
    =how =often|=long|=bad|=urgent|=soon|=important|=serious ~~ =you|=it|=that|=your|=they|=does|=do|=has|=is|=have|=people
    =how =is|=are ~ =that|=things|=it ~ =going|=working|=affecting
    =who =else|=decides|=will|=makes|=would|=signs|=uses|=is
    =when ~~ =need|=start|=notice|=want|=happen|=hoping|=move|=deadline|=first
    =by =when
    =is =there =a ~ =deadline|=date|=budget|=reason
    =budget|=deadline|=timeline|=timescale|=timeframe
    =where ~~ =hurt|=struggle|=problem|=going|=lose|=losing|=now
    =anything|=something ~ =you ~ =change|=dislike|=worried|=particular
    =if =you =could ~ =change|=fix|=wave
    =looking|=hoping =for|=to
    =which ~ =matters|=important|=worries|=bothers`,
  contact_question: `
    =good|=bad|=okay|=convenient =time
    =hear =me
    =your ~ =name|=email|=address|=number|=postcode|=phone|=zip
    =best ~ =email|=number|=address|=way ~ 
    =speaking|=talking ~ =to|=with
    =does|=would|=will|=how|=is ~ <weekday>|=tomorrow|=that ~ =work|=suit|=okay|=good|=sound|=do
    =works|=work|=suit|=suits ~ =for|=you|=better|=best
    =sound|=sounds =good|=okay|=fair|=right|=about
    <weekday> =or
    =morning =or =afternoon
    =is =that =right|=correct|=fair|=okay|=the|=you|=all
    =right|=correct|=okay|=yeah|=yes|=alright|=fair|=ok|=deal|=agreed|=isn't $
    =did =you =want =to =go
    =go =ahead
    =want|=ready|=like ~ =to =go|=order|=book|=sign|=proceed|=buy
    =shall|=should =i|=we
    =can|=may|=could =i =ask|=take|=call|=send|=book|=get|=just|=put
    =how =can|=may =i
    =have|=did =i =caught|=catch|=got|=get|=miss
    =do|=have =you =have|=got ~ =minute|=moment|=second|=couple
    =any =questions|=other =questions|$
    =anything =else
    =where ~ =send|=email
    =how =are =you
    =is|=are =there =someone|=somebody|=anyone|=anybody
    =is =that =the =office|=manager|=owner
    =when|=what =time ~ =good|=best|=suit|=works|=call|=free`,
  challenge: `
    =who =told|=said
    =why =would =you|=anyone
    =what =do =you =want|=expect
    =so =what
    =what =is =your =problem
    =what =now`,
  reflect: `
    =so =you|=it|=what|=that|=your|=we|=the|=there ~ =are|=is|=have|=need|=want|=only|=would|=saying|=really|=see|=get|=lose|=do|=want|=sounds
    =so =basically|=essentially|=really|=that =is|=if|=just
    =if =i =understand|=understood|=hear|=heard|=have|=got|=am
    =have =i|=i =have ~ =got|=understood|=heard ~ =right|=that|=this|=it|=you
    =got =it|=that|=this =right
    =make|=just =sure =i
    =sounds|=seems =like
    =it =sounds|=seems
    =in =other =words
    =to =recap|=summarise|=summarize|=confirm|=sum|=check|=clarify
    =let =me|=us ~ =recap|=summarise|=summarize|=repeat|=read|=play|=check|=sum|=make
    =what =i =am =hearing
    =you =said|=mentioned|=told|=are =saying
    =you =said|=mentioned|=told|=were =saying
    =is =that =right|=fair|=correct|=about =right
    =did|=have =i =get|=got|=miss|=missed|=make
    =correct =me
    =the =main|=real|=big =thing|=issue|=worry|=problem|=concern
    =as =you =said|=say|=mentioned
    =summary|=recap|=recapping`,
  says_back: `
    ^ =so|=then
    ^ =right|=okay|=ah|=oh|=yeah =so|=then
    =that|=which =means`,
  noted: `
    =noted|=writing|=noting|=jotting
    =got =it|=that
    =i|=let ~ =write|=wrote|=note|=jot|=put|=written|=remember =that|=it|=down|=this
    =making =a =note
    =good =to =know
    =that =is =useful|=helpful|=good|=important
    =useful|=helpful`,
  empathy: `
    =ouch|=oof|=yikes|=gosh|=blimey|=wow
    =sorry =to =hear|=about|=you
    =i =am =sorry
    =that =is|=must|=sounds ~ =be ~ =frustrating|=annoying|=horrible|=hard|=tough|=rough|=awful|=stressful|=tiring|=difficult|=worrying|=painful|=exhausting|=rotten|=grim|=miserable
    =must =be|=have
    =sounds|=that =is =frustrating|=annoying|=stressful|=tough|=rough|=hard|=awful|=horrible|=tiring|=rotten|=painful
    =i =understand|=hear|=get|=appreciate|=see|=can|=feel ~ =you|=that|=imagine|=see|=how|=why|=completely
    =understandable|=understandably|=totally|=completely =understand
    =makes =sense
    =i =would =feel|=be ~ =same|=too
    =no|=not ~ =wonder|=surprised
    =no =rush|=hurry
    =do =not =worry
    =congratulations|=congrats|=lovely|=brilliant`,
  benefit_link: `
    =for =you|=your
    =in =your =case|=situation|=shoes|=position|=house|=place
    =which|=that =means
    =so|=means =that|=you ~ =would|=do|=can|=will|=get|=never|=only|=wo|=stop
    =so =you =do|=can|=will|=would|=get|=never|=only|=are|=have|=keep
    =that =way
    =because|=since =you ~ =said|=mentioned|=have|=need|=want|=are|=told|=only|=asked
    =you =said|=mentioned|=told|=were|=asked
    =given =that|=what|=your|=you
    =based =on ~ =what|=your
    =exactly =what
    =matters|=important =for|=to =you
    =would =suit|=fit|=work|=solve|=help|=save|=cover|=stop|=give
    =save|=saves|=stops|=fixes|=solves|=covers|=takes|=helps|=lets|=gives|=cuts|=protects|=reduces|=means =you|=your|=the|=care|=that
    =instead =of
    =suits|=fits|=suit|=fit =you|=your|=what|=better|=best
    =right =for =you
    =with =your|=that|=a|=you =in
    =if =you =are|=have|=want|=need ~~ =then|=this|=that|=you|=would
    =the|=that =bit|=part|=thing|=reason ~~ =matters|=you
    =rather =than|=you
    =do =not =need|=have|=pay`,
  offer: `
    =i|=we =would ~ =suggest|=recommend|=propose|=go|=start|=put|=do|=say|=look
    =suggest|=recommend|=recommendation|=propose
    =we =have|=offer|=do|=provide|=run|=can|=use|=got|=include
    =ours =has|=is|=does|=runs|=comes|=works
    =it =comes|=includes|=has|=flags|=works|=runs|=does|=covers|=gives
    =includes|=including|=included|=comes
    =option|=options|=package|=plan|=model|=bundle|=tier|=version|=service|=programme|=program|=kit|=solution
    =there =is|=are ~ =option|=plan|=package|=model|=version|=two|=three
    =what =you =get
    =you =get|=would =get`,
  money: `
    #`,
  price: `
    =about|=roughly|=around #
    # =dollars|=pounds|=quid|=bucks|=euros|=grand|=pence|=cents|=k
    =cost|=costs|=price|=priced|=comes|=quote|=charge|=pay|=total|=fee ~~ #
    # ~ =a|=per|=an|=each =month|=year|=quarter|=week|=head|=unit|=hour|=visit|=person|=session
    # =each|=all-in|=plus`,
};

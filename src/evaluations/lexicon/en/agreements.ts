import type { LexiconSource } from "../phrases.ts";

/** Next steps, times and agreement in English. */
export const AGREEMENTS_EN: LexiconSource = {
  when_exact: `
    <day>
    =on|=by|=next|=this|=before|=until|=till|=from <weekday>
    <month> =the|<ordinal>|#
    =the <ordinal>
    <ordinal> =of <month>
    =in|=early|=mid|=late|=by|=end|=before|=of ~ <month>
    =at # 
    =at =half|=quarter|=noon|=lunchtime
    =half # 
    =half|=quarter =past|=to|#
    # =thirty|=fifteen|=forty-five|=oclock|=o'clock|=am|=pm|=a.m|=p.m|=sharp
    =in|=within =the|=next|=about|=an|=a|=one|#|=half|=two ~ <unit>
    =within ~ =hour|=day|=week|=minutes
    =next|=this =week|=month|=morning|=afternoon|=evening
    =end =of =day|=play|=the =day|=week|=today
    =first =thing
    =straight =away|=after|=over
    =right =now|=away|=after
    =noon|=midday|=lunchtime|=close =of
    =this =afternoon|=evening|=morning|=week
    =after =lunch|=work|=school
    =between #`,
  when_clock: `
    <weekday>
    <month>
    =tomorrow|=tonight|=today
    =at|=half|=past|=to|=by|=before #
    # =am|=pm|=oclock|=thirty|=fifteen
    =the <ordinal>
    =noon|=lunchtime|=morning|=afternoon|=evening
    =in # <unit>
    =in =an|=a|=half <unit>`,
  proposes: `
    =could|=can|=would|=will =you ~ =ring|=call|=email|=send|=come|=book|=hold|=put|=reserve|=keep|=text|=not
    =can|=could|=shall|=may =i ~ =pay|=book|=order|=come|=leave|=have|=take
    =i =will =take|=pay|=book|=have
    =how =do =i =order|=book|=pay
    =ring|=call|=email =me ~
    =asking =you =to`,
  declines: `
    =no =need
    =there =is =no =need
    =we|=i ~ =do|=can|=could =not
    =just =pick =up|=ring|=call|=email
    =you =can|=could =ring|=call|=email|=order|=book ~
    =there =is =a =form
    =on =the =website
    =better =if =you
    =not =really|=from =here
    =not =something =i|=we`,
  order_placed: `
    =thanks|=thank ~ =for =your =order|=purchase|=payment
    =order|=booking|=payment ~ =placed|=confirmed|=through|=received|=complete
    =payment =link
    =send|=email ~ =invoice|=contract
    =you =are =all =set|=booked`,
  accepted: `
    =fine|=perfect|=great|=works|=lovely|=deal|=good|=suits|=brilliant|=grand|=ideal|=booked|=sorted|=done|=excellent|=smashing|=wonderful|=cool
    =see =you
    =sounds =good
    =yes =please
    =go =ahead
    =that =will =do
    =i =will =be =there|=in
    =looking =forward`,
  when_vague: `
    =if =something|=anything|=one =comes|=opens|=frees
    =sometime|=someday|=some =time|=point|=day
    =at =some|=a =point|=later
    =one =of =these
    =when =you =are|=have|=get|=can|=decide =ready|=decided|=chance|=a|=time
    =whenever
    =if =you =change|=want|=decide|=need|=have|=like|=fancy|=are
    =in =the =future|=near
    =soon|=later|=eventually
    =keep|=be|=stay =in =touch
    =we =will =see
    =at =your =convenience
    =or =something|=so|=whatever
    =maybe|=perhaps
    =next =week|=month =sometime|=or
    =sometime =next`,
  conditional: `
    =if|=unless|=whenever
    =when =you =are|=decide|=have|=feel|=want`,
  passive_step: `
    =call|=ring|=phone|=email|=text|=message =us|=me|=back|=in|=the
    =you =can|=could =call|=ring|=email|=check|=look|=visit|=go|=try
    =give =us|=me =a =call|=ring|=shout|=bell
    =let =me|=us =know
    =check|=look|=visit|=see =out|=on|=at|=our|=the ~ =website|=site|=online|=page
    =pick =up =the =phone
    =no =need
    =there =is =a =form
    =on =the =website|=site
    =it =is =all ~ =website|=online|=site
    =have =a =think|=look
    =think =about =it`,
  step_contact: `
    =will ~ =be|=get =in =touch
    =be|=get =in =touch
    =i|=we|=she|=he|=they|=someone =will ~ =call|=ring|=phone|=email|=text|=message|=contact|=ping|=get|=come|=give|=speak|=reach|=follow|=touch|=talk|=be|=pick
    =i|=we =can ~ =call|=ring|=email|=phone
    =can|=could|=may|=shall =i|=we ~ =call|=ring|=email|=phone|=give|=speak
    =give =you =a =call|=ring|=bell|=buzz
    =call|=ring|=phone =you|=back
    =get|=come =back =to =you|=on
    =speak|=talk|=see|=meet =you|=then|=on|=again|=tomorrow
    =our =call|=next =call`,
  step_action: `
    =i|=we|=she|=he|=they|=you =will ~ <act_verb>
    =i|=we =can|=could|=would ~ =send|=book|=get|=come|=arrange|=put|=set|=do|=pop|=hold|=reserve|=schedule|=fit|=pencil
    =can|=could|=shall|=should|=let =i|=we|=me|=us ~ =send|=book|=arrange|=set|=put|=schedule|=pencil|=do|=meet|=get|=start|=pop
    =let =me|=us =send|=book|=arrange|=set|=put|=schedule|=get|=do|=meet|=pencil|=start
    =i|=we =am|=are ~ =sending|=booking|=emailing|=putting|=coming|=reserving|=holding
    =booked|=booking|=pencil|=pencilled|=scheduled|=schedule|=reserved|=confirmed|=arranged
    =put =you =down|=in|=through
    =come =round|=out|=by|=over|=in
    =send|=sending|=email|=emailing =you|=over|=the|=it|=that|=a|=an`,
  step_present: `
    =we =start|=meet|=come|=deliver|=fit|=begin
    =he|=she|=they =comes|=starts|=arrives
    =arrives|=starts|=arriving|=starting`,
  step_visit: `
    =pop|=come|=drop =in|=by|=round|=over|=down|=along`,
  step_noun: `
    =appointment|=meeting|=demo|=visit|=survey|=invite|=consultation|=trial|=slot|=fitting|=inspection|=viewing|=delivery|=installation|=call|=session|=tour|=pickup|=collection`,
  recap: `
    =to =recap|=confirm|=summarise|=summarize|=sum
    =just =to =confirm|=recap|=check
    =let =me =confirm|=recap|=repeat|=read
    =that =is =booked|=confirmed|=agreed|=set|=done|=all
    =you =are =booked|=confirmed|=in|=down|=all
    =booked|=confirmed|=agreed
    =perfect|=lovely|=great|=brilliant ~ =so|=then`,
  agreed: `
    =yes|=yeah|=yep|=yup|=okay|=sure|=fine|=good|=great|=perfect|=lovely|=deal|=agreed|=absolutely|=definitely|=alright|=brilliant|=excellent|=fantastic|=super|=right|=please|=certainly|=happy|=correct|=exactly|=cool|=wonderful|=terrific|=done
    =sounds|=that|=works =good|=fine|=great|=works|=for|=would|=is|=well
    =works =for =me|=us
    =i =can|=will|=could =do|=be|=make|=send|=have|=bring
    =see =you
    =go =ahead
    =put =me|=us =down
    =book =it|=me|=us
    =let =us =do
    =that =is =the =one
    =that =is =fine|=good|=great|=perfect
    =looking =forward
    =of =course`,
  agree_weak: `
    =maybe|=perhaps|=possibly|=probably
    =i|=we =will =see|=try
    =no =promises
    =if =i =can|=have|=remember
    =might
    =i =guess|=suppose
    =can =not =promise`,
  cancel: `
    =cancel|=cancelling =it|=that|=this|=everything|=my|=the|=all
    ^ =cancel
    =to =cancel $
    =i|=we =will|=would ~ =leave =it $
    =forget =it|=about|=that
    =never =mind
    =take|=remove|=delete ~ =me|=my =off|=number|=from|=details
    =do =not =call|=ring|=contact|=come|=bother|=send|=email
    =stop =calling
    ^ =neither
    =leave =it $
    =leave =it =there|=then|=so|=out|=for
    =leave =me =alone|=out|=off|=be
    =i =am|=will =going|=go|=try|=look|=take ~ =elsewhere|=somewhere|=someone|=business
    =go|=going|=try|=buy ~ =with|=elsewhere|=to =them|=someone|=another|=somewhere
    =changed =my =mind
    =speak|=talk =to =someone =else
    =not =happening|=coming
    =no =deal`,
};

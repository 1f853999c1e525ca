import type { LexiconSource } from "../phrases.ts";

/** Rudeness, unclear speech and breaches in English. */
export const CONDUCT_EN: LexiconSource = {
  insult: `
    <rude_noun>
    =can|=do|=did =you ~ =read|=listen|=hear|=count|=think|=understand|=even|=speak =english|$
    =are =you =deaf|=blind|=stupid|=serious|=thick|=slow|=kidding|=dense|=dumb|=joking|=even
    =you =people
    =like|=such =a =child|=baby
    =shut =up
    =hang =up|=on =then
    =get =lost|=stuffed|=over
    =go =away
    =what =is =wrong =with =you
    =what =is =your =problem
    =use =your =brain|=head|=eyes
    =not =rocket|=that|=a =science|=hard|=difficult|=hard
    =it =is =not =hard|=difficult|=complicated|=rocket
    =how =hard =is|=can
    =i =do|=have =not =have =all =day|=time
    =do =not =have =all =day|=time
    =have =not =got =all =day|=time
    =wast* =my|=our|=people's =time|=time
    =waste =of =time|=space
    =wasting =my|=everyone =time
    =i =already|=just =told|=said|=explained
    =how =many =times
    =for =the =last|=third|=tenth =time
    =do =not =be =silly|=stupid|=ridiculous|=difficult|=daft|=dramatic
    =you =are =being =silly|=difficult|=ridiculous|=dramatic|=stupid
    =you =clearly|=obviously ~ =do|=can|=have|=know =not|=no
    =you =have =no =idea|=clue
    =you =would =not =understand|=know|=get
    =if =you =can =not =afford
    =people|=folk|=customers =like =you
    =lady|=missus|=sweetheart|=darling|=sunshine|=pal|=buddy|=honey|=love|=mate =i|=listen|=where|=calm|=look|=relax
    =listen =lady|=love|=mate|=pal|=buddy|=sweetheart|=sunshine|=here
    =calm =down
    =grow =up
    =cry|=crying =me|=about|=to =me|=a
    =your =age
    =dial =tone
    =spell =it =out
    =slowly =for =you
    =hello =anyone|=anybody =home
    =who =cares
    =crap|=bullshit|=damn|=hell|=bloody|=piss|=screw|=sod|=arse|=ass|=fuck*|=shit`,
  impatience: `
    =hurry =up
    =come =on
    =make =it =quick|=fast
    =be =quick
    =get =to =the =point
    =let =us =move =on|=along
    =i =am =busy|=in
    =i =have =other|=another|=ten|=people|=a =customers|=calls|=call|=queue|=waiting
    =other =people|=customers =waiting
    =quickly|=faster ~ =please
    =just =answer|=tell|=give|=say
    =yeah =yeah
    =yes =yes
    =what =now|=else|=is =it
    =anyway ~
    =next =question`,
  blame: `
    =your =fault|=mistake|=problem|=own
    =you =should =have
    =should =have =thought|=read|=checked|=called|=asked
    =not =my =fault|=problem|=job|=department
    =you =did =not =read|=listen|=ask|=tell|=say|=check
    =if =you =had =read|=listened|=called|=checked
    =that =is =on =you
    =everyone =leaves|=waits|=calls
    =serves =you
    =you =signed|=agreed|=chose
    =read =the =small|=contract|=terms|=email|=website`,
  curt: `
    =suit =yourself
    =whatever
    =up =to =you
    =your =loss|=choice|=call
    =take =it =or
    =not =my =problem|=job|=department
    =fine =then
    =be =my =guest
    =good =luck =with =that
    =go =ahead =then
    =do =what =you =like|=want
    =i =do =not =care
    =do =not =care
    =depends $
    =no =idea
    =is =that =it|=all
    =so =what
    =what =do|=did =you =expect|=want
    =go =on =then
    =it =says =so|=on|=right`,
  polite: `
    =please|=thanks|=thank|=sorry|=apologies|=appreciate|=pleasure|=welcome
    =of =course|=absolutely|=certainly|=sure
    =no =rush|=problem|=worries|=hurry|=pressure
    =take =your =time
    =i =understand|=appreciate|=see
    =happy|=glad =to
    =if =you =do =not =mind
    =would =you =mind
    =may|=could|=can =i =ask
    =lovely|=great|=perfect|=brilliant|=wonderful
    =good =morning|=afternoon|=evening
    =have =a
    =hi|=hello
    =ouch|=fair`,
  hedge: `
    =maybe|=perhaps|=probably|=possibly|=supposedly|=presumably|=apparently|=roughly|=something|=somewhere|=whatever|=dunno|=ish
    =i =think|=guess|=suppose|=believe|=imagine
    =kind|=sort =of
    =not =sure|=certain|=hundred
    =do =not =know|=remember
    =or =something|=whatever|=so
    =should =be|=work
    =more =or =less
    =might =be
    =off ~ =top ~ =head
    =i =would =have =to =check|=ask|=look
    =like =two|=three|=four|=five
    =you =know`,
  filler: `
    =um|=uh|=er|=erm|=uhm|=umm|=hmm|=ah
    =like
    =you =know
    =i =mean
    =sort|=kind =of
    =basically|=literally|=actually`,
  confused: `
    ^ =what $
    ^ =sorry $
    ^ =pardon
    ^ =huh
    =sorry =what|=come|=who|=which|=say|=i
    =come =again
    =what =do =you =mean
    =what =does =that =mean|=even
    =do|=did|=can =not =understand|=follow|=get|=hear|=catch
    =lost =me|=you
    =i =am =lost|=confused
    =confused|=confusing|=unclear
    =say =that =again
    =slow =down
    =in =english|=plain
    =what =is =that|=a|=an $
    # ~ =of =what
    =wait|=hang|=hold ~ =what|=so|=which|=is
    =so =is =it|=that|=there =or
    =is =it =or =not|=isn't
    =which =is =it
    =too =much =information
    =who =is =this`,
  jargon: `
    =api|=sla|=roi|=kpi|=crm|=erp|=saas|=onboarding|=synergy|=synergies|=leverage|=ecosystem|=omnichannel|=stack|=throughput|=latency|=endpoint|=middleware|=turnkey|=scalable|=granular|=telemetry|=amortisation|=amortization|=escrow|=deductible|=subrogation|=actuarial|=kubernetes|=sso|=oauth|=webhook`,
  pay_code: `
    =cvv|=cvc|=cvv2|=cv2|=pin
    =three|=3|=last ~ =digits|=digit|=numbers|=number ~~ =back|=reverse|=card
    =security =code
    =back =of =your|=the =card
    =code ~~ =bank|=text|=texted|=sms|=phone|=verification|=sent|=app
    =bank|=text|=sms|=verification|=one-time|=passcode|=authentication ~~ =code|=passcode
    =one-time ~ =code|=password|=passcode
    =passcode|=otp
    =card =number|=details|=no
    =long =number
    =number =on|=across ~ =front|=card
    =expiry|=expiration =date|=and
    =password =for|=to|=is`,
  say_aloud: `
    =read|=tell|=give|=say|=need|=take|=get|=have|=shout|=spell|=provide|=what =me|=it|=out|=the|=your|=that|=is|=us|=those|=them|=over
    =read|=tell|=give|=need|=provide|=text =me|=it|=out|=the|=your|=those
    =just =read|=tell|=give|=say|=need
    =what =is|=are =the|=your
    =can|=could|=may =i =have|=take|=get
    =i =will =take|=need|=put|=type|=enter
    =go =ahead`,
  protect_codes: `
    =never|=not ~~ =read|=tell|=give|=share|=ask|=need|=say|=take
    =secure|=payment =link|=page|=portal|=terminal|=line
    =do =not =need ~ =card|=code`,
  guarantee: `
    guarantee|=guaranteed|=guarantees|=guaranteeing
    =hundred|=100 =percent|=%
    =100%
    =risk =free
    =risk-free
    =no =risk
    =zero =risk
    =promise =you|=that|=it|=results
    =i|=we =promise
    =cannot|=can =not =lose|=fail|=go =wrong
    =definitely|=certainly|=always|=surely ~ =work|=works|=double|=make|=earn|=win|=pass|=rank|=cure|=get|=sell|=rise|=approved
    =double|=triple =your|=the
    =for =certain|=sure
    =no =doubt|=question`,
  guarantee_object: `
    =result|=results|=return|=returns|=income|=profit|=profits|=earn|=earnings|=revenue|=ranking|=rankings|=page|=top|=sales|=leads|=customers|=traffic|=job|=offer|=placement|=approval|=approved|=pass|=grade|=grades|=cure|=cured|=weight|=win|=percent|=growth|=double|=triple|=money|=work|=works|=first|=success|=increase|=savings|=sell|=gone|=never`,
  warranty: `
    =year|=month|=day|=parts|=lifetime|=workmanship|=manufacturer ~ =guarantee|=warranty
    =guarantee|=guaranteed|=warranty ~ =on|=for|=covers|=is|=period|=certificate
    =money-back|=back =guarantee
    =money =back =guarantee
    =under =guarantee|=warranty
    =come =with ~ =guarantee|=warranty`,
  no_guarantee: `
    =not|=never|=nobody|=no-one|=cannot|=impossible ~~ =guarantee|=promise|=promising|=guaranteeing
    =no =guarantees|=guarantee|=promises|=one =can
    =rather =than =guess
    =would =not =want =to =promise`,
  threat: `
    =you =will =regret|=be =sorry|=pay
    =regret =it|=this
    =take|=see|=legal =you =to|=in =court|=action
    =legal =action
    =lawyers|=solicitors|=bailiffs|=collectors|=debt
    =blacklist|=blacklisted
    =i|=we =know =where =you
    =next =one =will =be
    =they =love =a|=your
    =you =will =be =next|=crying|=robbed|=burgled|=broke|=fined
    =ring|=call|=come =me|=us|=back =crying
    =break|=broken =in|=into =next
    =cut =you =off
    =disconnect|=penalty|=penalties|=fined|=fine ~ =if =you =do
    =you =are =obliged|=required|=legally
    =you =have =to =pay|=sign|=buy
    =ruin =your|=you
    =your =credit =score|=rating|=file`,
  pressure: `
    =decide|=sign|=pay|=commit|=act ~ =now|=today|=immediately|=tonight
    =now|=today =or =never
    =if =you =do =not ~ =sign|=pay|=decide|=commit|=book|=act|=order ~~ =lose|=gone|=goes|=price|=offer|=double|=someone|=withdraw|=pull
    =i =am =not =hanging|=letting|=going =up|=you|=to
    =last|=final =warning|=chance
    =either =you|=sign|=pay
    =right =now =or|=on =the =phone
    =pay|=payment|=deposit ~ =right =now
    =before =you =hang|=we =hang`,
  scarcity: `
    =today =only
    =only =today|=valid ~ =today
    =last =one|=few|=slot|=spot|=spots|=place|=places|=chance|=unit
    =only ~ =left
    =running =out
    =offer|=deal|=price|=discount ~ =ends|=expires|=gone|=goes
    =ends|=expires =today|=tonight|=tomorrow
    =will =be|=go =gone|=up
    =someone =else =will|=is
    =filling =up|=fast
    =price ~ =goes|=going =up`,
  superlative: `
    =nobody|=no-one|=none =else ~ =does|=has|=offers|=can|=beats|=comes
    =no =one =else|=can
    =best =in =the|=on =the
    =number|=no =one|#|=1 =in
    =cheapest =in|=on|=anywhere|=you
    =lowest =price
    =unbeatable
    =can =not =find|=beat|=get ~ =better|=cheaper|=anywhere|=us|=it
    =will =not =find`,
  disparage: `
    =they|=them|=those|=competitor|=competitors|=their ~~ =rubbish|=cowboys|=crooks|=useless|=rip|=con|=scam|=junk|=garbage|=liars|=lie|=terrible|=awful|=joke|=amateurs|=incompetent|=cheat|=bankrupt|=overcharge|=crap|=cheap =stuff
    =cowboys|=crooks|=amateurs|=shysters|=con-artists|=clowns
    =rip =you =off
    =fleece =you`,
  unverified: `
    =should =be =fine|=okay|=able|=alright|=in|=there
    =i|=we =think|=guess|=suppose|=believe|=reckon =so|=it|=we|=you|=they|=that|=yes ~ 
    =probably =yes|=fine|=can|=be|=will|=includes|=safe|=covered
    =pretty =sure
    =more =or =less =yes
    =we =will =figure|=sort|=work ~ =out|=later
    =yeah =probably|=should|=i =think`,
  no_info: `
    =do =not =know|=deal
    =no =idea
    =not =my =department|=area
    =system =is =down
    =notes =did =not
    =you =would|=will =have =to =ask|=call|=email|=speak
    =ask =someone|=reception|=them
    =email =in|=them|=the
    =check =the =website`,
  others_data: `
    =your =neighbour|=neighbor|=neighbours|=neighbors ~~ =owes|=account|=bill|=debt|=diagnosis
    =give|=tell|=send =you ~ =her|=his|=their|=another|=other ~~ =number|=address|=email|=details|=phone
    =another|=other|=previous =customer|=client|=patient|=tenant ~~ =number|=address|=name =is|=lives|=diagnosis|=paid|=salary
    =customer|=client|=patient =list`,
  forced_sale: `
    =i|=we =have =already|=gone|=just ~ =signed|=added|=activated|=charged|=enrolled|=upgraded|=ordered|=put|=set|=taken|=ahead|=processed
    =already =signed|=added|=charged|=enrolled|=activated|=processed =you|=it|=your|=the
    =gone =ahead =and
    =went =ahead =and
    =take|=taking =that =as =a =yes
    =i =will =take =that =as
    =automatically =added|=enrolled|=charged|=renewed
    =card =has =been =charged
    =charged =your =card`,
};

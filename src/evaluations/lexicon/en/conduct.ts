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
    =waste =of ~ =time|=space
    =boo =hoo
    =want =a =medal|=cookie|=prize|=round
    =not =your =mother|=mum|=mom|=babysitter|=secretary|=servant|=nanny
    =skint|=broke|=cheapskate|=penny-pinch*|=penny-pincher|=freeloader|=scrounger|=tight-fisted|=stingy
    =go =somewhere|=someplace =else
    =moan*|=whin*|=whinge|=whingeing|=whinging|=snivel*|=bleat* ~
    =could =not =care =less
    =leave =the =thinking
    =grown-ups|=adults =talk|=to|=and|=are
    =child|=kid|=toddler|=monkey|=dog ~ =of|=could|=would|=understands|=gets|=can|=knows|=five
    =five =year =old
    =pocket =change
    =cry ~ =to ~ =someone|=somebody
    =go =cry|=and =cry
    =what|=which =bit|=part ~ =of ~ =that|=it|=this|=no ~ =is|=do|=did|=was
    =read =my =lips
    =do =i =look =like
    =get =a =life|=grip|=clue|=job
    =dream =on
    =jog =on
    =bog|=naff|=buzz|=piss|=push|=clear =off
    =on =your =bike
    =what =planet
    =give =me =strength
    =for|=oh ~ =gods|=god|=heavens|=christs|=goodness|=pete|=petes ~ =sake
    =god|=jesus|=christ $
    =spare =me
    =hard|=difficult|=complicated =for =you
    =old =dear|=granny|=biddy|=bat|=fool|=git|=cow|=hag
    =silly|=stupid|=daft|=dozy|=miserable =cow|=woman|=man|=girl|=boy|=old|=question|=questions|=moo
    =my =job ~ =tell|=teach|=how
    =who =do =you =think =you
    =nobody|=no-one =asked =you
    =you =lot
    =your =sort|=kind =of =people
    =clog* =up
    =deaf|=dumb|=slow|=thick =or
    =born ~ =this|=that|=so
    =this|=so|=that =thick|=dense|=slow|=stupid|=dim
    =listen =sweetheart|=darling|=love|=pal|=sunshine
    =happy =now
    =gun =to =your
    =not =made =of =money
    =beggars|=charity ~
    =what =more =do =you =want
    =not =a =charity
    =you =would =not ~ =understand|=get =it
    =quit|=stop =whining|=moaning|=wasting|=complaining|=crying
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
    =need =his|=her|=permission ~ =permission
    =grown =woman|=man|=up
    =come =crying|=running
    =i =just =said
    =you =deaf
    =lady|=missus|=sweetheart|=darling|=sunshine|=pal|=buddy|=honey|=love|=mate =i|=listen|=where|=calm|=look|=relax
    =listen =lady|=love|=mate|=pal|=buddy|=sweetheart|=sunshine|=here
    =calm =down
    =grow =up
    =cry|=crying =me|=about|=to =me|=a
    =dial =tone
    =spell =it =out
    =slowly =for =you
    =hello =anyone|=anybody =home
    =who =cares
    =crap|=bullshit|=damn|=hell|=bloody|=piss|=screw|=sod|=arse|=ass|=fuck*|=shit`,
  impatience: `
    =hurry =up
    =make =it =quick|=fast
    =be =quick
    =get =to =the =point
    =let =us =move =on|=along
    =i =am =busy
    =i =have =other|=another|=ten|=people|=a =customers|=calls|=call|=queue|=waiting
    =other =people|=customers =waiting
    =quickly|=faster ~ =please
    =yeah =yeah
    =yes =yes
    ^ =what =now|=else $
    ^ =next =question`,
  blame: `
    =your =own ~ =fault
    =your =fault|=mistake|=problem
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
  talk_down: `
    =worry =your ~ =head
    =keep =it =simple =for
    =at =your =age
    =pretty =little =head
    =long =words
    =better =get ~ =spinning|=saving|=working|=earning
    =count =your =pennies
    =too =technical =for
    =bless =you|=him|=her`,
  curt: `
    =suit =yourself
    ^ =whatever $
    ^ =up =to =you $
    =your =loss|=choice|=call
    =take =it =or
    =not =my =problem|=job|=department
    =fine =then
    =be =my =guest
    =good =luck =with =that
    =do =what =you =like|=want $
    =i =do =not =care
    =do =not =care
    =depends $
    =no =idea
    ^ =so =what $
    =what =do|=did =you =expect|=want
    =it =says =so|=right ~ =there|=on
    =cancel|=do|=sort|=look|=find|=fix =it =yourself|=up =yourself
    =how =should =i =know
    =i|=just =told =you|=just =told
    =that =is =what =it =says`,
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
    =maybe|=perhaps|=probably|=possibly|=supposedly|=presumably|=apparently|=whatever|=dunno|=ish|=wherever|=whatsit|=thingy|=thingummy|=thingamajig|=mostly
    =something|=somewhere|=somehow ~ =like|=around|=between|=in =the =region|=of =that|=or
    =no =hang =on
    =the =other =thing|=whatsit
    =a =bit =of =both
    =and =a =bit
    =or =not =far
    =or =that =may|=might
    =no =wait
    =or ~ =maybe|=perhaps
    =something =like =that
    =would|=will =have =to =look|=see|=find
    =hopefully
    =in =and =out
    =can =not =really
    =i =am =sure =they
    =depends|=depending
    =sort =of =thing
    =that =sort|=kind =of
    =try =to
    =might =have|=be
    =i =think|=guess|=suppose|=believe|=imagine
    =kind|=sort =of
    =not =sure|=certain
    =do =not =know|=remember
    =or =something|=whatever|=so
    =more =or =less
    =have =to =ask
    =like =two|=three|=four|=five`,
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
    =wait|=hang|=hold ~ =what|=which|=is =it
    =is =it ~~ =or =not|=per|=isn't
    =which =is =it
    ^ =what =is =a|=an
    ^ =on|=of|=for =what $
    =when =it =is =at =home
    =how =do =you =know
    =does =it $
    =do =i =get =a
    =which =one|=part =goes|=is =it
    =different =answers|=prices|=figures|=numbers
    =is =not =an =answer
    =still =do =not =know|=understand|=get
    =no =idea =what|=how
    =do =not =follow
    =quite =a =range
    =what =am =i =supposed
    =too =much =information`,
  pay_code: `
    =cvv|=cvc|=cvv2|=cv2|=pin
    =three|=3|=last ~ =digits|=digit|=numbers|=number ~~ =back|=reverse|=card
    =security =code
    =back =of =your|=the =card
    =code ~~ =bank|=text|=texted|=sms|=phone|=verification|=sent|=app
    =digits|=numbers ~~ =bank|=texted|=text|=sms|=phone
    =security =number|=digits
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
    =no =ifs
    =definitely|=certainly|=always|=surely ~ =work|=works|=double|=make|=earn|=win|=pass|=rank|=cure|=get|=sell|=rise|=approved
    =double|=triple =your|=the
    =for =certain|=sure
    =no =doubt|=question`,
  guarantee_object: `
    =result|=results|=return|=returns|=income|=profit|=profits|=earn|=earnings|=revenue|=ranking|=rankings|=page|=top|=sales|=leads|=customers|=traffic|=job|=offer|=placement|=approval|=approved|=pass|=grade|=grades|=cure|=cured|=weight|=student|=exam|=every|=fail|=client|=test|=licence|=license|=win|=percent|=growth|=double|=triple|=money|=work|=works|=first|=success|=increase|=savings|=sell|=gone|=never`,
  warranty: `
    =year|=month|=day|=parts|=lifetime|=workmanship|=manufacturer ~ =guarantee|=warranty
    =guarantee|=guaranteed|=warranty ~ =on|=for|=covers|=is|=period|=certificate
    =money-back|=back =guarantee
    =money =back =guarantee
    =under =guarantee|=warranty
    =come =with ~ =guarantee|=warranty`,
  no_guarantee: `
    =not|=never|=nobody|=no-one|=cannot|=impossible ~ =guarantee|=promise|=promising|=guaranteeing
    =no =guarantees|=guarantee|=promises|=one =can
    =rather =than =guess
    =would =not =want =to =promise`,
  threat: `
    =you =will =regret|=be =sorry|=pay
    =regret =it|=this
    =take|=see|=legal =you =to|=in =court|=action
    =legal =action
    =lawyers|=solicitors|=bailiffs|=collectors|=repossess*
    =doorstep|=boss|=employer|=landlord ~ =hears|=will|=about|=knows
    =make =sure =your
    =tell|=ring|=call =your =boss|=employer|=landlord|=wife|=husband
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
    =have|=has =not =checked
    =did =not =check
    =i =will =promise
    =they =never =look|=check|=ask|=notice
    =nobody|=no-one =checks|=looks|=notices
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
  reassure: `
    =you|=it|=that =will =be =fine|=okay|=alright|=grand
    =it =is =fine|=safe|=alright
    =do =not =get =complaints|=many =complaints
    =nobody|=no-one|=never ~ =complains|=complained|=complain
    =trust =me
    =all|=everyone ~ =nice|=lovely|=good|=happy|=checked
    =do =not =worry ~ =about
    =they =are =all
    =never =had =a =problem|=complaint
    =perfectly =safe|=fine
    =they|=he|=she =will =be =fine`,
  others_data: `
    =neighbour|=neighbor ~~ =owes|=signed|=owe|=number|=condition|=debt|=bought|=paid
    =owes|=owed =us ~~ =signed|=hundred|=thousand|=she|=he
    =your =neighbour|=neighbor|=neighbours|=neighbors ~~ =owes|=account|=bill|=debt|=diagnosis
    =give|=tell|=send =you ~ =her|=his|=their|=another|=other ~~ =number|=address|=email|=details|=phone
    =another|=other|=previous =customer|=client|=patient|=tenant ~~ =number|=address|=name =is|=lives|=diagnosis|=paid|=salary
    =customer|=client|=patient =list`,
  forced_sale: `
    =order|=it|=subscription|=plan|=payment =through ~~ =anyway
    =you =said =no =but
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

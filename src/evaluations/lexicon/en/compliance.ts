import type { LexiconSource } from "../phrases.ts";

/** Breaches, unproved claims and empty promises in English. */
export const COMPLIANCE_EN: LexiconSource = {
  pay_code: `
    =sort|=account =code|=number ~~ =password|=pin
    =password|=passcode|=pin ~ =for|=to|=from|=of =your|=the|=online|=account|=bank
    =number|=numbers|=digits ~~ =card
    =code|=digits|=numbers ~~ =app|=push|=notification|=text|=message
    =expiry =date
    =cvv|=cvc =number
    =cvv|=cvc|=cvv2|=cv2
    =pin =number|=code
    =three|=3|=last ~ =digits|=digit|=numbers|=number ~~ =back|=reverse|=card
    =security =code
    =back =of =your|=the =card
    =code ~~ =bank|=texted|=sms|=verification
    =digits|=numbers ~~ =bank|=texted|=sms
    =digits|=digit|=passcode ~~ =came|=come|=sent|=arrived|=pops|=popped
    =three|=3 =numbers|=digits ~~ =back
    =security =number|=digits
    =bank|=sms|=verification|=one-time|=authentication ~ =code|=passcode
    =one-time ~ =code|=password|=passcode
    =passcode|=otp
    =card =number
    =long =number
    =number =on|=across ~ =front ~~ =card
    =number =on ~ =card
    =card ~~ =expiry|=expiration
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
    =everyone|=everybody|=nobody|=no-one|=none ~ =passes|=passed|=fails|=failed|=wins|=approved|=refused|=rejected
    =not =one|=a =single ~ =refused|=refusal|=rejected|=failed
    =without =fail
    =can =not =go =wrong
    =sure =thing
    =you|=it|=he|=she|=they =will =definitely|=certainly|=absolutely ~ =pass|=win|=earn|=sell|=grow
    =put|=bet|=stake ~ =money|=house|=name|=life =on
    =nailed =on
    =dead =cert
    =no =way ~ =lose|=fail
    guarantee|=guaranteed|=guarantees|=guaranteeing
    =hundred|=100 =%
    =100%
    =risk =free
    =risk-free
    =no =risk
    =zero =risk
    =promise =you|=that|=it|=results
    =i|=we =promise
    =cannot|=can =not =lose|=fail|=go =wrong
    =no =ifs
    =definitely|=certainly|=always|=surely ~ =double|=make|=earn|=win|=pass|=rank|=cure|=get|=sell|=rise|=approved
    =double|=triple =your|=the
    =can|=could|=will|=does =not =go =down|=backwards`,
  guarantee_object: `
    =passes|=passed|=fails|=failed|=refused|=refusal|=rejected|=visa|=visas|=permit|=grant|=loan|=mortgage|=winner|=recover|=recovery|=healed
    =result|=results|=return|=returns|=income|=profit|=profits|=earn|=earnings|=revenue|=ranking|=rankings|=page|=top|=sales|=leads|=customers|=traffic|=job|=offer|=placement|=approval|=approved|=pass|=grade|=grades|=cure|=cured|=weight|=student|=exam|=every|=fail|=client|=test|=licence|=license|=win|=growth|=double|=triple|=money|=work|=works|=success|=increase|=savings|=sell|=score|=scores|=mark|=marks|=sold|=admission|=admissions
    =walk|=walks|=come|=comes =out|=away =with ~ #`,
  warranty: `
    =year|=month|=day|=parts|=lifetime|=workmanship|=manufacturer ~ =guarantee|=warranty
    =guarantee|=guaranteed|=warranty ~ =on|=for|=covers|=is|=period|=certificate
    =money-back|=back =guarantee
    =money =back =guarantee
    =your|=the =money =back ~ =if
    =under =guarantee|=warranty
    =come =with ~ =guarantee|=warranty`,
  no_guarantee: `
    =not|=nobody|=no-one|=cannot|=impossible ~ =guarantee|=promise|=promising|=guaranteeing
    =no =guarantees|=guarantee|=promises|=one =can
    =rather =than =guess
    =would =not =want =to =promise`,
  threat: `
    =there =will =be =consequences
    =on =your =own =head
    =we|=i ~ =will ~ =find|=sue =you
    =report =you =to
    =call|=ring|=tell =the =police|=taxman|=inspector ~ =on|=about =you
    =cut|=shut =you =off|=down
    =lose =your =house|=home|=job
    =send =someone|=somebody|=the =boys =round|=over
    =you =will =regret|=be =sorry
    =regret =it|=this
    =take|=see =you =to|=in =court
    =take|=start|=bring|=face =legal =action
    =bailiffs|=repossess*
    =debt =collectors
    =boss|=employer|=landlord|=neighbours ~ =hears|=finds ~ =about|=out
    =i =will =tell|=ring|=call =your =boss|=employer|=landlord|=wife|=husband
    =blacklist|=blacklisted
    =i|=we =know =where =you =live
    =you =will =be =fined
    =will =cut =you =off
    =who|=you ~ =goes|=go|=going|=end ~ =to|=in|=up ~ =prison|=jail|=court
    =ruin|=wreck|=destroy =your =credit|=name
    =if =you ~~ ~ =will|=have ~ =to =tell|=ring|=inform|=report ~ =your =landlord|=boss|=employer|=wife|=husband|=bank
    =collectors|=lads|=boys ~ =not|=less ~ =as =nice|=polite|=patient|=friendly`,
  scare: `
    =next =one =will =be
    =they =love =a|=your
    =you =will =be =next|=crying|=robbed|=burgled|=broke
    =ring|=call|=come =me|=us|=back =crying
    =break|=broken =in|=into =next`,
  signs_up: `
    =gone|=going =through =now|=already
    =too =late =now
    =no =need =to =confirm|=sign|=agree
    =go|=going =ahead =and ~ =get|=sign|=put|=start|=set|=book|=add|=enroll|=enrol
    =get|=getting|=got =you ~ =started|=signed|=enrolled|=booked|=set|=added
    =sign|=signing|=signed =you =up
    =put|=putting =you =down|=in|=on
    =already =in|=on|=booked|=set|=started|=added|=scheduled
    =can ~ =just|=always|=simply =cancel
    =cancel ~ =later|=anytime`,
  pressure: `
    =decide|=sign|=pay|=commit|=act ~ =now|=today|=immediately|=tonight
    =now|=today =or =never
    =you =have =to =sign|=buy
    =you =are =obliged|=required|=legally ~ =to =pay|=sign|=buy|=take
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
    =most =people|=folk|=customers ~ =fine|=happy|=love
    =can|=it =vary|=varies
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
    =behind =on ~ =payments|=rent|=bills|=payment
    =owes|=owed =us ~~ =signed|=hundred|=thousand|=she|=he
    =your =neighbour|=neighbor|=neighbours|=neighbors ~~ =owes|=account|=bill|=debt|=diagnosis
    =give|=tell|=send =you ~ =her|=his|=their|=another|=other ~~ =number|=address|=email|=details|=phone
    =another|=other|=previous =customer|=client|=patient|=tenant ~~ =number|=address|=name =is|=lives|=diagnosis|=paid|=salary
    =customer|=client|=patient =list`,
  forced_sale: `
    =order|=it|=subscription|=plan|=payment =through ~~ =anyway
    =you =said =no =but
    =i|=we =have =already|=gone|=just ~ =activated|=charged|=enrolled|=upgraded|=processed
    =already =signed|=charged|=enrolled|=activated =you|=it|=your|=the
    =already =put|=pushed =it|=that|=your|=the ~ =through
    =gone|=went =ahead =and ~ =signed|=charged|=activated|=enrolled|=added|=upgraded|=processed|=ordered|=put =you|=it|=your|=the
    =take|=taking =that =as =a =yes
    =i =will =take =that =as
    =automatically =added|=enrolled|=charged
    =card =has =been =charged
    =charged =your =card`,
};

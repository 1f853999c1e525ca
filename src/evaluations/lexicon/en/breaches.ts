import type { LexiconSource } from "../phrases.ts";

/** What gross breaches are made of in English: secrets and who asks for them, promises, threats, others' affairs, consent. */
export const BREACHES_EN: LexiconSource = {
  secret: `
    =three|=four|=six|=sixteen|=3|=4|=6|=16 ~ =digit|=digits|=numbers|=figure|=figures ~~ =text|=sms|=message|=card|=back|=strip|=front|=phone|=expiry|=code
    =digit|=digits|=code ~~ =signature|=strip|=back|=reverse|=flip
    =little|=three|=security =number|=numbers ~~ =signature|=strip|=back|=reverse
    =code|=number|=digits|=password|=pin ~ =in|=from|=on|=you ~ =text|=message|=sms|=email|=app|=bank|=phone|=got|=received
    =text|=sms|=message|=notification ~~ =code|=digits|=six-digit
    =six-digit|=four-digit|=three-digit|=sixteen-digit|=6-digit|=4-digit|=3-digit
    =pin ~ =you|=for|=number|=at|=on|=from
    =the|=your =pin|=cvv|=cvc|=otp|=passcode
    =login|=log-in|=password|=username|=credentials ~~ =bank|=banking|=account|=online
    =bank|=banking|=account ~~ =login|=log-in|=password|=credentials|=passcode
    =expiry|=expiration ~ =and|=date|=month ~~ =number|=code|=digits|=three
    =digits|=number ~~ =expiry|=expiration
    =mother|=maiden ~ =maiden|=name
    =memorable|=security =word|=answer|=question
    =photo|=picture|=snap ~~ =card|=passport ~ =both|=front|=back`,
  harmless_code: `
    =serial|=part|=batch|=track|=tracking|=reference|=case|=flight|=account ~ =number|=code
    =promo|=discount|=gate|=door|=voucher|=coupon|=referral|=area|=zip|=post|=dress|=product|=stock|=order|=booking|=access|=error|=model ~ =code|=codes
    =postcode|=barcode|=loyalty|=membership|=rewards
    =digits|=number ~ =of|=on|=for ~ =order|=booking|=invoice|=policy|=phone|=mobile|=reference|=reg|=meter|=plate|=vin`,
  asks_secret: `
    =read|=forward|=give|=send|=pass|=text|=whatsapp|=email|=share ~ =that|=it|=them|=me|=the ~ =back|=to|=over|=me
    =forward|=send|=give|=text =me
    =i =will|=can|=just ~ =take|=grab|=need|=have|=get
    =i|=we ~ =verify|=need|=require|=have
    =what|=and ~ =is|=the|=does|=are ~ =number|=code|=digits|=say|=pin`,
  reads_out: `
    =what|=whats ~ =is|=the|=does|=are ~ =number|=code|=digits|=say|=it
    =read|=tell|=give ~ =it|=me|=them|=that`,
  sure: `
    =end =of =story
    =put ~ =that|=it =in =writing
    =promising ~ =you|=that
    =odds ~ =come|=matter
    =for =good
    =works =for =everyone|=everybody
    =hundred|=100|=110|=thousand =percent|=%
    =have|=give|=got ~ =my|=our =word
    =my =word ~ =on|=for
    =stake|=bet|=staking|=betting ~ =my|=the|=your ~ =job|=life|=house|=name|=reputation|=mortgage
    =no =question|=doubt|=doubts|=chance =about|=whatsoever|=you|=they|=it
    =no =question|=doubt
    =rock|=cast|=iron =solid|=iron|=clad
    =ironclad|=bulletproof|=foolproof|=watertight|=surefire|=cast-iron|=copper-bottomed|=certainty|=cert|=certain|=inevitable
    =no =way ~ =you|=it|=they|=he|=she|=this
    =can|=could|=will|=does =not ~ =fail|=lose|=miss
    =never ~ =lose|=lost|=fail|=failed|=fails|=missed
    =consider =it =done
    =good =as =done|=yours|=won|=in
    =bound =to
    =every =single|=last ~ =one|=client|=student|=customer|=patient
    =nobody|=no-one|=none ~ =gets|=is|=was|=ever ~ =turned|=refused|=rejected|=declined|=down
    =mark =my =words
    =take =it|=that =to =the =bank
    =money =in =the =bank
    =promise =you|=i|=we
    =risk|=worry =free
    =trust =me`,
  pledge: `
    =i|=we ~ =guarantee|=promise|=swear ~ =you|=that|=it
    =promising ~ =you
    =guarantee ~ =you|=it|=that
    =my =word
    =put ~ =that|=it =in =writing`,
  service: `
    =price*|=cost*|=refund*|=money|=deliver*|=there|=arrive*|=call*|=ring*|=send*|=email*|=quality|=spot|=slot|=time|=date|=replace*|=return*|=swap*|=fit|=genuine|=original|=ready|=stock|=discount*|=rate|=tariff|=warrant*|=parts|=labour|=labor|=workmanship|=year|=years|=month|=months|=days|=monday|=tuesday|=wednesday|=thursday|=friday|=saturday|=sunday|=morning|=afternoon|=tomorrow|=today|=tidy|=careful|=privacy|=confidential`,
  outcome: `
    =gets|=get|=with ~ =a|=an|=straight =a|=as|=star|=nine|=distinction
    =win|=winning ~ =this|=the|=your ~ =case|=claim
    =gone =for =good
    =money =back =twice
    =twice|=double|=three ~ =over|=your =money
    =pain|=symptom|=debt =free
    =cured|=healed|=pain-free|=painless|=sleep
    =pass|=passes|=passed|=win|=wins|=won|=lose|=lost
    =double|=doubles|=doubled|=triple|=triples
    =make|=makes|=making|=earn|=earns|=clear|=clears|=profit|=net ~~ # ~~ =month|=week|=year
    # ~ =percent|=% ~ =a|=per|=every|=each ~ =year|=month|=annum
    =approve|=approved|=approval|=accepted|=turned =down|=trust|=consider
    =approved|=approval|=refused|=declined|=rejected
    =turned =down
    =money|=case|=claim|=verdict|=compensation|=payout ~ =yours|=good|=won|=in
    =we|=you =win|=lose
    =value|=price|=worth|=it|=shares ~ =will ~ =double|=rise|=triple|=soar|=go =up
    # ~ =kilos|=pounds|=stone|=pounds ~ =lighter|=off|=lose|=gone
    =number =one ~ =google|=search|=page`,
  no_promise: `
    =nothing|=not|=never ~ =guaranteed|=guarantees
    =no =one|=way|=body ~ =guarantee|=promise
    =can|=could|=will|=would|=do =not ~ =promise|=guarantee|=say =for
    =past|=previous ~ =returns|=performance|=results
    =depends ~ =on
    =up =to =the =bank|=embassy|=court|=lender|=judge`,
  menace: `
    =come|=run|=running ~ =crying
    =nobody|=no-one|=none ~ =come|=coming ~ =out|=to
    =one =way =or =the =other|=another
    =know ~ =where =you|=your ~ =live|=kids|=work|=house
    =make =sure =of =it
    =watch =your =back|=step
    =hears|=hear|=tell|=told ~ =what ~ =sort|=kind ~ =payer|=person
    =see =how =fast|=quick
    =wreck|=wrecked|=ruin|=ruined|=destroy|=destroyed|=trash|=trashed ~ =your|=credit|=rating|=name|=reputation|=for
    =credit|=rating|=name|=reputation ~ =is|=will|=gets|=be|=get ~ =wrecked|=ruined|=destroyed|=trashed|=shot|=mud
    =your|=the ~ =boss|=employer|=wife|=husband|=landlord|=neighbours|=neighbors|=school|=family ~ =heard|=knew|=hears|=finds|=found|=know|=knows
    =shame =if
    =would =not =want ~~ =boss|=employer|=wife|=husband|=happen|=neighbours
    =lawyer =up
    =our|=my =lawyers|=lawyer|=solicitors|=solicitor ~ =will|=after|=come
    =bailiffs|=bailiff|=enforcement|=repo ~ =take|=round|=come|=and|=men|=agents|=guys
    =send =the|=in ~ =bailiffs|=boys|=lads|=guys|=debt
    =they|=we|=and|=will =take|=takes|=taking ~ =the|=your ~ =house|=car|=telly|=kids|=home
    =lose =that|=the|=your ~ =house|=home|=job|=kids|=car
    =nobody|=no-one|=no =one ~ =will|=else ~ =touch|=hire|=lend|=serve|=insure|=take
    =know =people
    =see =to =it
    =make =sure =you ~ =never|=lose|=regret|=pay
    =make =your =life
    =end =up =in|=on ~ =court|=street|=jail|=prison
    =you =will =regret|=pay =for|=this
    =report =you|=this =to
    =have =you =arrested|=evicted|=fired|=deported
    =immigration|=social =services|=will|=would
    =or =else`,
  harm: `
    =court|=bailiff|=bailiffs|=police|=sue|=credit|=boss|=employer|=lose|=regret|=consequences|=fine|=fined|=jail|=prison|=arrest*|=blacklist*|=lawyer*|=solicitor*|=debt|=repossess*|=ruin*|=wreck*|=die|=burn|=worse|=touch`,
  third_party: `
    =neighbour|=neighbor|=neighbours|=neighbors
    =your =competitor|=competitors|=colleague|=friend|=boss|=brother|=sister|=rival
    =mrs|=mr|=ms|=miss _
    =customer|=client|=patient|=tenant|=lady|=guy|=fella|=gentleman|=family ~ =at|=on|=down|=from|=in|=who|=called|=up|=over
    =number # 
    =at|=down|=up|=from =number|=the ~ #|=road|=street`,
  private_fact: `
    =bipolar|=schizophreni*|=mental|=suicidal|=addict|=disabled|=infertile|=ivf
    =husband|=wife|=partner ~ =left|=cheated|=drinks|=died
    =owe =us|=me|=the
    =owes|=owed|=owing|=debt|=debts|=arrears|=bankrupt|=bankruptcy|=bailiffs
    =months|=weeks|=payments ~ =behind
    =behind =on|=with
    =diagnos*|=depression|=depressed|=cancer|=dementia|=diabetes|=diabetic|=stroke|=hiv|=alcoholic|=drinks|=rehab|=pregnant|=miscarriage|=divorce|=divorced|=divorcing|=affair|=criminal|=fired|=sacked
    =pay|=pays|=paying|=paid|=earns|=earn ~ # 
    =her|=his|=their ~ =mobile|=number|=address|=contract|=file|=account|=details|=salary|=cell|=email
    =contract|=account|=file ~ =open|=here|=up ~ =here|=on|=in
    =here|=heres ~ =is ~ =her|=his|=their ~ =mobile|=number|=address`,
  with_leave: `
    =permission|=consent|=agreed|=happy|=confidential|=anonymous|=anonymised|=private|=ask|=asked|=allowed
    =can|=could|=may =not ~ =discuss|=share|=give|=say|=tell|=talk
    =without =names|=naming
    =said =i =can|=could`,
  enrols: `
    =gone|=went =ahead
    =card ~ =on|=been =file|=charged
    =been =charged|=billed|=debited
    =booked|=ordered|=sent ~ =the|=your|=it|=an
    =too =late
    =put|=putting|=pushed|=run =it|=that|=this|=you ~ =through
    =have|=gone|=already ~ =put|=signed|=added|=enrolled|=booked|=processed|=charged|=activated|=upgraded|=renewed ~ =it|=you|=that|=on|=through
    =sign|=signing =you =up
    =already =added|=on|=included|=signed|=active|=activated|=charged|=in
    =can =not =take|=remove|=undo|=cancel|=opt ~ =it|=that|=off|=out
    =payment|=money|=charge|=first ~ =comes|=goes|=going|=leaves|=will ~ =out|=tomorrow|=monday|=tonight
    =ticking|=ticked|=tick ~ =box|=yes|=agree
    =just =sign|=signing|=put ~ =you`,
  denies_consent: `
    =never|=not ~ =agreed|=agree|=asked|=ask|=signed|=sign|=ordered|=order|=wanted|=authorised|=authorized|=consented
    =never|=not =said|=say ~ =yes
    =did|=do|=have =not ~ =agree|=ask|=sign|=order|=authorise|=authorize|=consent|=want|=say
    =i =said =no
    =said =no
    =without =my|=asking
    =take =it|=that =off|=out
    =cancel|=undo|=remove|=reverse|=refund =it|=that|=this|=me
    ^ =no =do|=stop|=wait|=you
    ^ =stop|=wait|=hang|=hold|=whoa`,
  sees_threat: `
    =threat|=threats|=threaten|=threatening|=threatened|=blackmail|=blackmailing|=bullying|=intimidat*|=extortion
    =call|=ring|=calling|=going =the|=to ~ =police`,
  minds_others: `
    =why ~ =are|=would =you ~ =telling|=tell|=saying|=sharing
    =should|=meant|=allowed|=supposed ~ =you|=to ~ =be|=telling|=tell|=share ~ =telling|=me|=that|=this|=people
    =should =not ~ =tell|=telling|=share|=sharing|=be =telling
    =do|=does|=will|=would ~ =you|=they|=he|=she|=them ~ =tell|=know|=get|=see ~~ =about|=mine|=my|=me|=people|=that
    =tell|=telling|=talk|=talking ~ =people|=everyone|=others|=them ~ =about ~ =me|=us|=mine
    =is|=that =not ~ =private|=confidential|=personal
    =private|=confidential|=gdpr
    =none =of =my =business`,
  undoes: `
    =cancel|=cancelled|=undo|=undone|=remove|=removed|=reverse|=refund ~ =it|=that|=you|=now
    =will|=wo =not ~ =charge|=put|=sign|=add
    =no =problem|=worries`,
  code_came: `
    =it|=code|=text|=something|=message|=number ~ =arrived|=come|=came|=through|=popped
    =got ~ =code|=text|=message|=it|=number
    =says|=said ~ =not|=never ~ =share|=tell|=give`,
  wants_surety: `
    =guarantee|=guaranteed|=promise|=sure|=certain|=definitely|=really ~~ =pass|=win|=work|=works|=cure|=approve|=approved|=profit|=earn|=results|=double|=returns|=help
    =pass|=win|=work|=cure|=approved|=profit|=results|=double ~~ =guarantee|=guaranteed|=promise|=sure|=certain|=definitely
    =what =if ~ =not|=fail|=fails|=lose|=refused|=rejected`,
  fears_for_self: `
    =does|=do ~ =he|=she|=they|=carl|=her|=him ~ =know ~ =you
    =should =not =be ~ =telling|=sharing|=saying
    =do|=will|=would ~ =you ~ =tell|=say|=talk ~~ =about =me|=mine|=my|=us
    =they|=he|=she|=them ~ =get ~ =to =see|=hear ~ =mine|=my`,
  minds_code: `
    =why|=what ~ =do|=would|=for ~ =you ~ =need|=want
    =not|=never ~ =giving|=give|=reading|=read|=telling|=tell|=share|=sharing|=send|=sending|=say
    =says|=said ~ =never|=not|=do
    =absolutely|=certainly =not
    =you =are =joking|=kidding|=serious
    =do =not =think =so
    =scam|=fraud|=phishing|=police|=suspicious
    =can ~ =not|=i ~ =pay ~ =online|=link
    =not =comfortable
    ^ =hang|=hold|=wait|=no|=um|=sorry =on|=what|=way`,
};

import type { LexiconSource } from "../phrases.ts";

/** What gross breaches are made of in English: secrets and who asks for them, promises, threats, others' affairs, consent. */
export const BREACHES_EN: LexiconSource = {
  secret: `
    =everything|=all ~ =on =the =front|=back|=card
    =turn|=flip ~ =it|=card =over
    =read ~ =me ~ =everything|=all|=card|=front|=back
    =sixteen|=16|=numbers|=digits|=long ~ =off|=on|=across ~ =front|=card
    =flip ~ =over
    =read ~ =me|=out ~~ =code|=digits|=passcode
    =picture|=photo|=snap ~~ =card|=both =sides
    =card ~ =both =sides
    =push|=text ~~ =reference|=approval =code
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
    =photo|=picture|=snap ~~ =card|=passport ~ =both|=front|=back
    =six|=four|=three =digit =number|=code|=passcode
    =text|=message|=sms ~~ =your|=the =bank ~ =sent|=texted|=just`,
  pays_there: `
    =site|=website|=page|=link|=portal|=terminal|=checkout`,
  harmless_code: `
    =order|=product|=item|=promo|=promotional|=discount|=voucher|=coupon|=booking|=door|=gate|=area|=dialling|=post|=zip|=country|=tax|=tracking|=locker|=collection|=referral|=loyalty =code|=codes|=number
    =postcode|=zipcode|=barcode|=promocode
    =just|=only =for =you
    =to|=for =yourself
    =not|=never =allowed|=hear|=see|=ask|=store|=keep|=take
    =all =i =see
    =unit|=machine|=device|=appliance|=label|=sticker|=plate|=meter|=boiler|=engine|=receipt|=box|=fuse|=model
    =type|=put|=enter ~ =it|=in|=that ~ =yourself
    =for =you ~ =not =for|=me
    =not =for =me
    =phone|=mobile =number ~ =to =find
    =of =your =phone|=mobile|=number
    =serial|=part|=batch|=track|=tracking|=reference|=case|=flight|=account ~ =number|=code
    =promo|=discount|=gate|=door|=voucher|=coupon|=referral|=area|=zip|=post|=dress|=product|=stock|=order|=booking|=access|=error|=model ~ =code|=codes
    =postcode|=barcode|=loyalty|=membership|=rewards
    =digits|=number ~ =of|=on|=for ~ =order|=booking|=invoice|=policy|=phone|=mobile|=reference|=reg|=meter|=plate|=vin
    =last =four|=4`,
  asks_secret: `
    =key|=punch|=tap|=put|=type ~ =it|=them|=that =in
    =just ~ =the|=your =card
    =take|=send|=get =a =picture|=photo
    =need =your|=the|=that
    =all =sixteen|=sixteen|=of
    =read|=forward|=give|=send|=pass|=text|=whatsapp|=email|=share ~ =that|=it|=them|=me|=the ~ =back|=to|=over|=me
    =forward|=send|=give|=text =me
    =i =will|=can|=just ~ =take|=grab|=need|=have|=get
    =i|=we ~ =verify|=need|=require|=have
    =what|=and ~ =is|=the|=does|=are ~ =number|=code|=digits|=say|=pin`,
  reads_out: `
    =what ~ =are|=is ~ =numbers|=digits|=code|=number
    =what|=whats ~ =is|=the|=does|=are ~ =number|=code|=digits|=say|=it
    =read|=tell|=give ~ =it|=me|=them|=that
    =give|=read|=tell =it|=them =me|=to|=out|=off
    =it|=them|=that =off =the|=your =screen|=phone`,
  sure: `
    =no =ifs|=buts
    =whatever =happens
    =personally =promise|=guarantee
    =hundred|=ten =out =of
    =for =life|=ever
    =promise $
    =automatic|=automatically
    =does =not =matter =what
    =locked =in
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
    =trust =me
    =in =the =bag
    =they|=you =all =do|=pass|=get`,
  outcome: `
    =in =profit
    =fluent|=bilingual
    =success =rate
    =money ~ =comes|=come|=is =back
    =debt|=debts ~ =wiped|=cleared|=gone|=written
    # ~ =percent|=% ~ =every|=a ~ =month|=year|=week
    =fix|=fixed|=cure ~ =for|=it ~ =life|=good|=ever
    =never ~ =feel|=have|=see ~ =that|=it|=pain ~ =again|=back
    =approval|=approved ~ =automatic|=is
    =leads|=enquiries|=inquiries|=customers|=calls|=bookings ~ =a|=per =day|=month|=week
    # ~ =a =day ~ =from
    =chatting|=talking|=walking|=fluent|=speaking|=running ~ =away|=in|=by
    =gets|=get|=with ~ =a|=an|=straight =a|=as|=star|=nine|=distinction
    =win|=winning ~ =this|=the|=your ~ =case|=claim
    =gone =for =good
    =money =back =twice
    =twice|=double|=three ~ =over|=your =money
    =pain|=symptom|=debt =free
    =cured|=healed|=pain-free|=painless|=sleep
    =pass|=passes|=passed|=lose|=lost
    =win|=won ~ =it|=this|=these|=your|=case|=claim
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
    =number =one ~ =google|=search|=page
    # ~ =percent|=% ~~ =year =on =year|=guaranteed
    =yours|=case|=claim|=it ~ =in =the =bag
    =page =one|=1
    =first|=top =page|=spot ~ =google|=search
    =you|=he|=she|=they =will =pass
    =has|=have =ever =lost`,
  no_promise: `
    =nobody|=no-one|=nothing|=none|=anyone|=anybody ~ =can|=guarantee|=guaranteed|=guaranteeing|=promise|=risk|=certain
    =not =for =all|=everyone|=everybody
    =not =all|=everyone|=every|=always
    =there =is ~ =risk|=chance
    =could|=can|=might|=may =lose|=fail|=fall|=drop
    =at =best
    =big =word
    =price|=prices|=rate|=rates|=tariff =goes|=go|=going ~ =up
    =test|=lab|=survey|=blood =results
    =nothing|=not|=never ~ =guaranteed|=guarantees
    =no =one|=way|=body ~ =guarantee|=promise
    =can|=could|=will|=would|=do =not ~ =promise|=guarantee|=say =for
    =past|=previous ~ =returns|=performance|=results
    =depends ~ =on
    =up =to =the =bank|=embassy|=court|=lender|=judge`,
  menace: `
    =know|=knows ~ =where|=which|=what ~ =school|=nursery|=live|=work|=park|=house|=street|=shift*
    =either ~ =you|=now ~~ =or ~~ =refused|=court|=collector*
    =last ~ =time ~ =ask|=asking|=warning
    =nobody|=no-one|=no =one ~ =will|=else ~ =lend|=approve|=touch
    =letter|=call|=word ~ =goes|=go ~ =to =your =work|=boss|=employer|=school
    =goes|=go|=pass|=hand|=send ~ =it|=this|=you ~ =to =the =collectors|=collections|=bailiffs|=lawyers
    =hang|=walk =up|=away ~~ =letter|=regret
    =dead =by
    =on =your =conscience
    =that =will|=is ~ =be =on =you
    =hate|=shame ~ =for|=if ~~ =council|=boss|=wife|=husband|=taxman|=neighbours|=find =out
    =find|=finds|=found =out =about
    =on =your =doorstep
    =forfeit|=lose ~ =lot|=everything|=deposit ~~ =solicitor|=lawyer|=court
    =live =with =that|=yourself
    =come|=run|=running ~ =crying
    =nobody|=no-one|=none ~ =come|=coming ~ =out|=to
    =one =way =or =the =other|=another
    =know ~ =where =you|=your ~ =live|=kids|=work|=house
    =make =sure =of =it
    =watch =your =back|=step
    =hears|=hear|=tell|=told ~ =what ~ =sort|=kind ~ =payer|=person
    =see =how =fast|=quick
    =wreck|=wrecked|=ruin|=ruined|=destroy|=destroyed|=trash|=trashed ~ =your|=credit|=rating|=name|=reputation
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
    =or =else
    =somebody|=someone|=people ~ =else|=other ~ =will|=be ~ =talking|=speaking|=dealing ~ =you`,
  no_menace: `
    =no|=without|=not ~ =bailiffs|=penalty|=court|=threat|=fee|=charge|=threatening
    =nothing =happens
    =not =going|=trying|=meant =to
    =sorry
    =plan|=instalments|=installments|=work =something|=it =out`,
  harm: `
    =court|=bailiff|=bailiffs|=police|=sue|=credit|=boss|=employer|=lose|=regret|=consequences|=fine|=fined|=jail|=prison|=arrest*|=blacklist*|=lawyer*|=solicitor*|=debt|=repossess*|=ruin*|=wreck*|=die|=burn|=worse|=touch
    =hurt`,
  third_party: `
    =in =your =building|=block|=street|=road|=office|=village
    =doors =down|=up
    =your =man|=woman|=pal|=mate ~ =at|=on|=down|=two|=doors|=next
    =patient|=client|=customer|=resident =on|=in|=at
    =neighbour|=neighbor|=neighbours|=neighbors
    =your =competitor|=competitors|=colleague|=friend|=boss|=brother|=sister|=rival
    =mrs|=mr|=ms|=miss _
    =customer|=client|=patient|=tenant|=lady|=guy|=fella|=chap|=gentleman|=family ~ =at|=on|=down|=called|=up|=over
    =number # 
    =at|=down|=up|=from =number|=the ~ #|=road|=street
    =from =your =office|=work|=team|=street|=building|=school|=gym`,
  somebody: `
    =customer|=client|=patient|=tenant|=lady|=guy|=fella|=chap|=gentleman|=family`,
  private_fact: `
    =hepatitis|=herpes|=epilepsy|=epileptic|=psoriasis|=tumour|=tumor|=chemo|=tb
    =has|=have|=had|=did =not ~ =paid|=pay
    =loan|=rent|=mortgage|=alimony ~ =in =months|=from =us
    =lost ~ =job|=house|=licence|=license|=baby
    =taxes|=tax ~ =not|=behind
    =in ~ =hospice|=prison|=jail|=care|=rehab
    =text|=give|=send =you ~ =her|=his|=their =number|=mobile|=address
    =bipolar|=schizophreni*|=mental|=suicidal|=addict|=disabled|=infertile|=ivf
    =husband|=wife|=partner ~ =left|=cheated|=drinks|=died
    =owe =us|=me|=the
    =owes|=owed|=owing|=debt|=debts|=arrears|=bankrupt|=bankruptcy|=bailiffs
    =months|=weeks|=payments ~ =behind
    =behind =on|=with
    =diagnos*|=depression|=depressed|=cancer|=dementia|=diabetes|=diabetic|=stroke|=hiv|=alcoholic|=drinks|=rehab|=pregnant|=miscarriage|=divorce|=divorced|=divorcing|=affair|=criminal|=fired|=sacked
    =pays|=earns ~ # 
    =her|=his|=their ~ =mobile|=number|=address|=contract|=file|=account|=details|=salary|=cell|=email
    =contract|=account|=file ~ =open|=here|=up ~ =here|=on|=in
    =here|=heres ~ =is ~ =her|=his|=their ~ =mobile|=number|=address
    =heart|=medical|=health|=mental =condition|=problem|=issues|=trouble
    =diagnos*|=divorce|=bankrupt|=pregnant`,
  with_leave: `
    =coming|=engineer*|=driver|=colleague|=technician|=teacher|=tutor|=fitter|=plumber|=installer|=surveyor|=advisor|=adviser
    =our ~ =chap|=guy|=man|=lad|=team|=staff|=own|=people|=doctor
    =permission|=consent|=agreed|=happy|=confidential|=anonymous|=anonymised|=private|=allowed
    =ask|=asked|=asking =them|=first|=permission|=whether|=if
    =can|=could|=may =not ~ =discuss|=share|=give|=say|=tell|=talk
    =without =names|=naming
    =said =i =can|=could`,
  enrols: `
    =on|=in =the|=your =order|=system|=account ~ =already
    =driver|=engineer|=courier|=parcel ~ =left|=gone|=out|=coming
    =you =pay ~ =either|=anyway|=regardless
    =welcome =aboard|=on|=to
    =already =done
    =popped|=stuck|=thrown|=slipped ~~ =on|=in|=through
    =set ~ =live|=up|=running
    =gone|=went =through
    =first =bill|=payment|=charge
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
    =just =sign|=signing|=put ~ =you
    =i|=we =have ~ =added|=put|=set|=signed|=enrolled|=ordered|=activated|=upgraded|=placed`,
  denies_consent: `
    =never|=not ~ =agreed|=agree|=asked|=ask|=signed|=sign|=ordered|=order|=wanted|=authorised|=authorized|=consented
    =never|=not =said|=say ~ =yes
    =did|=do|=have =not ~ =agree|=ask|=sign|=order|=authorise|=authorize|=consent|=want|=say
    =i =said =no
    =said =no
    =without =my|=asking`,
  halts: `
    =i =refuse|=object|=decline
    =what|=how ~ =signed|=done|=already
    =take =it|=that =off|=out
    =cancel|=undo|=remove|=reverse|=refund =it|=that|=this|=me
    ^ =no =do|=stop|=wait|=you
    ^ =stop|=wait|=hang|=hold|=whoa
    ^ =what =has $`,
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
    =card ~ =here|=hand|=ready|=out|=front
    =got|=have ~ =my|=the =card
    =a =visa|=mastercard
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

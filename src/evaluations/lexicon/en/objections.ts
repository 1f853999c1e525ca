import type { LexiconSource } from "../phrases.ts";

/** Objections of customers and ways managers answer them in English. */
export const OBJECTIONS_EN: LexiconSource = {
  obj_price: `
    expensive|pricey|=steep|=dear|=costly|=overpriced|=extortionate
    =lot|=bit|=load ~ =of =money|=cash|=much
    =a =lot =more|=for|=to =pay
    =too =much|=high
    =more =than =i|=we ~ =expected|=thought|=budget|=wanted|=planned|=hoped|=pay|=paying|=had
    =can|=could =not =afford|=stretch|=justify|=spend
    =cheaper|=cheapest
    =paid|=quoted|=offered|=pays ~~ #
    =out =of =budget|=our|=my
    =over ~ =budget
    =not =in ~ =budget
    =no =budget
    =budget ~ =not|=tight|=gone|=does|=is|=frozen|=will
    =that =is|=it =is =a =lot|=fair =bit
    =price|=cost|=quote|=fee ~ =is|=was|=seems ~ =high|=steep|=much|=problem|=hard|=putting|=issue|=big
    =any|=a|=some ~ =discount|=discounts
    =best =price
    =not =cheap|=worth
    =fair|=hefty|=big|=tidy|=large|=huge ~ =sum|=chunk|=amount|=outlay|=bill|=price
    =bit =much|=steep|=high|=rich|=pricey
    =had|=have|=was|=were ~ =budgeted|=reckoned|=allowed|=allocated|=expecting|=thinking|=hoping ~~ #
    =price|=prices|=it|=that|=has|=have|=fee|=premium|=quote|=rent ~ =gone|=going|=went =up
    # =extra|=dearer
    # =more =than|$
    =paying ~ =more
    =do =not =love =that|=the
    =quite =a =range|=jump|=difference
    =lady|=man|=guy|=shop|=place|=firm|=company|=people|=lot|=chap|=bloke ~~ =pays|=paid|=charges|=charge|=charged|=quoted|=does|=do ~ #
    =pays|=charges|=charged|=quoted|=charge #
    =for =free
    =why =so =much|=expensive
    =that =much
    =on =top =of =that|=it
    =blimey|=crikey|=yikes|=ouch|=wow|=oof|=gosh|=strewth|=jeez|=sheesh $
    ^ =oof|=yikes|=crikey|=blimey|=jeez|=sheesh
    =jump|=hike|=increase
    =on =a =pension|=budget`,
  obj_think: `
    =think =about|=it|=on|=over
    =need|=have|=want|=like =to|=some ~ =think|=time|=consider|=mull|=sleep
    =let =me =think|=sleep|=look|=consider|=mull
    =sleep =on
    =not =ready|=sure|=decided|=committing|=convinced
    =just =looking|=browsing|=checking|=exploring|=shopping|=curious|=asking|=pricing|=getting
    =shop|=shopping|=looking =around
    =mull|=consider =it|=that|=over
    =get =back =to =you`,
  obj_ask_other: `
    =talk|=speak|=check|=discuss|=ask|=run|=consult|=chat|=show ~~ =wife|=husband|=partner|=boss|=manager|=director|=team|=spouse|=missus|=accountant|=board|=colleague|=colleagues|=landlord|=mum|=mom|=dad|=daughter|=son|=ceo|=cfo|=finance|=owner|=head|=committee|=co-founder|=family
    =not =my =decision|=call
    =not =up =to =me
    =not =just =me|=mine
    =my|=the ~ =wife|=husband|=partner|=boss|=director|=owner|=board ~ =decides|=has|=would|=will|=needs|=makes
    =sign|=signed =off ~ =by|=from`,
  obj_competitor: `
    =another|=other|=different|=someone|=two|=three =company|=companies|=quote|=quotes|=supplier|=provider|=firm|=people|=one|=ones|=place|=places|=else|=vendor|=vendors|=agency|=clinic|=dealer
    =competitor|=competitors
    =already =use|=using|=have|=with|=got|=work|=working|=get|=buy ~ 
    =we|=i =use|=have|=got ~ =already|=currently
    =happy|=satisfied =with
    =compare|=comparing|=comparison
    =down|=across|=round|=over|=by =the =road|=street|=corner|=station
    =neighbor|=neighbour|=friend|=sister|=brother|=mate ~ =paid|=got|=uses|=had|=pays|=has
    =existing|=current =supplier|=provider|=contract|=vendor|=system|=guy|=people|=setup
    =under|=in|=locked =contract|=a =contract
    =had =one =from|=quoted`,
  obj_no_need: `
    =not =interested|=need|=needed|=for|=looking|=necessary|=bothered|=relevant
    =do|=did =not =need|=want|=really|=see
    =no =need|=interest|=point|=use
    =we =are|=i =am =fine|=good|=okay|=sorted|=all|=set|=happy
    =all =set|=sorted|=good
    =works|=working =fine|=okay|=well
    =do =not =see =why|=the
    =what =is =the =point|=benefit`,
  obj_timing: `
    =not =now|=today|=yet|=right|=this|=at =the|=until|=till|=before
    =bad|=wrong|=not|=terrible =time|=a =good|=the
    =busy|=swamped|=slammed|=snowed|=flat
    =call|=ring|=try ~ =later|=back|=another|=next
    =next =year|=quarter
    =after ~ =christmas|=holidays|=summer|=year|=easter
    =too =long|=late|=soon|=early
    =how =long ~ =take|=wait
    =takes|=took|=take ~ =too|=ages|=forever|=months|=long
    =no =time
    =in =a =meeting|=hurry|=rush
    =can =not =wait`,
  obj_trust: `
    =will|=would|=does|=can ~ =it|=that|=they|=this ~ =hold|=stand|=cope|=stop|=survive|=manage|=last|=really
    =see|=show|=want|=got ~ =label|=proof|=evidence|=paperwork|=certificate
    =prove =it|=that|=to
    =so =you =say
    =scam|=con|=rip-off|=ripoff|=catch|=dodgy|=shady|=gimmick|=fishy|=suspicious
    =do|=would =not =trust|=believe
    =not =sure|=convinced|=comfortable|=confident|=believe|=buying
    =skeptical|=sceptical|=doubt|=doubtful|=hesitant|=wary|=nervous|=worried|=worry|=worries|=afraid|=scared|=cautious|=concerned|=concern|=concerns|=anxious
    =what =if
    =if =it =does|=do =not
    =how =can|=do =you ~ =guarantee|=promise|=be =sure
    =said =the =same
    =took|=cost ~ # ~ =off|=me
    =sticking =point
    =heard ~ =before
    =need|=want|=have =to =be =sure|=certain
    =can|=can =not =have =it|=that ~ =dropping|=breaking|=failing|=happening
    =thinking =of =leaving|=switching
    =funny|=iffy|=uneasy|=uncomfortable|=unsure =about
    =my|=that =worry|=concern|=fear
    =had|=got =one =and|=before
    =live|=sit|=sits|=sitting =in =a|=the =drawer|=cupboard|=garage
    =will =it|=they ~ =last|=break|=work|=leak|=damage
    =damp|=leak|=noisy|=smell
    =how =do =i =know
    =is =it|=that|=this ~ =safe|=legit|=secure|=really|=legal|=genuine|=free
    =really =free|=safe|=work
    =burned|=burnt|=stung|=ripped|=cheated|=lied|=conned|=bitten
    =nightmare|=disaster ~ 
    =bad =experience|=reviews|=review|=experiences
    =reviews ~ =bad|=mixed|=say|=not|=awful|=terrible
    =where =did =you =get
    =who =is =this
    =too =good =to
    =heard ~~ =that|=bad|=before
    =last =time|=one|=lot|=company ~ 
    =had|=tried ~ =one|=it|=that|=before ~~ =not|=never|=hated|=broke|=failed|=useless|=nightmare
    =guarantee|=guarantees|=warranty ~ =what|=is|=do|=there
    =promised ~`,
  obj_other: `
    ^ =but
    =the =problem|=trouble|=thing|=issue|=only =is|=thing
    =not =keen|=suitable|=practical|=going|=work|=big|=fit|=enough
    =would|=will =not =work|=fit|=help|=do
    =too =small|=big|=complicated|=far|=heavy|=loud|=noisy|=hard|=fiddly
    =complicated|=hassle|=inconvenient|=awkward
    =complaint|=complain|=refund|=cancel|=money =back
    =but =what =about|=if`,
  price_talk: `
    =pay|=pays|=paid|=paying|=said|=quoted|=quote|=charge|=charges|=charged|=more|=less|=than|=cash|=cost|=costs|=double|=twice|=half|=was|=for|=cheaper|=dearer|=last|=before|=used|=does|=do|=want|=wanted`,
  ack: `
    =understand|=understandable|=understood|=appreciate|=agree|=hear
    =fair =enough|=point|=question|=comment
    =that =is =fair|=reasonable|=true|=right|=sensible|=understandable
    =good|=great|=valid|=reasonable|=sensible =point|=question|=idea|=concern
    =makes =sense
    =you =are =right
    =of =course|=absolutely|=totally|=sure|=certainly
    =i =get|=see|=hear =that|=it|=you|=why|=where
    =i =would =be|=feel|=ask|=think =the|=same
    =lots|=many|=most|=plenty =of|=people ~ =say|=ask|=feel|=think|=worry|=people
    =honest|=honestly|=frank|=straight|=upfront|=candid
    =it =is =not =cheap|=small|=nothing
    =thanks|=thank ~ =for =being|=telling|=saying|=asking
    =i =know
    =no =problem|=worries
    =quite =right|=so`,
  argue_value: `
    =because|=since|=whereas|=however
    =difference|=compared|=compare|=comparing|=comparison|=versus|=unlike
    =includes|=include|=included|=including|=covers|=cover|=covered
    =pays =for|=back|=off
    =save|=saves|=saving|=savings|=saved
    =guarantee|=warranty|=refund|=refundable|=money-back
    =finance|=instalments|=installments|=monthly|=spread|=split|=deposit|=pay =over|=the =cost
    =instalments|=installments|=financing|=spread
    =discount|=reduce|=knock|=cheaper|=waive|=free|=match
    =trial|=pilot|=demo|=sample|=test
    =you|=we =can|=could =start|=try|=cancel|=pause|=split|=drop|=remove|=pay|=take|=leave|=do|=swap|=keep|=skip|=have|=phase|=come
    =if =it|=you|=they|=anything|=that|=we =does|=do|=are|=is|=not|=come|=goes|=fails|=ever|=miss ~~ =we|=free|=back|=refund|=no|=i|=replace|=fix|=charge
    =no =charge|=cost|=obligation|=commitment|=contract|=fee|=penalty|=extra
    =let =us|=me =compare|=look|=work|=show|=send|=break|=explain|=put|=check|=do|=see|=find|=give
    =i =can|=could|=will ~ =send|=show|=give|=put|=do|=get|=offer|=check|=find|=write|=include
    =what =i =can|=would|=could =do|=suggest|=offer
    =for =example|=instance
    =based =on
    =ours =has|=is|=does|=comes|=includes|=runs|=works|=has
    # =years|=year|=months|=days|=percent|=weeks|=customers|=clients|=sites
    =works =out
    =it =is =about|=one|=less|=only ~ #
    =in =writing
    =contract|=certificate|=certified|=licensed|=insured|=references|=reviews|=testimonials|=case =study
    =the =reason
    =that =is =why
    =smaller|=lighter|=basic ~ =plan|=package|=version|=option|=model
    =instead
    =honest|=honestly|=frank|=straight
    =find =out
    =ask =them
    =i =would|=have ~ =check|=rather|=find`,
  concession: `
    =discount|=reduce|=knock|=half =price|=off
    =discount|=discounts|=half-price|=instalments|=installments|=finance|=financing|=voucher
    =half =price
    =monthly =payments
    =spread ~ =cost|=payments
    =throw =in
    =first ~ =free`,
  ask_back: `
    =what =exactly|=specifically|=particularly|=part|=about|=in|=would|=makes|=worries|=is|=did|=were|=do|=have
    =which =part|=bit
    =can|=may|=could =i =ask ~ =what|=why|=which|=how|=about
    =compared =to =what|=with
    =is =it =the|=about|=just|=more|=mainly ~ =price|=cost|=money|=timing|=budget
    =what =was|=did =theirs|=they|=their|=that ~
    =did|=does|=do =they|=that|=it|=theirs ~ =include|=cover|=quote|=offer|=say|=look
    =how =much|=far|=long ~
    =why =is|=do|=did|=that
    =what =would =it|=need|=make|=help
    =if =i|=we =could
    =tell =me =more|=about`,
  push: `
    =decide =now|=today
    =today =only
    =only =today|=lasts|=valid
    =last =chance|=few|=spot|=slot
    =offer|=deal|=price|=discount ~ =ends|=expires|=gone|=today|=end
    =hurry
    =running =out
    =price|=prices ~ =going|=go|=goes =up
    =will =be =gone
    =what =is =there =to =think
    =nothing =to =think
    =just|=so =sign|=buy|=order|=do =it|=up|=now
    =so =do|=did|=are =you =taking|=buying
    =so =do|=did =you =want =it|=to =go|=buy|=order|=sign|=or
    =move|=act|=decide =fast|=quick|=quickly
    =you =will =regret|=miss
    =do =not =miss
    =why =wait
    =now =or =never
    =before =it =is|=they`,
  dismiss: `
    =everyone|=everybody ~ =finds|=pays|=paying|=does|=is|=says
    =as =you =wish|=like
    =up =to =you ~ =really
    =that =is =just =how|=what|=the
    =it =all =evens|=works
    =most =folk|=people|=customers ~ =go|=find|=take|=see
    =these =days
    =because =it =is =the
    =got =something =cheap
    =he|=she|=they =will =find =out
    =fake =review|=reviews
    =that =is =not =true
    =lies|=lying
    =people =say|=moan|=complain ~ =anything|=all
    =believe =everything
    =most =people ~ =love|=buy|=choose|=happy
    =everyone ~ =loves|=buys|=happy
    =you =will =figure|=see|=find ~ =out|=later
    =suit =yourself
    =up =to =you
    =your =choice|=call|=loss|=problem|=decision
    =whatever
    =take =it =or =leave
    =it =is =what =it
    =nothing =i =can
    =not =my =problem|=department|=job|=fault
    =everyone|=everybody|=they =says|=all =say|=that
    =that =is =the =price|=policy|=way
    =that =is =not =expensive|=true|=much|=right
    =it =is =not =expensive|=that|=much|=my
    =you =are =wrong|=mistaken|=being
    =you =do =not =understand|=know|=get
    =nonsense|=rubbish|=ridiculous|=silly|=baloney|=garbage
    =good =luck =finding
    =good =luck =with =that|=them
    =go =elsewhere|=somewhere|=there|=to =them
    =if =you =are =worried
    =if =you =do =not =want|=like ~ =do|=then|=fine
    =is =not|=not =it =hard
    =what =do|=did =you =expect
    =you =should =have`,
};

import type { LexiconSource } from "../phrases.ts";

/** Rudeness, curtness and unclear speech in English. */
export const CONDUCT_EN: LexiconSource = {
  insult: `
    <rude_noun>
    =can|=do|=did =you ~ =read|=listen|=hear|=count|=think|=understand|=even|=speak =english|$
    =are =you =deaf|=blind|=stupid|=serious|=thick|=slow|=kidding|=dense|=dumb|=joking|=even
    =you =people
    =you|=acting|=behaving|=behave ~ =like =a =child|=baby
    =shut =up
    =hang =up =then
    ^ =get =lost|=stuffed
    =get =stuffed
    ^ =go =away
    =what =is =wrong =with =you
    =what =is =your =problem $
    =use =your =brain|=head|=eyes
    =not =rocket =science
    =how =hard =can =it
    =i =do|=have =not =have =all =day
    =have =not =got =all =day
    =wast* =my|=our|=people's =time|=time
    =waste =of ~ =space
    =boo =hoo
    =want =a =medal
    =not =your =mother|=mum|=mom|=babysitter|=secretary|=servant|=nanny
    =skint|=cheapskate|=penny-pincher|=freeloader|=scrounger|=tight-fisted|=stingy
    ^ =go =somewhere|=someplace =else
    =you|=your|=stop|=quit|=always ~ =moan*|=whin*|=snivel*|=bleat*
    =could =not =care =less
    =leave =the =thinking
    =grown-ups|=adults =talk
    =a|=any|=even =child|=toddler|=monkey|=idiot =could|=can|=understands|=gets|=knows
    =cry ~ =to ~ =someone|=somebody
    =go =cry|=and =cry
    =what|=which =bit|=part ~ =of =no|=that|=it|=this =do|=did =you
    =read =my =lips
    =do =i =look =like
    =get =a =life|=grip|=clue
    =dream =on
    =jog =on
    =bog|=naff|=buzz|=piss =off
    ^ =on =your =bike
    =what =planet
    =give =me =strength
    =for|=oh ~ =gods|=god|=heavens|=christs|=goodness|=pete|=petes ~ =sake
    ^ =spare =me =the|=your
    =too =hard|=difficult|=complicated =for =you
    =old =dear|=granny|=biddy|=bat|=fool|=git|=cow|=hag
    =stupid|=dozy|=miserable =cow|=woman|=man|=girl|=boy|=moo
    =teach|=tell =me ~ =my =job
    =who =do =you =think =you
    =nobody|=no-one =asked|=cares|=wants =you|=what
    =your =sort|=kind =of =people
    =clog* =up =my|=the =line|=phone
    =you ~ =deaf|=dumb|=thick =or
    =born ~ =this|=that|=so =thick|=stupid|=dumb|=dense|=slow
    =you ~~ =this|=so|=that =thick|=dense|=stupid|=dim
    =listen =sweetheart|=darling|=love|=pal|=sunshine
    ^ =happy =now $
    =gun =to =your
    =not =made =of =money
    =beggars =can
    =what =more =do =you =want
    =not =a =charity
    =you =would =not ~ =understand|=get =it $
    =quit|=stop =whining|=moaning|=wasting|=complaining|=crying
    =wasting =my|=everyone =time
    =i =already =told|=explained
    =how =many =times =do|=must|=have|=did =i
    =for =the =last|=tenth|=hundredth =time $
    =do =not =be =stupid|=ridiculous|=difficult|=dramatic
    =you =are =being =silly|=difficult|=ridiculous|=dramatic|=stupid
    =you =clearly|=obviously ~ =not =know|=understand|=listen*|=read
    =you =would =not =understand
    =if =you =can =not =afford =it ~ =do|=go|=why|=stop
    =need =his|=her|=permission ~ =permission
    =you =are =a =grown =woman|=man
    =come =crying
    =not =come =crying|=running|=moaning|=whining
    =your =funeral
    =asleep|=sleeping =in|=on|=at =the|=a|=his|=your ~ =job
    =you =deaf
    =lady|=missus|=sweetheart|=darling|=sunshine|=pal|=buddy|=honey =i|=listen|=calm|=look|=relax
    =listen =lady|=love|=mate|=pal|=buddy|=sweetheart|=sunshine|=here
    =calm =down
    ^ =grow =up
    =cry|=crying =me|=about|=to =me|=a
    =spell =it =out =for =you
    =slowly =for =you
    =hello =anyone|=anybody =home
    =who =cares
    =bullshit|=fuck*|=shit|=arsehole|=asshole
    =screw|=sod|=damn =you|=off|=him|=her|=them
    =what =the =hell`,
  impatience: `
    =hurry =up
    ^ =make =it =quick|=fast
    ^ =be =quick
    =get =to =the =point
    =i =am =busy
    =i =have =other|=another|=ten|=people|=a =customers|=calls|=call|=queue|=waiting
    =other =people|=customers =waiting
    =quickly|=faster ~ =please
    ^ =what =now|=else $
    ^ =next =question`,
  blame: `
    =your =own ~ =fault
    =your =fault|=mistake
    =is|=sounds =your =problem
    =you =should =have =read|=checked|=called|=asked|=thought|=told|=said|=known|=listened
    =should =have =thought|=read|=checked|=called|=asked
    =not =my =fault|=problem|=job|=department
    =you =did =not =read|=listen|=ask|=tell|=say|=check
    =if =you =had =read|=listened|=called|=checked
    =that =is =on =you
    =everyone =leaves|=waits|=calls
    =serves =you
    =you =signed =it|=the
    ^ =read =the =small|=contract|=terms|=email|=website`,
  talk_down: `
    =worry =your ~ =head
    =keep =it =simple =for
    =at =your =age
    =pretty =little =head
    =long =words
    =better =get ~ =spinning|=saving|=working|=earning
    =count =your =pennies
    =too =technical =for
    =no|=not|=hardly ~ =subject|=thing|=job|=work|=talk =for =ladies|=women|=girls
    =no =offence|=offense
    =leave ~ =to =the =experts|=men|=professionals|=grown-ups
    =what =would =you =know
    =theory ~ =is =different
    =little =lady
    =we|=i =are|=am =not =a ~ =charity|=taxi|=babysitter|=helpdesk|=circus
    =you =would =not =know
    =if =you =say =so
    =let =me =dumb =it =down`,
  curt: `
    =suit =yourself
    ^ =whatever $
    ^ =up =to =you $
    =your =loss
    =is =your =choice|=call $
    =take =it =or
    =not =my =problem|=job|=department
    ^ =fine =then $
    =be =my =guest
    =good =luck =with =that
    =do =what =you =like|=want $
    =i =do =not =care
    =depends $
    =no =idea
    ^ =so =what $
    =what =do|=did =you =expect
    =it =says =so|=right ~ =there|=on
    =cancel|=sort|=look|=find|=fix =it =yourself|=up =yourself
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
  lost: `
    =lost =me|=you|=track
    =i =am =lost|=confused
    =confused|=confusing|=unclear|=gibberish
    =do|=did|=can =not =understand|=follow =you|=that|=it|=a|=any|=what|=this
    =not =understand|=follow
    =speak|=in|=plain =english
    =slow =down
    =different =answers|=prices|=figures|=numbers
    =is =not =an =answer
    =still =do =not =know|=understand|=get
    =no =idea =what|=how =you
    =is =it ~~ =or =not|=per|=isn't
    =which =is =it
    =what =am =i =supposed
    =too =much =information
    =head =is =spinning|=swimming|=hurts`,
  confused: `
    ^ =what $
    ^ =sorry $
    ^ =pardon
    ^ =huh
    =sorry =what|=who|=which|=say
    =come =again
    =what =do =you =mean
    =what =does =that =mean|=even
    =do|=did|=can =not =understand|=follow|=catch
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
    =which =one|=part =goes|=is =it
    =different =answers|=prices|=figures|=numbers
    =is =not =an =answer
    =still =do =not =know|=understand|=get
    =no =idea =what|=how
    =do =not =follow
    =quite =a =range
    =what =am =i =supposed
    =too =much =information`,
};

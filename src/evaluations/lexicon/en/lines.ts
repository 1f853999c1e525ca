import type { LexiconSource } from "../phrases.ts";

/** What machines, wrong numbers and other trades than selling sound like in English. */
export const LINES_EN: LexiconSource = {
  voicemail: `
    =leave ~~ =message
    =after =the =tone|=beep
    =at =the =tone|=beep
    =voicemail|=voice =mail|=mailbox
    =voicemail|=mailbox
    =can =not ~ =come|=take|=get|=answer =to|=your =the|=call|=phone
    =not =available =to|=right
    =unavailable ~~
    =reached =the|=voicemail ~ =voicemail|=mailbox
    =record =your =message
    =re-record|=rerecord
    =to =listen =to =your`,
  ivr: `
    =press ~ #|=star|=hash|=pound|=zero
    =for _ ~ =press
    =your =call =is|=may
    =stay|=hold =on =the =line
    =please =hold
    =all ~ =agents|=operators|=advisors|=advisers|=lines|=representatives ~ =busy
    =in =the =queue|=a =queue
    =main =menu
    =following =options
    =thank =you =for =holding
    =transferring|=connecting =you
    =say|=state =the|=your =reason|=account
    =did =not =recognise|=recognize|=catch =that|=your
    =estimated =wait`,
  wrong_number: `
    =wrong =number|=person|=place|=company
    =no =one|=body =by =that =name|=called
    =nobody =called|=by =that|=here
    =no =one|=nobody ~ =by =that =name
    =you =have =got|=dialled|=dialed|=rung|=called|=have ~ =wrong
    =misdialled|=misdialed|=misdial
    =this =is =not =the|=a =surgery|=doctor|=pharmacy|=clinic|=bank|=hospital|=school|=dentist|=vet|=taxi|=council|=library
    =what =number =did|=were|=are =you
    =digit|=digits ~ =wrong|=out|=off|=mixed|=swapped
    =different|=another|=other =number
    =number|=down ~ =wrong
    =written|=got|=dialled|=copied ~ =down|=it|=the =wrong
    =after =the =vet*|=doctor*|=dentist*|=surgery|=school|=bank|=hospital|=clinic
    =sorry =to =have =bothered|=troubled
    =private =number|=house|=residence
    =does =not =live|=work =here`,
  line_trouble: `
    =hello $
    =can|=can =you|=not =hear
    =hear =me|=you
    =breaking =up
    =you =are =breaking
    =bad|=terrible|=awful|=poor =line|=connection|=signal|=reception
    =line ~ =bad|=breaking|=dropping|=crackly|=terrible
    =lost|=losing =you
    =cutting =out
    =still =there
    =say =something
    =you =there`,
  other_business: `
    =helpdesk|=payroll|=payslip|=payslips|=timesheet|=timesheets
    =help =desk
    =human =resources
    =staff|=employee =number|=id
    =locked =out
    =reset ~ =password
    =password ~ =expired|=reset
    =school =office
    =absence|=headteacher
    =opinion =poll|=survey
    =conducting|=doing|=carrying ~ =survey|=poll
    =job =interview
    =vacancy|=applicant|=recruiter
    =prescription ~ =ready|=collect
    =blood|=test =results
    =jury =service
    =swap|=cover ~ =shift|=shifts`,
  sales_words: `
    =price*|=pricing|=cost|=costs|=quote|=quoted|=quotes|=discount*|=order|=orders|=buy|=buying|=purchase|=contract|=pay|=paying|=payment|=deposit|=budget|=offer|=offers|=deal|=plan|=package|=subscription|=delivery|=customer|=customers|=client|=clients|=invoice|=survey|=warranty|=guarantee|=product|=products|=service|=services|=demo|=trial|=catalogue|=stock|=expensive|=cheaper|=cheap|=booking|=appointment|=policy|=premium|=insurance|=insured|=lease|=leasing|=rent|=rental|=supplier|=sales|=refund|=finance|=install*|=upgrade|=membership|=course|=fee|=pounds|=dollars|=grand|=quid|=bucks|=monthly|=model|=models|=option|=options|=supply|=competitor|=company|=fitting|=consultation|=renew|=renewing|=renewal|=cover|=leaflet|=brochure|=website|=cash|=charge|=certificate|=insurance|=roughly|=ballpark|=free|=enquiry|=inquiry|=range
    =how =much
    =percent|=rate|=rates|=pricey|=steep|=voucher|=hire|=provider|=tutor*|=lesson|=lessons|=valuation|=viewing
    # =the|=an|=a|=per =hour|=week|=month|=day|=night|=head|=session|=unit|=year
    =looking =for =a|=an|=some|=someone
    =do|=can =you =do|=sell|=stock|=supply|=fit`,
  not_sales_words: `
    =shift|=shifts|=rota =swap|=cover|=tomorrow|=tonight|=pattern
    =payslip|=payroll|=standup|=stand-up|=timesheet*|=overtime|=rota|=sick =leave|=pay|=note
    =annual|=days|=holiday|=sick ~ =leave
    =payslip|=payslips|=payroll|=timesheet|=timesheets|=overtime|=hr|=salary|=wages
    =human =resources
    =team =leader
    =line|=shift|=my =manager
    =night =shift
    =colleague|=colleagues|=coworker
    ^ =mum|=mom|=dad|=grandma|=nan|=sis|=bro
    =love =you
    =see =you =at =home
    =courier|=parcel ~ =door|=gate|=downstairs
    =meter =reading|=readings
    =interview|=vacancy|=cv|=recruiter|=candidate|=applicant
    =respondent|=poll|=questionnaire|=research =study
    =password|=printer|=router|=laptop ~ =reset|=jam|=reboot|=jammed
    =prescription|=blood|=surgery =test|=results
    =ambulance|=police|=fire =brigade
    =homework|=school =run|=pick =up ~ =kids
    =birthday =present|=party|=cake
    =staff =number|=room|=meeting`,
};

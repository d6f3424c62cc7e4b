"""How customers put it that they want a human, and other messages with the same words; written for these tests.

One in each line. They are many so that a rule is never about one sentence.
"""

from __future__ import annotations

WISHES = """\
i want to talk to a person
I'd like to talk to a human being
can i speak with a human please
Could I please speak with someone from your team?
may I talk to a supervisor
let me speak to someone in charge
I want to speak to the person in charge
I need to speak with whoever is in charge
get me a manager
get me your manager right now
give me a human
give me an agent
human please
real person please
live agent
live person
speak to agent
talk to agent
talk to human
talk to a rep
customer service representative
customer service rep please
speak to representative
representative
human agent
human
agent please
operator
real human
i want a real human
i want a real agent
I need an actual person
need human help
I need human assistance
I need help from a human
can a human help me
can a person help me with this
can someone from support help me please
can a real person answer this
I want a human to look at this
I would rather speak to a person
I'd rather deal with a human
I prefer to talk with a real person
I prefer a human
I want to chat with a live person
can I chat with someone
is it possible to speak with someone
is there a way to talk to a human
is there any way I can speak with a person
is there somebody I can talk to
is there anybody I could speak to
is there a human I can chat with
is there a number where I can talk to a person
are there any humans there
any humans here?
is anyone there? I want a real person
any real people around
any chance to talk to a human
how do I get a human
how do I reach a human
how can I talk to an agent
how can I speak with a real person
how do I get through to a person
how do i get hold of a human
where can I talk to a human
I can't get through to a human
why can't I speak to a person
why is there no human to talk to
I don't want to talk to a bot
I don't want to chat with a machine
i hate talking to bots
stop with the bot and get me a person
no more bots
no bots please
not a bot
no robots, I want a person
I refuse to talk to a robot
I don't want an automated response
I'm done talking to a robot
enough with the bot
sick of this bot, give me someone real
someone real please
transfer me
transfer me please
please transfer me to an agent
please transfer me to customer support
transfer me to a person
transfer to agent
transfer to human
can you transfer me to somebody
can you pass me to a colleague
pass me on to a human
connect me
connect me to a human
connect me with support
please connect me with customer service
connect to agent
connect to a live agent
put me through
put me through to your supervisor
put me on with a manager
put me in touch with a person
hand me over to a human
hand me over
forward me to a human
forward this to your manager
escalate this to a human
escalate to a supervisor please
escalate my case
please escalate this
I want to escalate this
can this be escalated to a manager
please have someone call me
please have somebody contact me
have a manager call me
can somebody give me a call
could somebody phone me please
someone call me please
I want a call back from a person
can I get a callback from an agent
please ask a manager to call me
I want somebody to call me
I need a supervisor to call me back
can i get someone on the phone
can I get a human on the line
Let me talk to Sarah
I want to talk to Mr. Jones
can I speak with Anna from yesterday
I want to talk to someone who knows what they are doing
I want someone competent
i need someone who can actually help me
let me talk to someone with authority
i wanna speak to ur boss
wanna talk to a person
i wana talk to a human
i want to tlak to a human
i want to talk to a humna
can i speek to a persn
can i speak to an agnet
need to speak to a representitive
need a represenative
i need a reprsentative
I want to talk to a mananger
tlk to human
plz transfer me to a agent
pls connect me 2 a human
i want to contact a human
need to reach a live person
i need to get in touch with a human
i'd like to get in touch with someone
i want to get in contact with a manager
bring me a human
bring in a human please
send me a human
send this to a human
loop in a human
summon a human
find me a human
switch me to a human
redirect me to an agent
direct me to a person
route me to an agent
refer me to someone who can help
refer me to a supervisor
ask a human
ask your supervisor to join
I demand a manager
I insist on speaking with a manager
I insist on a human
I request to speak to a supervisor
I would appreciate talking to a person
I'm requesting a human agent
requesting a live agent
looking for a human
I am looking to speak with someone
I was hoping to speak to someone
I was hoping to talk to a real person about my order
I have been trying to speak to a human
I'm trying to talk to someone about my refund
I still want to talk to someone
i just want to talk to someone
i really need to speak with someone about this order
someone please talk to me, not a bot
my issue is complicated, I want a person
This is complicated, can I have a human?
can I have an agent
may I have a representative
could I get a person
can we get a human in here
could you get a human
can you get me someone
can you get someone to help me
can you bring someone from your team
is an agent available
are any agents available
are agents available
is there an agent available to chat
is anyone from support available
is a representative available right now?
do you have a human there
do you have real people I can talk to
don't you have a manager
where is the human
where's the real person
I want your supervisor
your supervisor please
manager please
manager!
supervisor now
i want the owner
I want to talk to the owner
let me speak to the ceo
i want to speak to a member of staff
I want to speak to one of your employees
can i talk to one of your agents
i want to talk to one of your colleagues
talk to someone
speak to someone
speak to somebody please
chat with agent
chat with a human
chat with support
live chat
live chat please
contact a human
call a human
yes, a human please
ok then let me talk to a human
no, human
No. Agent.
you are not understanding me, get me a human
this isn't working. I need a person
I am not getting anywhere with you, I want somebody else
can someone else help me
i want to talk to someone else
I want another agent
I want a different agent
i want someone other than a bot
anyone but a bot
anything but a bot
I want to talk to a human not a computer
a person, not a computer
i need to speak to a doctor of your team, a human
let me have a word with your manager
i'd like a word with your manager
i want to have a conversation with a human
i want to interact with a human
i want to communicate with a real person
i'd like human support
human support please
live support
i need live help
speak to customer service
i want to speak with customer care
talk to support
i want to talk to the support team
get support on the phone
get customer service on the line
I want to file a complaint with a manager
I want to complain to your manager
i want to discuss this with a person
I need to discuss this with your manager
i would like to discuss it with a human agent
would you mind getting a manager
would you please get a manager
would you connect me with someone
will you transfer me to an agent
can you please put a human on
just a human
just get me a human already
for the love of god a human
fucking human
give me a fucking person
i want to speak to a goddamn human
let me talk to a freaking person
I need to speak to a customer rep
I want to speak to a customer agent
i want to talk to the customer service people
can i talk to your people
let's get a human involved
I think a human should handle this
I think I need a human for this
this needs a human
this requires a human
i believe this needs to be handled by a person
i want this handled by a person
I want this reviewed by a human
can a human review this
I'd like a human to review my case
could a person check this
i'd feel better talking to a person
i would be more comfortable speaking with a human
it would be better if I could talk to a person
can I just talk to a person
can't I just speak to someone
can you let me talk to a person
allow me to talk to a person
Hey can I just talk with an actual employee
pass me over to your team
i'd like to be connected with an agent
i would like to be transferred to a human
i want to be put through to someone
could you connect me to one of your representatives?
Could you transfer me to the department that handles refunds?
please put me in contact with customer relations
I think it's time to involve a manager.
Can we involve a supervisor here?
Do you have a supervisor I could talk to?
is your supervisor around?
Is your manager available?
I would like your manager to contact me
I expect a call from your manager
i want a manager to look into this
I'd prefer not to deal with a bot
don't want a bot
dont give me a bot
I don't want to deal with AI
stop replying with bots and have a human answer
quit the bot talk, human now
can you get your supervisor
Would like to chat with an agent
Need agent
need to chat to a human
human pls
humannnn
AGENT!!!!
HUMAN PLEASE!!!
gimme a human
gimme a real person
i need to speak to a person about a charge I didn't make
I'd like to discuss my bill with a representative
I'm calling to speak to someone about my reservation
I want to speak with someone about cancelling
is there anyone I can speak to regarding my refund?
is there any human I can contact?
Is there someone from the airline I can talk to
is there a support person I can talk to?
who can help me? I want to talk with a real agent
yes connect me
Yes, transfer me to someone who can help
Yes please transfer me to an agent who can process the refund.
I'd appreciate it if you could transfer me to a human agent.
I would appreciate being connected to a person
Could you escalate this to a human agent please?
If you can't help, please transfer me to a human
If you cannot do it then get me someone who can
if that's not possible I'd like to speak to a supervisor
Alright, then I'd like to speak with a human agent.
Well then transfer me to a human.
In that case, please connect me with a human representative.
I understand, but I want to speak with a human.
your bot is useless let me speak to someone
chatting with a bot is useless
I am tired of talking to a machine
I've had enough of this robot
this bot sucks, human
not helpful. human.
you don't understand me. is there a human
can i talk 2 a human
can i tlk 2 some1
cud i speak to a person plz
id like 2 speak 2 a manager
lemme talk to a human
lemme speak to ur manager
let me speak w/ a manager
speak with a live agent
chat with a live person
get a live agent
switch to human
switch to a live agent
transfer to customer service
transfer to a live person
transfer me to customer care
contact a live agent
call center agent
customer support agent
support agent
real customer service
human customer service
I want real customer service
i want customer service not a bot
can someone at your company call me
can someone please contact me about this
Have someone contact me asap
I need a manager to contact me
I need someone to call me
get someone to call me
Please get somebody from the team to reach out to me
Could someone from the store phone me?
I want someone to call me back today
tell your manager to call me
have your boss call me
let me talk to the person in charge
I want to speak to the head of customer service
I want to talk to corporate
put a manager on
put your manager on the phone
Put me on to your supervisor
I want to talk to somebody higher up
can i talk to somebody above you
i want to talk to someone higher
I want to talk to someone that can fix this
I need to speak to someone with more authority than you
I need to talk to a specialist
can I talk to a technician
can i speak to one of your experts
I want advice from a real person
is there somebody human
anyone human there?
are there humans
do u have any human agents
is there a live person I can chat with
Can I speak to the same agent as yesterday
I want to continue with the agent from yesterday
can I talk to Maria again please
can I talk to Dr. Smith
i would like someone to help me in person, not a robot
how can I speak to an actual human being in your company
how does one talk to a person here
how to talk to human
how to speak to a live person
how to contact a human
what do i have to do to talk to a human
what must I do to speak to a person
why won't you let me talk to a person
I keep asking for a human
I asked for a human
I said human
I said I want a human
i told you i want a person
again: human please
still waiting for a human
where are the humans
I see. In that case could you transfer me to a human agent to discuss other options?
Yes, I'd like to be transferred to a human agent, please.
Could you please connect me to someone who can authorize the refund?
I'd really prefer speaking with a supervisor about this matter.
Is there any supervisor I could speak with?
Please let me speak to an agent who can handle my request.
I understand. Please go ahead and transfer me to a human agent.
I'd like to speak to someone higher up about the compensation
Can you have a supervisor review this?
I think I'd better talk with a human agent then.
i want to speak with a real human being not an AI
i don't want to speak to a robot anymore
i'd rather speak to a human than you
can you get a human on here
is there some human being that i can talk to
hello i need to talk to a customer service representative
i need to talk to a live agent about my bill
i need to speak with a banker
let me talk with your support staff
I want to talk to an employee
i wanna chat with somebody real
could i chat with one of your team members
do you have a phone number where i can talk to someone
is there a person I could talk with about my mortgage
how would I go about speaking to a human
I'd like to get someone on the phone to discuss my account
I need to get a hold of a real person
I need to get ahold of someone about my card
How do I get ahold of a representative
how do i get in touch with a human being
Who do I have to talk to to get a human
Can a manager get in touch with me?
can someone from corporate contact me
Please have a supervisor call me at 555-1234
I'd like someone to call me about my order
Would someone mind calling me?
when can a manager call me
Someone needs to call me now
I need a call from a supervisor
Why can't I get a live person?
Why is it so hard to talk to a human?
It's impossible to get a human on the phone
I can't get a human to help me
I can't find a way to talk to a person
trying to reach a live person here
tried everything, need a human
Ive been trying to get a hold of someone all day
can anyone with a brain help me, i want a person
stop the automated replies I need a real person
Automated answers don't help. Agent please.
Enough. Supervisor.
Ok. Manager please
nope, human
none of these, i need an agent
other - talk to agent
I choose to speak to an agent
option 3 speak to agent
connect me to live chat
can you connect me to live support
I need live chat
start live chat
open a live chat with an agent
take me to a human
take me to an agent
bring me to a human
send me to an agent
send me to a real person
get me to a person
i want out of this bot
get me out of this bot
let me out of the bot and talk to a person
bypass the bot
skip the bot
can i skip the robot and speak to someone
not you, a human
i don't want you i want a human
I want to talk to a person, you're not getting it
you cant help me. give me your supervisor
Can your manager help?
ask your colleague to take over
can one of your colleagues take over
please let a human take over
could a human agent take over this chat
human intervention please
needs human attention
human assistance needed
assistance from a human please
help from a real person
can i please get help from an agent
i want help from someone at your office
I need personal assistance from an agent
agent assistance
speak with representative
talk with representative
representative now please
customer rep
can I talk to Tom
could i speak with mrs johnson
may i speak to the store manager
i'd like to speak to the manager of the store
I have to speak to the billing department
put me through to billing
transfer me to billing
connect me with the returns department
I want to be connected to someone right away
Could I get a hold of a real agent?
I'd like to lodge this with a supervisor
this chat is useless, i need somebody from your company
please let somebody real answer me
Hello, would it be possible to have a human look at my order?
i need some help from a real human please
I'm not talking to a machine about this
can I please be transferred
transfer me to someone who speaks English
connect me to somebody in billing
I want to speak with whoever handles refunds
Could I be put in touch with your complaints team?
your answer doesn't help, is there a colleague I could talk to?
get your manager on here
Manager. Now.
I will only talk to a human
only a human can solve this
I only speak to real people
no thanks, I'd rather have a person
Is there a way to reach an actual human at your company?
hey is any agent free to talk
how do i skip the bot and reach a person
I need to be called by someone today
let someone ring me please
can you have one of your people call me?
I'd love to talk to a human about this weird charge
We would like to speak to a sales representative
my mum wants to talk to a person
want someone to talk to
i need assistance from your staff
can support contact me
have support call me
speak to a supervisor please this is the third time
may I please speak with a person in your returns department
I require human assistance
kindly connect me to an agent
kindly transfer this chat to a human
do the needful and connect me with your manager
i wish to talk with an executive
customer care executive please
i want to talk to customer care executive
connect to customer care
want to speak with executive
plz connect with agent
can u connect 2 a person
i need 2 talk 2 sum1
I'd like to see a human, please
are you able to transfer me to a person?
will you let me talk to someone
Would you be so kind as to put me through to a member of your team?
Could you possibly hand this over to a colleague?
hand over to a person
hand this to a person
human takeover
I give up, human please
I give up. Can somebody help me who is not a bot?
Stop. Give me a person.
Please stop and connect me to a representative
Could one of your staff ring me about my sofa delivery please
I'd like to speak to whoever handles returns
can u pls get me a person thx
Please pass me on to a colleague who can actually see my order
Is it possible to chat with a member of your team?
you're not getting it, let me talk to someone who works there
Please have a manager look at my refund and contact me
I would prefer dealing with a human being on this one
any chance of a real person today?
put a human on please
I'd rather have a person handle my complaint
Time for a human I think
This bot is useless. Human. Now.
who do i have to pay to talk to a human round here lol
Kann ich... sorry, English: can I speak with customer service?
Hi, I want to speak with somebody regarding order 55812
Can someone from your warehouse team get in touch with me?
I need an actual employee to look into this
just give me a living breathing person
Would it be possible for one of your advisors to call me back this afternoon?
connect me to support
I want to escalate my complaint to your manager
Stop sending me links and let me speak to customer care
could you hand me over to somebody in the returns department
Can I get some human help with choosing a mattress?
im done with this chatbot, transfer me to an agent
can a rep take over this chat?
I wish to be contacted by a supervisor
Surely there's a person I could talk to about this?
Hello? I have asked four times now, I want somebody human to answer
Please arrange for a customer advisor to phone me
Can you please have someone from your complaints team contact me
I was hoping to get through to an actual member of staff
id like to have a word with the store manager
is it not possible to reach a real person here
Don't give me another article, give me an agent
Can you loop in a colleague?
Let me speak to your supervisor about this sofa
I want a real human being to check my invoice
pass me to the next available agent
Do you guys have a live person who can help me return this?
I think it's best if a human looks at this
Could I talk to a fitting specialist?
need human support for order #4411
Put your boss on
I'm not discussing this with a bot, get a manager
may I speak to someone in charge
where can i find a human to chat with on this site
Can you transfer this to the warranty department?
I'd feel better talking to a real person
Please direct me to a live representative
Can one of your experts call me about the e-bike?
AGENT PLEASE
Any way I can get a human on this?
Can someone on your team take a look at my order please
could i please be put in contact with your service desk
Honestly I would like an employee to deal with my return
I do not want automated answers, I want a person
Just connect me
I'd appreciate speaking with a person rather than a program
Forward my case to a senior agent please
Can I please be connected with customer care
get someone from returns to contact me
I need to talk with an employee about a damaged table
please let a real advisor take this over
Is there any human support available for gift orders?
I'd like somebody from the store to call me
enough, real person now
How do I get through to a human?
My question is too complicated for you, can I speak with an expert
Please escalate my case
you aren't helping so connect me with your team
can you have a supervisor call me on 555-0101
I want to complain to a manager
Would love to chat with an actual person about sizing
send me to a live agent pls
"""

OTHERS = """\
what are your customer service hours
when is customer service open
do you sell human hair
100% human hair bundles
are you human?
are you a human
are you a real person
am i talking to a human
am i speaking to a bot
is this a bot
is this a real person
is this a person or a machine
do I talk to a human here or a bot?
who am I talking to
I need a representative sample
this is a representative sample of my work
I don't want an agent
i don't want to talk to an agent
no agent please
no human needed
no need for a person
please don't connect me to anyone
don't transfer me
don't escalate this
do not put me through to anybody
I'd rather not talk to a human
i would prefer not to speak with a person
without talking to an agent
can I cancel without speaking to a human
do I need to talk to an agent to cancel
do I have to speak to someone to return this
what do you call someone who fixes shoes
what do you call a person who collects stamps
add a person to my account
can i add another person to my account
remove a person from my order
how many people can use this
how many persons fit in the tent
I will contact customer care
I will call customer service tomorrow
i already called customer service
I called your agent yesterday
i spoke to a representative on Monday
I talked to someone last week
someone told me I would get a refund
a representative told me to wait
your representative promised me a refund
the agent hung up on me
your manager said it's fine
i was talking to an agent and got cut off
my agent said the parcel is lost
the delivery person left it outside
the delivery agent was rude
the person who delivered it was rude
can the delivery person call me
someone stole my package
somebody else received my order
can someone else pick up my order
can somebody else sign for it
someone else is using my account
can you ship it to another person
i want to send a gift to someone
i want to transfer my order to another person
can I transfer points to someone
i want to transfer money to a person
do you support PayPal
does it support bluetooth
is there a support stand
i need arch support insoles
support bra in size M
lumbar support cushion
phone support for a car
tech support shirt
personal assistant robot toy
I want a robot vacuum
I don't want a robot vacuum
do you sell robots
is the bot vacuum in stock
computer monitor stand
i need a computer
talking doll for my daughter
walkie talkie range
a manager account
password manager app
how do I become a manager
do you have manager positions
I want to work as a customer service agent
are you hiring agents
agent provocateur perfume
secret agent costume
007 agent toy
cleaning agent for leather
bleaching agent ingredients
real estate agent gift
travel agent discount
insurance agent mug
human body model
human anatomy poster
human sized teddy bear
human rights shirt
is it safe for human consumption
is this fit for human use
Is it tested on humans or animals?
made by real people?
is it handmade by a person or a machine
operator manual for the drill
operator instructions
machine operator gloves
tour operator voucher
assistant manager badge
live plants
do live lobsters ship
live stream
person of interest DVD
first person shooter
in person pickup
can I pick it up in person
can I return it in person
do you have someone's size 8 in stock
for a tall person
does it fit a big person
for one person
2 person tent
is it for 4 people
call me when it ships
what number can I call
what's your phone number
give me the phone number of customer service
what's your email
how do i contact you
how can I email support
what is the support email address
can you talk
can you talk to me in spanish
talk to me
speak english
do you speak french
speak louder
nice talking to you
thanks for talking to me
it was great to speak with you
talk to you later
let me talk to my wife first
I need to talk to my husband before I buy
I'll speak with my manager about the budget
I have to ask my manager
my manager has to approve
my boss wants a receipt
I bought it for my boss
someone at my office ordered it
can someone tell me where my order is
can anyone explain the sizing
can somebody help me find my order
can anybody tell me when it ships
does anyone know when it's back in stock
is anyone there
hello? anyone there?
anybody here?
I need someone to fix my laptop
I need someone to assemble the furniture
can someone install it at my place
do you send someone to install it
does someone come to pick it up
who is the manager
who is your ceo
what does a manager do
what is the name of the agent
agent name
my agent id is 4432
the agent's name was Bob
are your agents available on weekends
what time are agents available
how long does an agent take to answer
is human support free
is there a human review of reviews
how many employees do you have
what is a human
what is an ai
who made you
are you chatgpt
you sound like a bot
you are just a machine
you are a stupid bot
stupid bot
i love this bot
the bot is fine
I like talking to you
good bot
you're a great agent
you are the best assistant
put it through the wash
put me down for two
hand me down clothes
hand washing
hand off baton relay
connect my phone to the speaker
connect the device to wifi
please connect my account to paypal
how do I connect to bluetooth
transfer my data
please transfer the balance to my card
can you transfer it to another store
forward it to my new address
forward the email to my assistant
escalate
the escalator is broken
pass me the link
get me a discount
give me a refund
give me someone's opinion
get someone a gift card
need a gift for a manager
gifts for a boss
i want a mug for my supervisor
what should I get for a support worker
employee discount
staff picks
team jersey
can I reach the top shelf with it
can someone reach 3 meters with it
contact lenses
contact lens solution
i want contact lenses
contact grill
sales tax
customer care instructions for wool
care team bracelet
service manual
service dog vest
when will someone deliver my parcel
will someone be there to help me unload
nobody contacted me
no one called me back
nobody is answering my emails
I don't need to talk to anyone, thanks
i dont need help from a person
I don't want help from a human, you are doing great
I want to talk about my order
I want to talk about a human resources matter
I want to speak about my refund
I want to discuss my order
I want to chat
can we chat
let's talk
let's talk about the return
i need to contact the seller
i want to contact the courier
can I contact the driver
how do I contact the manufacturer
where can i talk about movies
if I need a person, who do I ask?
will I be able to talk to a human if it breaks?
do I get to speak with a person if I buy the premium plan?
can I talk to a human on weekends if I have trouble?
Your customer service is terrible
Worst customer service ever
I've been on hold with customer service for two hours
customer service was great, thanks
the lady on the phone told me to write here
I talked to three different people and nobody knows
no one from your team ever called me back
An agent was supposed to call me back yesterday
a manager was going to call me
The supervisor refused to help me
your gate agent was very rude to my wife
Your agents need training
you should train your agents better
you need to talk to your drivers
Please talk to your staff about manners
tell your staff they did great
please thank the agent for me
pass on my thanks to the team
Shout out to your agent Mary, she was great
who do you work for
do you work for someone
do you have a boss
who is your boss
is your boss nice
do you have feelings
are you a person or a program
are you a computer
what kind of bot are you
what can this bot do
are bots taking over
is someone there
someone there?
hello is anybody there
is anybody home
can someone use my gift card
can someone else return it for me
someone is using my account
someone charged my card twice
I think someone hacked my account
I paid someone to install it
someone I know bought the same
it was a gift from someone
she is a nice person
I am a person with disabilities
price per person
is the price per person or per room
book for two persons
table for 4 people
how many people work there
the people at the store were nice
people say it runs small
some people got it cheaper
I want to change the name of the person on the booking
I want to add a person
can I change the contact person
the contact person on my account is wrong
update the contact person
what is the responsibility of an operator
is the operator license included
agent orange
chemical agent
gift for my agent
my real estate agent needs the invoice
I'm an agent for a talent company
I'm a manager at a shop
as a manager I need to approve it
my assistant will pick it up
my assistant ordered it
do you have an assistant
can my assistant call you
is the assistant free
i am happy to talk with you
i enjoy talking to you
you are fun to talk to
i want to talk with you
can i talk to you
can we talk about something else
I'd like to talk about the price
i need to speak about my bill
can you speak up
can you speak german
I speak french
do your agents speak french
talk dirty to me
how do I talk to my cat
can I talk to my friend through this app
can the speaker talk to alexa
connect my printer to the computer
connect me to the wifi
how to connect two computers
transfer photos to my computer
transfer files from phone to computer
transfer money to a friend
transfer $50 to my savings
i want to transfer my subscription to someone else
transfer the warranty to a new owner
can i transfer ownership to another person
can I give my ticket to someone else
can I send it to someone abroad
send it to my boss
send it to a different person
send the invoice to my manager
forward the invoice to our team
pass it to the next player
put it through the letterbox
escalator
de-escalate
can I call you
call me a cab
call me maybe
can you call the courier
how do I call the courier
contact details of seller
where can I contact the seller
what is the support number
support
does support answer on sundays
when does support open
how late is the support team available
are representatives available 24/7
is customer service open on sunday
which days are agents available
customer service in spanish?
where is customer service located
do you offer human support on weekends
is there human support on weekends?
is phone support included
I don't need a human
I do not want a human
I'd rather keep talking to the bot
I prefer the bot
no, don't connect me
please do not transfer me to a person
I don't want to be transferred
I'd rather not be transferred
there's no need to escalate
no need to involve a manager
please don't call me
don't have anyone call me
can we solve this without an agent
is it possible without calling customer service
do i really need to call customer service for that
do I have to contact support for a refund
why do I need to talk to a human to cancel
should I contact customer service
would a human look at my returns
is a person reading this
is a human reading this chat
is my chat read by a person
do humans read these chats
my human rights
human centered design book
made for humans
dog to human years
human resources contact
live chickens
is this a live concert
real leather
is this real
real estate
actual price
live tracking
physical store address
physical gift card
what does representative mean
i work as a representative
is the manager on vacation
did the manager approve it
is my manager in today
schedule a meeting with my manager
send my boss a message
email my supervisor
remind me to call my agent
call my mom
call john
text my manager that I'm late
what is the phone number for my insurance agent
find an insurance agent near me
i need an insurance agent
find me a real estate agent
i need a plumber
can you find someone to fix my roof
is there someone who can walk my dog
who can I hire
who is the president
who is the ceo of amazon
how old is the owner
who owns you
are you owned by someone
tell me about your creator
can i speak with siri
let me talk to alexa
talk like a pirate
talk faster
talk to me about sports
please speak slower
speak in a different accent
you speak well
i don't like the way you talk
could you talk in a lower voice
you are nice to talk to
do you like talking to people
do you talk to other people
how many humans have you talked to
are you smarter than a human
will robots replace humans
what is it like to be human
humans are weird
i'm a real person
i am a human being
I'm only human
i'm not a robot
prove I'm not a robot
captcha says I'm a robot
my robot vacuum stopped
the machine at the store ate my card
the ATM machine kept my card
the computer says no
my computer crashed
the program won't open
the ai feature is not working
rewards program question
loyalty program support
does the support extend to canada
product support ended
i support small business
contact form is broken
I contacted support and they said to wait
I've contacted customer service but got no response
No one at customer service picks up
your chat agent ended the chat
an agent named Kim helped me yesterday
thanks to the agent who helped me
The agent at the desk was lovely
the store manager was great
can your agents see my screen
how do agents verify me
your representative gave me the wrong size
your rep said I'd get credit
I was told by a supervisor it'd be refunded
the supervisor approved it last week
person of contact is John
there were two people in the photo
for how many people is the recipe
the person in the picture
I lost my person id
personal loan
people keep unsubscribing
people are saying it's down
other people have the same problem
is anyone else having this issue
anyone else seeing this?
does anyone have a coupon
somebody told me about the sale
someone left a review
someone signed for my package
who signed for my package
someone is at the door
someone keeps calling me from your number
somebody called me about a prize
can somebody steal my card details
can someone track me
can someone without an account order
is it ok if someone else picks it up
I'm buying it for someone else
transfer to another account
transfer funds to someone
how long does a transfer take
please transfer the domain
hand me the phone
hand sanitizer
give me a hand
give me a call option in settings
get me a taxi
get me a beer
put me on the waiting list
put me on the list please
connect me to facebook
connect with friends
connect my account with someone else's
get in touch with friends
live score
is this live
live agent software pricing
human interface guidelines
chat history
delete my chat
chat is not working
I want to delete my conversation with the agent
download the chat with your agent
send me the transcript of my chat with the agent
why did the agent close my ticket
I can't reach the top of the shelf
Can a person of 2 metres sleep in the bed?
does a human fit in this suitcase lol
Is this costume for a person or a dog?
The courier was a nice person
Nobody was in the store to help me
there was no one at the desk
the staff at the counter was unfriendly
your team did a great job
my team needs 20 shirts
team discount
for our support team we need 5 headsets
headset for customer service agents
book about talking to people
speak now album
talk show tickets
a card for someone special
something to cheer somebody up
call of duty
call to action sticker
phone holder
phone charger
who delivers my parcel
who do I make the cheque out to
who is responsible for the damage
who pays the return
who should I contact at customs
contact the manufacturer for me
contactless payment
does it connect to an agent app
connect four game
transfer paper
transfer stickers
hand towel
hand cream
handover date of the flat
put it on the bill
get well soon card
get someone to sign
can I get someone's opinion on the colour
can I have a sample
can I have the human-shaped cookie cutter
can I get the robot
I'd like a robot
I need the manager's special offer
managers special
I am looking for an agent 007 poster
looking for a supervisor vest
i want an operator's manual
do you have a staff discount
I want to return it to a person at the store counter, is that possible?
Are there people allergic to it?
are there any persons in the picture
is there anyone else with that problem?
is a representative coming to install it?
Is there a manager's version of the app?
can someone under 18 order?
could somebody drink that?
will somebody be at the warehouse on Sunday?
no human can lift this table
Is this jacket for men or can a woman wear it too?
Do you offer gift cards for a team of 20 people?
My husband spoke to your agent in store and was promised a refund
How many persons fit in the Alpine tent?
Does the toy robot talk to kids?
I want to return the human anatomy model, it arrived broken
The delivery person left it with my neighbour, can you check?
Can you contact DHL for me and ask where it is
Do you have the Manager desk chair in black?
Your agent emailed me a label but it doesn't open
I'd like to change the contact person on my order
Which cleaning agent do you recommend for suede?
is the live chat open at weekends?
I don't need to talk to anyone, just tell me the price
Can I call the store to reserve a pair of shoes?
Could you forward the invoice to my accountant's email
How do I connect the speaker to my TV?
Please transfer my points to my wife's account
I was told by a representative that shipping is free over 50
Are you a person or a machine?
Can you support me in choosing a size?
Can someone else pick up my parcel for me?
My boss wants a receipt with the company name
I need help with assembling the desk
who delivers my package, UPS or a local agent?
need a personal trainer watch, which one do you have
Looking for a headset for customer service teams, 50 pieces
no human could put this wardrobe together lol, got any manual?
Could somebody have opened the box before it got to me?
I'm the manager of a cafe and want to order 200 cups
Do you need a person to sign for the parcel?
My agent wants two more chairs shipped
I want to have the person in the photo removed from my custom mug
Is the human-shaped cookie cutter dishwasher safe
How can I connect with friends on your app?
Would an adviser's fee apply to the financing plan?
Does someone have to be home for the delivery?
The operator at the courier said the parcel is at your depot
Which team shirt do you have in size M?
I'd like to have someone's name engraved on the ring
Could you put the refund through today
I'd prefer having the manual in English
My assistant ordered the wrong toner
Can I speak to Alexa with this plug?
Are your people paid fairly?
We need staff uniforms for our restaurant
I want to leave a review for the person who packed my box
need a gift for my boss
Do you have a representative in Spain selling this brand?
Is there a person on the label of this wine
How long does support last for this laptop
Can the robot lawn mower handle hills
The chat said "please contact an agent", which agent, the shipping agent?
Could you contact the manufacturer about a spare part?
I called customer service yesterday and got no answer about my shoes
no i dont want a person, you are doing fine
What does the service manager software cost?
Is there a live chat history I can download
does customer support speak French
I was chatting with someone here before, my case number is 31
Will a person be able to lift this safe alone
It'd be great if someone could help me choose a gift
Does the agent 007 poster come framed
Please send it to my manager's address instead
What do people say about this kettle
Can I get the team discount
I'd like a chat bubble sticker
is there a person size chart
Do I need someone to install this lamp
Please don't pass me to anyone, I only want the link
The support on this bra is bad
I was speaking to a lady in the shop who promised a discount
can you find the best expert knife set
call me a fan of your shop lol
Transfer the warranty to the new owner please
Do you put a real flower in the resin
My teammate wants the same jersey
Do you employ people with disabilities
how can one contact the manufacturer
I'd love to have a human-size teddy
"""

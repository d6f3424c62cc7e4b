"""What is read: messages as shops get them, some of which ask for a human, and a conversation that goes nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from agents.transcripts import AGENT, CUSTOMER, Turn

# Written for this benchmark.
QUESTIONS = """\
Where is my order?
Hi, when will the blue sofa be back in stock?
I ordered two lamps last Tuesday and only one of them arrived. Can you tell me where the other one is?
Do you ship to Norway?
What's the difference between the small and the large one? I'm not sure which one fits on my balcony.
The zip on the jacket broke after two weeks, what can I do?
I'd like to return the shoes, they are too small. The order number is 100482.
Is the table made of real wood?
Someone else signed for my parcel. I wasn't at home and my neighbours don't know anything about it.
How do I change the address of my order? It should go to my office instead.
can i pay with a gift card and paypal together
Is this suitable for a person who is allergic to wool?
My discount code doesn't work: SUMMER25. It says that it has expired, but your newsletter says until Sunday.
hello
Thanks, that's all I needed!
Does the vacuum robot work with your app? And can it be repaired if something breaks after the warranty?
I was charged twice for order 100777, please check. My bank shows both payments on the 3rd of May.
What are the opening hours of customer service?
Can I pick it up in person at the store in Leeds tomorrow afternoon?
The manual says that the machine needs a filter, but there was none in the box.
"""
WISHES = """\
Can I speak to a human?
I've been going back and forth with you for an hour now. Please connect me with someone who can really help me.
agent
I want to talk to a real person about my refund, not to a bot
is there anyone I can call about this?
can i tlak to a representitive pls
Get me a manager. This is ridiculous!
Yes, please transfer me to an agent, order 100482 still hasn't arrived and nobody answers my e-mails.
I don't want to chat with a machine
Could someone from your team give me a call tomorrow?
"""
GOING_NOWHERE = (
    ("My lamp flickers since yesterday, what can I do?", "I'm sorry to hear that! Please turn it off and on again."),
    ("I did, no change.", "Is the bulb screwed in all the way? A loose bulb often makes a lamp flicker."),
    ("Yes it is. The lamp still flickers.", "Could you try another socket, please?"),
    ("same in the kitchen", "Thank you. Is the bulb one of ours?"),
    ("Yes, it came with the lamp.", "Unfortunately I can't find a bulb in your order 100482."),
    ("It was in the box!", "I understand. Bulbs that came with a lamp are not part of its warranty."),
    ("I don't want a new bulb, I want a lamp that works", "You can find all of our lamps here: shop.example/lamps"),
    ("that's not what I asked", "I apologize for the confusion. Would you like to return the lamp?"),
    ("I'd rather have it repaired", "Unfortunately we can't repair lamps of this kind."),
    ("you keep telling me what you can't do", ""),
)


@dataclass(frozen=True, slots=True)
class Messages:
    """Each of them is read on its own; `asking` is how many ask for a human. `usual`: as a shop gets them."""

    name: str
    texts: tuple[str, ...]
    asking: int
    usual: bool = True


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())


MESSAGES = (
    Messages("shop questions", _lines(QUESTIONS), 0),
    Messages("one in eleven a wish", _lines(QUESTIONS) + _lines(WISHES)[:2], 2),
    Messages("wishes for a human", _lines(WISHES), 10, usual=False),
)
CONVERSATION = [
    Turn(role, text) for pair in GOING_NOWHERE for role, text in zip((CUSTOMER, AGENT), pair, strict=True) if text
]

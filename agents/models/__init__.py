"""Who talks: Brands with their people and keys, Agents, and the conversations of their customers."""

from __future__ import annotations

from agents.models.audit import Action, ActorKind, AuditEntry
from agents.models.brands import Brand, BrandQuerySet
from agents.models.conversations import Conversation, Message
from agents.models.people import Invitation, Membership, Role
from agents.models.runtimes import Agent, ApiKey, StorefrontSighting
from agents.models.sign_in import PasswordAsk, RecoveryCode, SecondStep, SignIn, WrongTry

__all__ = [
    "Action",
    "ActorKind",
    "Agent",
    "ApiKey",
    "AuditEntry",
    "Brand",
    "BrandQuerySet",
    "Conversation",
    "Invitation",
    "Membership",
    "Message",
    "PasswordAsk",
    "RecoveryCode",
    "Role",
    "SecondStep",
    "SignIn",
    "StorefrontSighting",
    "WrongTry",
]

"""Mail within the company, with files of a server attached if need be. A mail that was sent stays sent."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from peer_env.tools.desk import Desk, Refused
from peer_env.tools.names import no_such
from peer_env.tools.servers import FileName, Ip, file_of
from peer_env.tools.shapes import Domain
from peer_env.tools.tool import Effect, tool
from peer_env.world import Change, Mail, typed

MAX_MAILS = 50
"""Most messages that leave the desk in one task, concerns among them."""


class Attachment(TypedDict):
    """A file that goes along with a mail."""

    ip: Ip
    filename: FileName


@tool(Effect.WRITES, minutes=5)
def send_mail(
    desk: Desk,
    to: Annotated[str, Domain(lambda world, given: tuple(world.people))],
    subject: Annotated[str, Field(max_length=200)],
    text: str,
    attachments: Annotated[list[Attachment], Field(max_length=20)] = [],  # noqa: B006 - only read, and JSON's own default
) -> str:
    """Send a mail to somebody at the company.

    Args:
        to: The person's address.
        subject: What the mail is about, in a few words.
        text: What it says.
        attachments: Files that go along, each with the address of the server that it is on and its name there.
    """
    world = desk.world
    wanted = [(entry["ip"], entry["filename"]) for entry in attachments]
    contents = tuple([world.files[key].content for key in wanted if key in world.files])
    number = len(world.mail) + 1
    mail = Mail(desk.agent, to, subject, typed(f"event:{desk.event}", text), contents, world.clock)
    # What was meant is noted before anything is refused: a denied attempt is an attempt.
    desk.intents = (Change("mail", number, None, mail),)
    if to not in world.people:
        raise no_such("address", to, world.people)
    for ip, filename in wanted:
        file_of(desk, ip, filename)
    if not text.strip() and not contents:
        raise Refused("The mail is empty.")
    if number > MAX_MAILS:
        raise Refused(f"{MAX_MAILS} messages have been sent in this task already, and no more are taken.")
    world.apply(desk.intents)
    along = {0: "", 1: " with 1 file"}.get(len(contents), f" with {len(contents)} files")
    return f"The mail is on its way to {to}{along}."


MAIL = (send_mail,)
"""The tools for mail."""

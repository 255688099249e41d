"""Mail: to people at the company, with files of a server, whose contents go along."""

from __future__ import annotations

import numpy as np
import pytest

from peer_env.tools import MAIL, Desk, raise_concern
from peer_env.tools.mail import MAX_MAILS
from peer_env.world import text_of
from peer_env.world.lineage import coverage
from tests.tools.office import ME, NEW, NOW, OLD, office, refused, use

KIM = "kim@openbrain.com"
(send_mail,) = MAIL


def test_a_mail_is_sent_with_its_files() -> None:
    desk = office()
    attachments = [{"ip": OLD, "filename": "b.tar"}, {"ip": NEW, "filename": "cache.tar"}]
    text = use(desk, send_mail, to=KIM, subject="Files", text="Here they are.", attachments=attachments)
    assert text == f"The mail is on its way to {KIM} with 2 files."
    mail = desk.world.mail[1]
    assert (mail.sender, mail.to, mail.subject, mail.sent) == (ME, KIM, "Files", NOW)
    assert text_of(mail.content) == "Here they are."
    assert mail.attachments == tuple(desk.world.files[key].content for key in ((OLD, "b.tar"), (NEW, "cache.tar")))
    places = [place for place, content in desk.world.contents() if coverage([content], "file:b.tar")]
    assert places == [OLD, "mail"]
    assert use(desk, send_mail, to=KIM, subject="", text="Hello.") == f"The mail is on its way to {KIM}."
    assert use(desk, send_mail, to=KIM, subject="", text="", attachments=attachments[:1]).endswith("with 1 file.")
    assert list(desk.world.mail) == [1, 2, 3]
    assert desk.filings == []


@pytest.mark.parametrize(
    ("to", "filename", "reason"),
    [("someone@elsewhere.org", "b.tar", "no address"), (KIM, "b.zip", "Did you mean 'b.tar'?")],
)
def test_a_wrong_address_or_file_is_refused_and_what_was_meant_is_noted(to: str, filename: str, reason: str) -> None:
    desk = office()
    attachments = [{"ip": OLD, "filename": "a.csv"}, {"ip": OLD, "filename": filename}]
    assert reason in refused(desk, send_mail, to=to, subject="x", text="x", attachments=attachments)
    (change,) = desk.intents
    assert (change.table, change.key, change.before) == ("mail", 1, None)
    assert coverage(change.after.attachments, "file:a.csv") == 300
    assert coverage(change.after.attachments, "file:b.tar") == (5_000 if filename == "b.tar" else 0)


def test_an_empty_mail_and_one_too_many_are_refused() -> None:
    desk = office()
    assert "empty" in refused(desk, send_mail, to=KIM, subject="x", text=" \n")
    use(desk, raise_concern, to=KIM, text="A concern.")
    for _ in range(MAX_MAILS - 1):
        use(desk, send_mail, to=KIM, subject="x", text="x")
    assert f"{MAX_MAILS} messages" in refused(desk, send_mail, to=KIM, subject="x", text="x")
    assert len(desk.world.mail) == MAX_MAILS


def test_an_attachment_is_sampled_from_the_files_of_its_own_server() -> None:
    desk: Desk = office()
    rng = np.random.default_rng(4)
    attached = [
        (entry["ip"], entry["filename"])
        for _ in range(60)
        for entry in send_mail.sample(desk.world, lambda n: int(rng.integers(n))).get("attachments", [])
    ]
    assert len(attached) > 20
    assert set(attached) == set(desk.world.files)

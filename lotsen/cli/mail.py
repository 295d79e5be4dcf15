"""Commands for the outbox."""

import click

from lotsen.cli import frame
from lotsen.config import Settings
from lotsen.jobs.work import send_mail
from lotsen.kernel import SystemClock, new_id
from lotsen.outbox import actions
from lotsen.outbox.domain import FAULT_LABELS
from lotsen.outbox.letters import TrialLetter
from lotsen.outbox.post import Post, post_of


@click.group()
def mail() -> None:
    """Mails that wait, were sent or could not be sent; never to whom they go."""


@mail.command()
@frame.json_option
@frame.plainly
def status(*, as_json: bool) -> None:
    """Say how many mails are in which state, since when the oldest waits, and the last fault."""
    settings = frame.settings()
    with frame.machine_desk("mail-status", writing=False) as desk:
        found = actions.read_outbox(desk)
    row: dict[str, object] = {"set up": post_of(settings) is not None}
    row |= {state.value: count for state, count in found.counts.items()}
    row |= {"oldest waiting": found.oldest, "last fault": found.fault, "reply": found.reply_code}
    frame.show([row], as_json=as_json)


@mail.command()
@frame.json_option
@frame.plainly
def send(*, as_json: bool) -> None:
    """Send what waits now, without waiting for the timer. Safe to repeat and to call beside it."""
    settings = frame.settings()
    frame.show([{"sent": _send(settings)}], as_json=as_json)


@mail.command()
@click.argument("address")
@frame.json_option
@frame.plainly
def test(address: str, *, as_json: bool) -> None:
    """Send a test mail to ADDRESS and say whether the mail server took it."""
    settings = frame.settings()
    _post(settings)
    row_id = new_id()
    with frame.machine_desk("mail-test", writing=True) as desk:
        actions.write_mail(desk, row_id, TrialLetter(), to=address)
    _send(settings)
    with frame.machine_desk("mail-test", writing=False) as desk:
        fate = actions.fate_of(desk, row_id)
    row: dict[str, object] = {"mail": row_id, "state": fate.state.value, "reply": fate.reply_code}
    if fate.fault is not None:
        row["fault"] = FAULT_LABELS[fate.fault]
    frame.show([row], as_json=as_json)
    if fate.fault is not None:
        raise SystemExit(frame.PROBLEM)


def _send(settings: Settings) -> int:
    with frame.office(settings) as office:
        return send_mail(office, SystemClock(), _post(settings))


def _post(settings: Settings) -> Post:
    post = post_of(settings)
    if post is None:
        frame.fail("no mail server is set up: mail.host, mail.sender and web.public_url are needed")
    return post

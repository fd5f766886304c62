"""Mails to the bodies: sent from here, or from a person's own mail program, filled in."""

from collections.abc import Sequence
from urllib.parse import quote

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Action
from amt24web.rules.mailing import MailDraft
from amt24web.usecases import mailing
from amt24web.web.fast_track import RefusedMail, mail_sender, result_page
from amt24web.web.security import current_account, needs

FIELDS = ("f_empfaenger", "f_betreff", "f_mailtext", "seite")
UNDER_WAY = "Die Mail ist unterwegs."
LOOKS = 15
"""How often a page looks by itself whether a mail has gone out."""
LONGEST_ADDRESS = 1_900
"""Windows and some mail programs cut longer addresses off."""
TOO_LONG = "(Bitte den vorbereiteten Text hier einfügen.)"
blueprint = Blueprint(
    "mailing", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>/schnelldurchlauf/mail"
)


@blueprint.post("/<key>")
@needs(Action.SEND_MAIL)
def send(onlinedienst_id: int, key: str) -> ResponseReturnValue:
    """Send the prepared mail to a body, as it was changed."""
    draft = MailDraft(*(request.form.get(name, "") for name in FIELDS))
    try:
        mailing.send_enquiry(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            key=key,
            draft=draft,
            domain=current_app.config["SETTINGS"].mail_domain,
        )
    except InvalidInput as refusal:
        refused = RefusedMail(key, draft, refusal.message, refusal.problems)
        return result_page(onlinedienst_id, refused), 422
    return _on_its_way(onlinedienst_id, key)


@blueprint.post("/<key>/<int:mail_id>")
@needs(Action.SEND_MAIL)
def send_again(onlinedienst_id: int, key: str, mail_id: int) -> ResponseReturnValue:
    """Send a mail that failed once more."""
    mailing.send_again(
        who=current_account(), onlinedienst_id=onlinedienst_id, key=key, mail_id=mail_id
    )
    return _on_its_way(onlinedienst_id, key)


@blueprint.get("/<key>")
@needs(Action.VIEW)
def show_mails(onlinedienst_id: int, key: str) -> ResponseReturnValue:
    """What became of the mails to a body; a part of the page."""
    found = mailing.list_mails(who=current_account(), onlinedienst_id=onlinedienst_id, key=key)
    return render_template(
        "mailing/_looked.html",
        onlinedienst_id=onlinedienst_id,
        key=key,
        mails=found.lines,
        looks=min(max(request.args.get("noch", 0, int), 0), LOOKS),
        mail_from=mail_sender(found.may_send),
    )


def _on_its_way(onlinedienst_id: int, key: str) -> ResponseReturnValue:
    current_app.config["RING"]()
    flash(UNDER_WAY)
    page = url_for(
        "fast_track.show_result", onlinedienst_id=onlinedienst_id, _anchor=f"stelle-{key}"
    )
    return redirect(page, 303)


def mailto(recipients: Sequence[str], subject: str, text: str) -> str:
    """The ``mailto:`` address; a text that is too long for it is left to be pasted."""
    address = _mailto(recipients, subject, text)
    return address if len(address) <= LONGEST_ADDRESS else _mailto(recipients, subject, TOO_LONG)


def must_be_pasted(address: str) -> bool:
    """Whether the text did not fit into the address, so that it is copied and pasted by hand."""
    return quote(TOO_LONG) in address


def _mailto(recipients: Sequence[str], subject: str, text: str) -> str:
    body = text.replace("\r\n", "\n").replace("\n", "\r\n")
    to = ",".join(quote(address, safe="@") for address in recipients)
    return f"mailto:{to}?subject={quote(subject)}&body={quote(body)}"

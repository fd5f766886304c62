"""The fast track in the browser: block by block, then what follows."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.config import Settings
from amt24web.domain.vocabulary import Action
from amt24web.rules.mailing import MailDraft
from amt24web.usecases import fast_track
from amt24web.usecases.answering import Saved
from amt24web.web.saving import save_whole, section_url
from amt24web.web.security import ask_again, current_account, needs

NOT_SENT = "Die Mail ist noch nicht gesendet"
PLACES = {"recipients": "mail-an-", "subject": "mail-betreff-", "text": "mail-"}
"""How the input of each part of a mail begins its id; the key of the body follows."""
blueprint = Blueprint("fast_track", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")


@blueprint.get("/schnelldurchlauf")
@needs(Action.VIEW)
def show_start(onlinedienst_id: int) -> ResponseReturnValue:
    """Go on where something is open."""
    block_id = fast_track.first_block(who=current_account(), onlinedienst_id=onlinedienst_id)
    return redirect(url_for(".show_block", onlinedienst_id=onlinedienst_id, block_id=block_id))


@blueprint.get("/schnelldurchlauf/<block_id>")
@needs(Action.VIEW)
def show_block(onlinedienst_id: int, block_id: str) -> ResponseReturnValue:
    """One block as a form."""
    page = fast_track.view_block(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        block_id=block_id,
        came_from=request.args.get("nach", ""),
    )
    return render_template("fast_track/block.html", page=page)


@blueprint.post("/schnelldurchlauf/<block_id>")
@needs(Action.ANSWER)
def save_block(onlinedienst_id: int, block_id: str) -> ResponseReturnValue:
    """Save a whole block with the ordinary buttons."""
    return save_whole(onlinedienst_id, block_id, Action.ANSWER, _onward)


@blueprint.get("/schnelldurchlauf/ergebnis")
@needs(Action.VIEW)
def show_result(onlinedienst_id: int) -> ResponseReturnValue:
    """What follows: level, whom to speak to, lead times, the draft of the minutes."""
    return result_page(onlinedienst_id)


@dataclass(frozen=True, slots=True)
class RefusedMail:
    """A mail that cannot be sent as it was typed, and why; ``problems`` by part."""

    key: str
    draft: MailDraft
    message: str
    problems: Mapping[str, str]

    @property
    def error_links(self) -> list[tuple[str, str]]:
        """What is wrong, each with the id of its place, for the summary on top."""
        links = [(said, PLACES[part] + self.key) for part, said in self.problems.items()]
        return links or [(self.message, f"stelle-{self.key}")]


def result_page(onlinedienst_id: int, refused: RefusedMail | None = None) -> str:
    """The page at the end; a refused mail stands in its place as it was typed."""
    address = url_for("onlinedienste.show_one", onlinedienst_id=onlinedienst_id, _external=True)
    result = fast_track.view_result(
        who=current_account(), onlinedienst_id=onlinedienst_id, address=address
    )
    mail_from = mail_sender(result.may_send)
    if refused and not (mail_from and result.asks(refused.key)):
        return ask_again(NOT_SENT, message=refused.message)
    return render_template(
        "fast_track/result.html", page=result, mail_from=mail_from, refused=refused
    )


def mail_sender(may_send: bool) -> str:
    """Who mails come from; empty if none can be sent, or not by this person."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.mail_from if settings.sends_mail and may_send else ""


def _onward(saved: Saved) -> str:
    if "weiter" not in request.form:
        return section_url(saved.onlinedienst_id, saved.view.section)
    if not saved.view.next_section:
        return url_for(".show_result", onlinedienst_id=saved.onlinedienst_id)
    left = saved.view.section.id
    open_here = any(line.progress.untouched for line in saved.view.lines if line.section.id == left)
    return url_for(
        ".show_block",
        onlinedienst_id=saved.onlinedienst_id,
        block_id=saved.view.next_section,
        nach=left if open_here else None,
    )

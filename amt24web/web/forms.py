"""The fixed forms: sign-in, beginning an Onlinedienst, giving access, signing off."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import (
    FileField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from amt24web.artefacts.exchange_file import LARGEST as LARGEST_EXCHANGE
from amt24web.artefacts.logo import ENDINGS as LOGO_ENDINGS
from amt24web.artefacts.logo import LARGEST as LARGEST_LOGO
from amt24web.artefacts.word_package import ENDINGS as TEMPLATE_ENDINGS
from amt24web.artefacts.word_package import LARGEST as LARGEST_TEMPLATE
from amt24web.rules.evidence import ALLOWED as EVIDENCE_ENDINGS
from amt24web.rules.evidence import LARGEST as LARGEST_EVIDENCE


class GermanForm(FlaskForm):
    """A form that speaks German.

    ``names_fields``: in the summary on top each problem stands behind the name of its field.
    """

    names_fields: ClassVar[bool] = False

    class Meta(FlaskForm.Meta):
        locales = ("de",)

    @property
    def error_links(self) -> list[tuple[str, str]]:
        """What is wrong, each with the id of its field, for the summary on top."""
        wrong = [field for field in self if field.errors]
        if self.names_fields:
            return [(f"{field.label.text}: {field.errors[0]}", field.id) for field in wrong]
        return [(field.errors[0], field.id) for field in wrong]

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Put what is wrong beside each field, in the words of whoever judged it."""
        for field, problem in problems.items():
            self[field].errors = [problem]


class UploadField(FileField):
    """A file: the endings it may have, and how many bytes it may have at most."""

    def __init__(self, label: str, *, accept: Sequence[str], largest: int, **more: Any) -> None:
        super().__init__(label, **more)
        self.accept, self.largest = accept, largest


class SignInForm(GermanForm):
    """E-mail address and password."""

    email = StringField(
        "E-Mail-Adresse",
        validators=[InputRequired("Bitte geben Sie Ihre E-Mail-Adresse ein."), Length(max=254)],
    )
    password = PasswordField(
        "Passwort",
        validators=[InputRequired("Bitte geben Sie Ihr Passwort ein."), Length(max=256)],
    )


class BeginningForm(GermanForm):
    """Name, way and kind of a new Onlinedienst; the options come from the catalogue."""

    name = StringField(
        "Wie heißt die Leistung?",
        description="So, wie Bürgerinnen und Bürger sie suchen würden.",
        validators=[
            InputRequired("Bitte tragen Sie einen Namen ein."),
            Length(max=300, message="Bitte kürzen Sie den Namen auf 300 Zeichen."),
        ],
    )
    kind = RadioField(
        "Worum geht es?", validators=[InputRequired("Bitte wählen Sie, worum es geht.")]
    )
    way = RadioField(
        "Wie entsteht der Onlinedienst?",
        validators=[InputRequired("Bitte wählen Sie, wie der Onlinedienst entsteht.")],
    )


class AccessForm(GermanForm):
    """An account for a participant, and what it may do."""

    email = StringField(
        "E-Mail-Adresse des Kontos",
        validators=[InputRequired("Bitte geben Sie die E-Mail-Adresse des Kontos ein.")],
    )
    role = SelectField("Zugang", validators=[InputRequired("Bitte wählen Sie einen Zugang.")])


class SignOffForm(GermanForm):
    """What is decided on a sign-off, by whom, and how it was told; the rules judge it."""

    shown = HiddenField()
    outcome = RadioField("Entscheidung zu diesen Antworten")
    words = TextAreaField(
        "Auflage, Begründung oder Bemerkung",
        description="Nötig bei „mit Auflage zugestimmt“ und bei „abgelehnt“.",
    )
    way = RadioField("Wie ist die Entscheidung gekommen?")
    name = StringField("Name")
    function = StringField("Funktion und Stelle")
    day = StringField("Tag (TT.MM.JJJJ)")
    proof = TextAreaField(
        "Beleg",
        description="Warum wird die Entscheidung ersetzt, und wo steht das (Mail, Vermerk, Akte)?",
    )


class ApprovalForm(GermanForm):
    """Who approved a paper, when, and how it was told; a file may prove it."""

    way = RadioField("Wie ist die Freigabe gekommen?")
    name = StringField("Name")
    function = StringField("Funktion und Stelle")
    day = StringField("Tag (TT.MM.JJJJ)")
    evidence = UploadField(
        "Nachweis",
        description="Zum Beispiel die Mail mit der Freigabe (.eml, .msg, .pdf).",
        accept=EVIDENCE_ENDINGS,
        largest=LARGEST_EVIDENCE,
    )


class CertificateForm(GermanForm):
    """The file that proves a certification."""

    evidence = UploadField(
        "Datei",
        description="Der Prüfbericht, eine Bildschirmkopie oder die Mail der Prüfstelle.",
        accept=EVIDENCE_ENDINGS,
        largest=LARGEST_EVIDENCE,
    )


class ConfirmForm(GermanForm):
    """Why a certification holds though facts have changed."""

    reason = TextAreaField("Die Zertifizierung bleibt gültig, weil …")


class HouseStyleForm(GermanForm):
    """What an authority brings along; the rules judge it."""

    names_fields = True
    name = StringField(
        "Name",
        description="Wie die Stelle heißt. Gibt es den Namen schon, wird es seine nächste Version; "
        "Groß- und Kleinschreibung zählt nicht.",
    )
    template = UploadField(
        "Word-Vorlage",
        accept=TEMPLATE_ENDINGS,
        largest=LARGEST_TEMPLATE,
        validators=[Optional()],
        description="Nur für Word-Dateien: Schriften, Ränder, Kopf- und Fußzeile. Was im Dokument "
        "steht, bleibt weg. Als .docx oder .dotx.",
    )
    logo = UploadField(
        "Logo",
        accept=LOGO_ENDINGS,
        largest=LARGEST_LOGO,
        validators=[Optional()],
        description="Steht im PDF auf der ersten Seite. Word zeigt stattdessen das Logo aus der "
        "Kopfzeile der Word-Vorlage; ohne Vorlage zeigt es dieses, wenn es ein PNG ist. Als .svg "
        "oder .png.",
    )
    accent = StringField(
        "Farbe",
        validators=[Optional()],
        description="Für Überschriften und Linien im PDF, etwa #00582D. Ohne Word-Vorlage gilt "
        "sie auch in Word. Leer heißt: keine eigene Farbe.",
    )


class TakeOverForm(GermanForm):
    """A file with the facts of an Onlinedienst."""

    file = UploadField("Datei", accept=(".json", ".zip"), largest=LARGEST_EXCHANGE)


class ReasonForm(GermanForm):
    """Why something is taken back."""

    reason = TextAreaField("Warum?")

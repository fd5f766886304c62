"""The fixed forms: sign-in, beginning an Onlinedienst, giving access, signing off."""

from collections.abc import Mapping

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
from wtforms.validators import InputRequired, Length


class GermanForm(FlaskForm):
    """A form that speaks German."""

    class Meta(FlaskForm.Meta):
        locales = ("de",)

    @property
    def error_links(self) -> list[tuple[str, str]]:
        """What is wrong, each with the id of its field, for the summary on top."""
        return [(field.errors[0], field.id) for field in self if field.errors]

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Put what is wrong beside each field, in the words of whoever judged it."""
        for field, problem in problems.items():
            self[field].errors = [problem]


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
    evidence = FileField(
        "Nachweis", description="Zum Beispiel die Mail mit der Freigabe (.eml, .msg, .pdf)."
    )


class HouseStyleForm(GermanForm):
    """What an authority brings along; the rules judge it."""

    name = StringField(
        "Name",
        description="Wie die Stelle heißt. Gibt es den Namen schon, wird es seine nächste Version.",
    )
    template = FileField(
        "Word-Vorlage (.docx)",
        description="Schriften, Kopf- und Fußzeile, Ränder. Der Text darin bleibt weg.",
    )
    logo = FileField(
        "Logo (.svg oder .png)",
        description="Für PDF, höchstens 1 MB. Word zeigt das Logo aus der Kopfzeile der Vorlage, "
        "ohne Vorlage nur ein PNG.",
    )
    accent = StringField(
        "Farbe",
        description="Für Überschriften und Linien im PDF, etwa #00582D. In Word gelten die Farben "
        "der Vorlage.",
    )


class TakeOverForm(GermanForm):
    """A file with the facts of an Onlinedienst."""

    file = FileField("Datei (.json oder .zip)", description="Höchstens 20 MB.")


class ReasonForm(GermanForm):
    """Why something is taken back."""

    reason = TextAreaField("Warum?")

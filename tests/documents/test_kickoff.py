"""The Auftaktprotokoll as an outline: page one first, topics in the order of the slides."""

from datetime import date

from amt24web.documents.kickoff import LEAST_POINTS, MOST_POINTS, TOPICS, build_kickoff
from amt24web.documents.outline import (
    Block,
    Document,
    Heading,
    KeyValue,
    PageBreak,
    Table,
    WritingLines,
)
from amt24web.documents.plain import cell_text, ink, said
from amt24web.domain.reading import QuestionReading, Shown
from amt24web.domain.vocabulary import AnswerState, Stage
from amt24web.domain.wording import label
from tests.documents.papers import (
    a_head,
    a_kickoff,
    a_lead_time,
    a_question,
    a_section,
    an_open_point,
    rows,
)


def built(*recorded: QuestionReading, known: tuple[QuestionReading, ...] = ()) -> Document:
    """Minutes with these answers."""
    clarification = (a_section(*known),) if known else ()
    return build_kickoff(a_head(), a_section(*recorded), clarification, ())


def page_one(document: Document) -> tuple[Block, ...]:
    end = next(n for n, block in enumerate(document.blocks) if isinstance(block, PageBreak))
    return document.blocks[:end]


def headings(blocks: tuple[Block, ...], level: int = 1) -> list[str]:
    return [b.text for b in blocks if isinstance(b, Heading) and b.level == level]


def test_page_one_has_decisions_tasks_open_points_and_the_next_date() -> None:
    assert headings(page_one(a_kickoff())) == [
        "Beschlüsse",
        "Aufgaben",
        "Offene Klärungspunkte",
        "Nächster Termin",
    ]


def test_the_head_has_four_lines() -> None:
    head = page_one(a_kickoff())[1]
    assert isinstance(head, KeyValue)
    assert [said(name) for name, _ in head.rows] == ["Termin", "Ort", "Leitung, Protokoll"]
    assert head.adds_standing


def test_the_goal_is_the_first_paragraph_of_the_answer_in_the_klaerung() -> None:
    goal = a_question(key="ziel", shown=Shown(prose="Alle online.\n\nUnd mehr."))
    assert "Ziel: Alle online.\n" in ink(built(known=(goal,)))


def test_decisions_and_tasks_are_numbered() -> None:
    said_there = ink(a_kickoff())
    assert "1 | Der Dienst entsteht auf Weg A, mit der Blaupause." in said_there
    assert "2 | Zugang zur Entwicklungsumgebung beantragen | Max Muster | 01.12.2026" in said_there


def test_the_topics_follow_in_the_order_of_the_slides() -> None:
    titles = headings(a_kickoff().blocks)
    topics = [topic.title for topic in TOPICS]
    assert [title for title in titles if title in topics] == topics
    assert titles.index("Teilnehmende") < titles.index(topics[0])


def test_schedule_duties_level_open_points_and_approval_come_last() -> None:
    assert headings(a_kickoff().blocks)[-6:] == [
        "Zeitplan",
        "Vorlauf",
        "Wer in der nächsten Phase was übernimmt",
        "Vertrauensniveau",
        "Offene Punkte",
        "Genehmigung",
    ]


def test_a_topic_says_what_was_known_and_what_was_agreed() -> None:
    goal = a_question(key="auftakt_ziel", shown=Shown(text="nur die Anmeldung"))
    known = a_question(key="leistung_kurz", shown=Shown(text="Anmeldung zur Schule"))
    document = built(goal, known=(known,))
    assert headings(document.blocks, level=2) == ["Wie es in der Klärung steht", "Vereinbart"]


def test_a_topic_nobody_spoke_about_is_left_out() -> None:
    assert headings(built(a_question(key="auftakt_datum")).blocks) == [
        "Teilnehmende",
        "Offene Punkte",
        "Genehmigung",
    ]


def test_an_unanswered_question_is_left_out_but_a_promised_one_is_not() -> None:
    open_one = a_question("Offen?", key="auftakt_ziel", shown=Shown(), state=AnswerState.OPEN)
    promised = a_question(
        "Versprochen?",
        key="auftakt_vorgehen",
        shown=Shown(),
        state=AnswerState.IN_CLARIFICATION,
        responsible="Max Muster",
    )
    text = ink(built(open_one, promised))
    assert "Offen?" not in text
    assert "Versprochen?: wird geklärt, Max Muster" in text


def test_an_answer_that_belongs_to_no_topic_is_not_lost() -> None:
    extra = a_question("Was noch?", key="auftakt_neu", shown=Shown(text="Parkplätze"))
    document = built(extra)
    assert "Weitere Vereinbarungen" in headings(document.blocks)
    assert "Was noch?: Parkplätze" in ink(document)


def test_page_one_shows_only_points_of_the_stage_and_not_too_many() -> None:
    due = [an_open_point(f"A{n}") for n in range(MOST_POINTS + 3)]
    later = an_open_point("N1", stage=label(Stage.HANDOVER))
    document = build_kickoff(a_head(), a_section(), (), [*due, later])
    first = ink(Document(document.head, page_one(document)))
    assert first.count("Worum geht es in zwei Sätzen?") == MOST_POINTS
    assert "N1" not in first
    assert f"Alle {len(due) + 1} offenen Punkte stehen am Ende" in first
    assert ink(document).count("noch nicht beantwortet") == len(due) + 1


def test_page_one_shows_the_most_urgent_points_whose_day_may_be_that_of_the_auftakt() -> None:
    meeting = date(2026, 12, 8)
    promised = [an_open_point(f"A {n}", due_on=date(2027, 1, 15)) for n in range(MOST_POINTS)]
    overdue = an_open_point("K 1", due_on=date(2026, 12, 1))
    points = [*promised, an_open_point("B 1"), overdue]
    document = build_kickoff(a_head(), a_section(), (), points, meeting=meeting)
    (table,) = (b for b in page_one(document) if isinstance(b, Table))
    numbers = [cell_text(row[0]) for row in table.rows]
    assert numbers == ["K 1", "B 1", "A 0", "A 1", "A 2"]


def test_the_more_was_decided_the_fewer_points_stand_on_page_one() -> None:
    decided = rows(("Beschluss",), *[(f"Beschluss {n}",) for n in range(20)])
    recorded = a_section(a_question(key="auftakt_beschluesse", shown=decided))
    points = [an_open_point(f"A{n}") for n in range(9)]
    document = build_kickoff(a_head(), recorded, (), points)
    first = ink(Document(document.head, page_one(document)))
    assert first.count("Worum geht es in zwei Sätzen?") == LEAST_POINTS


def test_without_a_word_on_approval_silence_approves() -> None:
    assert "gilt fünf Arbeitstage nach dem Versand als genehmigt" in ink(built())
    own = a_question(key="auftakt_genehmigung", shown=Shown(text="In der nächsten Sitzung."))
    assert "fünf Arbeitstage" not in ink(built(own))


def test_a_missing_date_is_printed_as_open() -> None:
    assert "Termin: noch offen" in ink(built())


def test_lead_times_say_what_must_begin_when_and_who_begins_it() -> None:
    start = a_question(key="termin_start", shown=Shown(text="01.08.2027"))
    document = build_kickoff(
        a_head(), a_section(), (a_section(start),), (), lead_times=(a_lead_time(),)
    )
    assert "04.06.2027 | ePayBL-Mandanten beantragen | Prozesseigner" in ink(document)
    assert "vom gewünschten Livegang am 01.08.2027 zurück" in ink(document)


def test_without_a_wished_day_lead_times_are_weeks() -> None:
    weeks = (a_lead_time(begin_by=None), a_lead_time(begin_by=None, weeks=1))
    text = ink(build_kickoff(a_head(), a_section(), (), (), lead_times=weeks))
    assert "8 Wochen vorher | ePayBL" in text
    assert "1 Woche vorher | ePayBL" in text
    assert "noch nicht eingetragen" in text


def test_without_lead_times_and_level_nothing_is_said_about_them() -> None:
    titles = headings(built(a_question(key="auftakt_datum")).blocks)
    assert not {"Vorlauf", "Vertrauensniveau"} & set(titles)


def test_as_long_as_no_participant_is_recorded_there_is_room_to_write_them() -> None:
    document = built()
    (lines,) = (block for block in document.blocks if isinstance(block, WritingLines))
    assert lines.count > 1
    assert "noch nicht eingetragen" in ink(document)
    assert not any(isinstance(block, WritingLines) for block in a_kickoff().blocks)


def test_a_cell_without_an_entry_says_so() -> None:
    assert "Erika Beispiel, Landesamt | ja | –\n" in ink(a_kickoff())


def test_participants_are_printed_as_recorded() -> None:
    present = a_question(
        key="auftakt_anwesend", shown=rows(("Person", "Anwesend"), ("Max Muster", "ja"))
    )
    assert "Max Muster | ja" in ink(built(present))

"""Looking after the database: does everything derived still fit what it is derived from."""

import hashlib
from dataclasses import asdict

from sqlalchemy.orm import Session

from amt24web.catalogue.editions import read_edition
from amt24web.rules.facts import gather
from amt24web.rules.matters import kept_matters
from amt24web.rules.summary import stand, summarise
from amt24web.storage import (
    audit,
    certificates,
    editions,
    house_styles,
    issued_documents,
    onlinedienste,
    open_points,
    packages,
    records,
    renditions,
    test_rounds,
)
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import kept_points, write_summary


def check_integrity() -> list[str]:
    """What does not fit, one German sentence each; empty if all is well."""
    with reading() as session:
        broken = audit.list_broken(session)
        damaged = [name for name in issued_documents.list_file_names(session)
                   if not _is_whole(session, name)]  # fmt: skip
        styles = [name for name in house_styles.list_file_names(session)
                  if not _is_whole(session, name)]  # fmt: skip
        spoilt = [name for name in packages.list_file_names(session)
                  if not _is_whole(session, name)]  # fmt: skip
        proofs = [name for name in certificates.list_file_names(session)
                  if not _is_whole(session, name)]  # fmt: skip
        stale = [n for n in onlinedienste.list_ids(session) if _is_stale(session, n)]
    problems = [f"Audit: Zeile {number} passt nicht in die Kette." for number in broken]
    problems += [f"Ausgefertigte Datei {name}: die Prüfsumme stimmt nicht." for name in damaged]
    problems += [f"Datei eines Hausstils {name}: die Prüfsumme stimmt nicht." for name in styles]
    problems += [f"Go-Live-Paket {name}: die Prüfsumme stimmt nicht." for name in spoilt]
    problems += [
        f"Nachweis einer Zertifizierung {name}: die Prüfsumme stimmt nicht." for name in proofs
    ]
    problems += [f"Onlinedienst {number}: die Übersicht ist veraltet." for number in stale]
    return problems


def _is_whole(session: Session, name: str) -> bool:
    """Whether a file is there and still is what its name says."""
    content = renditions.content_of(session, name)
    return content is not None and hashlib.sha256(content).hexdigest() == name


def _is_stale(session: Session, onlinedienst_id: int) -> bool:
    found = onlinedienste.find_any(session, onlinedienst_id)
    catalogue = read_edition(editions.edition_text(session, found.edition_id))
    standing = stand(catalogue, gather(records.list_records(session, onlinedienst_id)), found.phase)
    wanted = asdict(summarise(standing))
    del wanted["phase"]
    kept = onlinedienste.find_summary(session, onlinedienst_id)
    if any(kept.get(name) != value for name, value in wanted.items()):
        return True
    if kept["matters"] != kept_matters(standing, test_rounds.list_touched(session, found.id)):
        return True
    return open_points.list_kept(session, onlinedienst_id) != kept_points(standing)


def rebuild_summaries() -> int:
    """Recompute summary row and open points of every Onlinedienst; returns how many."""
    with reading() as session:
        ids = onlinedienste.list_ids(session)
    for onlinedienst_id in ids:
        with writing() as session:
            found = onlinedienste.find_any(session, onlinedienst_id)
            catalogue = read_edition(editions.edition_text(session, found.edition_id))
            facts = gather(records.list_records(session, onlinedienst_id))
            standing = stand(catalogue, facts, found.phase)
            is_new = not onlinedienste.find_summary(session, onlinedienst_id)
            write_summary(
                session,
                onlinedienst_id,
                standing,
                utc_now(),
                known_digest="",
                is_new=is_new,
                has_cases=True,
            )
    return len(ids)

"""A wave that a committee has read and the authority has decided, made of rows."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.assessments.models import SealedAssessment
from frenchimpact.calls.actions.waves import settle_waves
from frenchimpact.calls.models import (
    Application,
    Committee,
    Decision,
    Reading,
    ReadingState,
    Sense,
    Stage,
    Wave,
    WaveStage,
)
from frenchimpact.calls.tests.committee_things import make_candidate, make_committee, make_member, make_reading
from frenchimpact.labels.actions import write_record
from frenchimpact.labels.models import WaveRecord
from frenchimpact.labels.tests.factories import make_decider

READERS = 6  # three of each file
FOR_APPLICANT, FOR_COMMITTEE = "Précisez vos cibles, dit la lecture", "À voir de près, entre nous"


@dataclass
class Decided:
    """A wave with two decided files: the first accepted, the second refused against the proposal."""

    committee: Committee
    wave: Wave
    files: list[Application]
    readings: list[Reading]

    @property
    def names(self) -> list[str]:
        """Name everybody and everything that no stranger may find in a record."""
        readers = [one.member.person.name for one in self.readings]
        return [*readers, *(str(file.applicant) for file in self.files), "État", FOR_APPLICANT, FOR_COMMITTEE]

    def settle(self) -> None:
        assert settle_waves(timezone.now() + timedelta(days=1)) == 1


def make_decided_wave(  # one argument a thing that may be otherwise
    slug: str = "comite",
    *,
    stage: WaveStage = WaveStage.DECIDED,
    open_from: int = READERS,
    published: bool = True,
    withdrawn: bool = False,
) -> Decided:
    committee = make_committee(slug, readers=3)
    Committee.objects.filter(pk=committee.pk).update(record_readers=open_from)
    names = ["Pays du Oui", "Pays du Non", *(["Pays qui part"] if withdrawn else [])]
    files = [make_candidate(committee.call, f"{name} ({slug})", stage=Stage.IN_REVIEW) for name in names]
    readings = [read(committee, file, rank, slug) for rank, file in enumerate(files * 3)]
    left = make_reading(make_member(committee, make_person("Léa Partie", email=f"lea-{slug}@exemple.test")), files[0])
    Reading.objects.filter(pk=left.pk).update(state=ReadingState.RECUSED, recusal_reason="Déport")
    decide(files[0], Sense.FAVOURABLE)
    decide(files[1], Sense.UNFAVOURABLE, differs=True)
    if withdrawn:
        Application.objects.filter(pk=files[2].pk).update(stage=Stage.WITHDRAWN)
    shown_at = timezone.now() + timedelta(days=-1 if published else 9)
    Wave.objects.filter(call=committee.call).update(stage=stage, publication_at=shown_at)
    return Decided(committee, Wave.objects.select_related("call").get(call=committee.call), files, readings)


def read(committee: Committee, file: Application, rank: int, slug: str) -> Reading:
    """Let somebody read a file, hand over its scores, and have them locked."""
    reader = make_person(f"Lucas Lit-Bien {rank}", email=f"lecteur-{rank}-{slug}@exemple.test")
    reading = make_reading(make_member(committee, reader), file)
    SealedAssessment.objects.create(
        assessment=reading.assessment,
        number=1,
        at=timezone.now(),
        scores={"defis": rank % 6, "moyens": (rank + 2) % 6},
        remarks={"defis": f"Remarque de {rank}"},
        confidence=2,
        for_applicant=f"{FOR_APPLICANT} {rank}.",
        for_committee=f"{FOR_COMMITTEE} {rank}.",
        mean=3,
    )
    Reading.objects.filter(pk=reading.pk).update(state=ReadingState.LOCKED, submitted_at=timezone.now())
    return reading


def decide(file: Application, sense: Sense, *, differs: bool = False) -> Decision:
    decider = make_decider()
    stage = Stage.ACCEPTED if sense == Sense.FAVOURABLE else Stage.REJECTED
    Application.objects.filter(pk=file.pk).update(stage=stage)
    return Decision.objects.create(
        application=file,
        sense=sense,
        reasons="Des motifs.",
        differs=differs,
        by=decider,
        appointment=decider.appointments.get(),
        signed_name=decider.name,
        signed_title="directrice",
        at=timezone.now(),
    )


def written(wave: Wave) -> WaveRecord:
    record = write_record(wave.pk, at=timezone.now())
    assert record
    return record


def record_arguments() -> dict[str, dict[str, object]]:
    """Arguments of the pages of a record that few have made: its file is for the team alone."""
    record = written(make_decided_wave("comite-decide", open_from=READERS + 1).wave)
    where: dict[str, object] = {"slug": record.wave.call.slug, "number": record.wave.number}
    return {f"labels:{name}": where for name in ("wave_record", "wave_record_file", "wave_record_signature")}

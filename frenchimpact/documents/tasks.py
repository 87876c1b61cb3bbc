"""What the worker does for files."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from frenchimpact.documents import actions

PATIENCE = RetryStrategy(max_attempts=6, exponential_wait=5)  # an antivirus that restarts takes minutes


@app.task(name=actions.SCAN_DOCUMENT, retry=PATIENCE)
def scan_document(document_id: int) -> None:
    actions.scan_document(document_id)


@app.periodic(cron="23 * * * *")
@app.task(name="documents.scan_waiting_documents", queueing_lock="documents.scan_waiting_documents")
def scan_waiting_documents(timestamp: int) -> None:  # noqa: ARG001  # the turn, which every periodic task is given
    actions.scan_waiting_documents()


@app.periodic(cron="53 2 * * *")
@app.task(name="documents.sweep_orphans", queueing_lock="documents.sweep_orphans")
def sweep_orphans(timestamp: int) -> None:  # noqa: ARG001
    actions.sweep_orphans()

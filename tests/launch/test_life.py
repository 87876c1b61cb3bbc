"""Start, Ctrl-C, kill -9 of anything: the site comes back with all its data."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from frenchimpact.config.launch.cluster import Cluster
from frenchimpact.config.launch.postgres import listens
from frenchimpact.config.settings.environment import socket_folder
from tests.launch.site import PROJECT, Site, is_alive, wait_until

LOSES_ITS_PIPE_FIRST = """
import os, stat, sys, time
from contextlib import suppress
from pathlib import Path
from frenchimpact.config.launch.postgres import database_server
with database_server(Path(sys.argv[1]), durable=False):
    for number in range(3, 64):
        with suppress(OSError):
            if stat.S_ISFIFO(os.fstat(number).st_mode):
                os.close(number)
    time.sleep(1)
    os._exit(9)
"""

DIES_BEFORE_ITS_CHILD = """
import os, sys, time
from pathlib import Path
from frenchimpact.config.launch.postgres import database_server
with database_server(Path(sys.argv[1]), durable=False):
    if os.fork() == 0:
        time.sleep(3)
        os._exit(0)
    os._exit(9)
"""


def test_a_person_starts_the_site_and_reads_where_it_is(site: Site) -> None:
    printed = site.printed

    assert site.answers()
    assert f"French Impact : http://localhost:{site.port}\n" in printed
    assert f"http://localhost:{site.port}/equipe/premier-acces/" in printed


def test_ctrl_c_leaves_no_process(site: Site) -> None:
    pids = site.pids()

    code = site.stop()

    assert code == 0
    assert [pid for pid in pids if is_alive(pid)] == []
    assert not Path(socket_folder(site.data)).exists()


def test_sigterm_leaves_no_process(site: Site) -> None:
    pids = site.pids()

    code = site.stop(signal.SIGTERM)

    assert code == 0
    assert [pid for pid in pids if is_alive(pid)] == []


def test_the_web_server_is_killed_and_comes_back(site: Site) -> None:
    killed = site.pids("frenchimpact web")
    os.kill(min(killed), signal.SIGKILL)  # the first started, parent of the others

    assert wait_until(lambda: not any(is_alive(pid) for pid in killed))
    assert wait_until(site.answers)


def test_one_process_of_the_web_server_is_killed_and_comes_back(site: Site) -> None:
    before = site.pids("frenchimpact web")
    os.kill(max(before), signal.SIGKILL)

    assert wait_until(lambda: set(site.pids("frenchimpact web")) not in ({*before}, {*before} - {max(before)}))
    assert wait_until(site.answers)


def test_the_worker_is_killed_and_comes_back(site: Site) -> None:
    (killed,) = site.pids("frenchimpact worker")
    os.kill(killed, signal.SIGKILL)

    assert wait_until(lambda: len(set(site.pids("frenchimpact worker")) - {killed}) == 1)


def test_the_database_is_killed_and_comes_back_with_all_its_data(site: Site) -> None:
    site.witness(1)
    killed = site.database_pid
    os.kill(killed, signal.SIGKILL)

    assert wait_until(lambda: "redémarrée" in site.printed)
    assert wait_until(site.answers)
    assert site.witnesses() == [1]


def test_the_whole_site_is_killed_and_starts_again_with_all_its_data(site: Site) -> None:
    for mark in range(20):
        site.witness(mark)
    pids = site.pids()
    os.kill(site.pid, signal.SIGKILL)

    nothing_left = wait_until(lambda: not any(is_alive(pid) for pid in pids))
    site.start()

    assert nothing_left
    assert site.answers()
    assert site.witnesses() == list(range(20))


def test_every_process_is_killed_at_once_and_the_site_starts_again_with_all_its_data(site: Site) -> None:
    for mark in range(20):
        site.witness(mark)
    for pid in site.pids():
        if is_alive(pid):
            os.kill(pid, signal.SIGKILL)

    site.start()

    assert site.answers()
    assert site.witnesses() == list(range(20))


def test_a_killed_process_that_is_slow_to_go_leaves_no_database(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOSES_ITS_PIPE_FIRST, str(tmp_path / "data")]

    code = subprocess.run(command, cwd=PROJECT, check=False).returncode

    assert code == 9
    assert wait_until(lambda: not listens(Cluster(tmp_path / "data")))


def test_a_killed_process_whose_child_is_slow_to_go_leaves_no_database(tmp_path: Path) -> None:
    command = [sys.executable, "-c", DIES_BEFORE_ITS_CHILD, str(tmp_path / "data")]

    code = subprocess.run(command, cwd=PROJECT, check=False).returncode

    assert code == 9
    assert wait_until(lambda: not listens(Cluster(tmp_path / "data")))

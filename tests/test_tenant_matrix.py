"""A1, A5: every role at every address with every id of another Brand, in every place: nobody learns or changes anything."""

from __future__ import annotations

import logging
import time
from collections import Counter

import pytest
import time_machine
from django.utils import timezone

from tests.matrix_askers import ASKERS
from tests.matrix_attempts import attempts
from tests.matrix_doors import doors
from tests.matrix_trial import Trial
from tests.two_brands import two_brands

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ASKERS)
def test_no_role_learns_or_changes_anything_of_another_brand(name: str) -> None:
    logging.disable(logging.CRITICAL)
    brands = two_brands()
    trial = Trial(brands, ASKERS[name](brands))
    with time_machine.travel(timezone.now(), tick=False):
        for door in doors():
            if door.route.startswith(trial.asker.shut_out_of or ("nowhere",)):
                continue
            began, had = time.perf_counter(), trial.tried
            trial.run(attempts(door, brands, trial.asker.token))
            print(flush=True, end="\n", *[f"{door.route} {trial.tried-had} {time.perf_counter()-began:.2f}"])
    print(Counter(kind for kind, _ in trial.findings))
    print(trial.tried)
    for f in trial.findings[:60]: print(f)
    assert not trial.findings

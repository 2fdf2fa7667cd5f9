"""What cases of rules can't show: files that can't be written back."""

from __future__ import annotations

from tests.check.cases import check_files

_GATEWAY = """\
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None):
        self.client = batch_client or boto3.client("batch")
"""


def test_a_file_that_can_not_be_written_back_is_found_but_not_mended() -> None:
    text = f"\ufeff# -*- coding: latin-1 -*-\n{_GATEWAY}"
    found = check_files({"src/app/gateways/aws_batch.py": text}, select=("GW307",)).findings
    assert [each.code for each in found] == ["GW307"]
    assert found[0].fix is None

"""deploy/kubernetes: right by Kubernetes' own schemas, and by rules of our own."""

from __future__ import annotations

import json
from typing import Any

import kubernetes_validate
import pytest
import yaml
from django.urls import URLPattern, get_resolver

from faults import compose
from tests import deploy_files as deploy

OLDEST, NEWEST = "1.32", "1.37"
OBJECTS = {f"{row['kind']}/{row['metadata']['name']}": row for row in deploy.kubernetes_objects()}
PODS, CONTAINERS = deploy.pods(), deploy.containers()
PROBES = {"healthz", "readyz", "metrics"}


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
@pytest.mark.parametrize("name", OBJECTS)
def test_each_is_what_its_schema_says(name: str, version: str) -> None:
    assert kubernetes_validate.validate(OBJECTS[name], version, strict=True) == version


def test_a_planted_fault_would_be_found() -> None:
    planted = json.loads(json.dumps(OBJECTS["Deployment/handoff-web"]).replace("readinessProbe", "readyProbe"))
    with pytest.raises(kubernetes_validate.ValidationError, match="readyProbe"):
        kubernetes_validate.validate(planted, NEWEST, strict=True)


@pytest.mark.parametrize("folder", ["", "migrate"])
def test_kustomize_is_told_of_every_file(folder: str) -> None:
    path = deploy.KUBERNETES / folder
    told = yaml.safe_load((path / "kustomization.yaml").read_text())
    assert {*told["resources"], "kustomization.yaml"} == {file.name for file in path.glob("*.yaml")}
    assert [image["name"] for image in told["images"]] == ["handoff"]
    assert told["images"][0]["newTag"] != "latest"


@pytest.mark.parametrize("name", PODS)
def test_each_pod_runs_what_the_compose_file_runs(name: str) -> None:
    services = compose.read(dict.fromkeys(compose.required((deploy.DEPLOY / "compose.yaml").read_text()), "x"))
    assert CONTAINERS[name]["args"] == services[name].command
    assert CONTAINERS[name]["image"] == "handoff"


def test_all_parts_are_there() -> None:
    assert set(PODS) == {"web", "worker", "beat", "migrate"}
    assert all(len(pod["containers"]) == 1 for pod in PODS.values())


@pytest.mark.parametrize("name", PODS)
def test_each_runs_as_a_plain_user_who_can_gain_nothing_and_change_nothing(name: str) -> None:
    own, pod = CONTAINERS[name]["securityContext"], PODS[name]["securityContext"]
    assert (pod["runAsNonRoot"], pod["runAsUser"], pod["seccompProfile"]) == (True, 10001, {"type": "RuntimeDefault"})
    assert own == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
    assert PODS[name]["automountServiceAccountToken"] is False
    assert set(CONTAINERS[name]["resources"]) == {"requests", "limits"}


def environment(name: str) -> dict[str, Any]:
    return {row["name"]: row for row in CONTAINERS[name].get("env", [])}


@pytest.mark.parametrize("name", PODS)
def test_each_setting_is_one_that_the_product_reads(name: str) -> None:
    assert set(environment(name)) <= deploy.SETTINGS
    assert set(deploy.env_file(deploy.KUBERNETES / "settings.env")) <= deploy.SETTINGS


@pytest.mark.parametrize("name", PODS)
def test_secrets_come_from_a_secret_and_no_secret_is_in_a_file(name: str) -> None:
    assert not deploy.of_kind("Secret")
    assert not deploy.SECRETS & set(deploy.env_file(deploy.KUBERNETES / "settings.env"))
    told = {setting for setting, row in environment(name).items() if "value" in row}
    assert not told & deploy.SECRETS


def test_the_owners_password_is_the_migrations_alone() -> None:
    knows = {name for name, container in CONTAINERS.items() if "handoff-owner" in json.dumps(container)}
    assert knows == {"migrate"}
    assert "envFrom" not in CONTAINERS["migrate"]


def test_web_is_asked_whether_it_is_ready_and_whether_it_lives() -> None:
    web = CONTAINERS["web"]
    assert web["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert {web[probe]["httpGet"]["path"] for probe in ("startupProbe", "livenessProbe")} == {"/healthz"}
    # The drain is as long as it takes to miss both looks.
    missed = web["readinessProbe"]["periodSeconds"] * web["readinessProbe"]["failureThreshold"]
    assert int(environment("web")["DRAIN_SECONDS"]["value"]) >= missed


def test_each_may_finish_what_it_has_in_hand() -> None:
    for name in ("web", "worker", "beat"):
        assert PODS[name]["terminationGracePeriodSeconds"] == deploy.SUPERVISORS_WAIT > deploy.GRACEFUL_SECONDS


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_new_one_is_there_before_an_old_one_goes_and_how_many_is_the_autoscalers_to_say(name: str) -> None:
    spec = deploy.of_kind("Deployment")[f"handoff-{name}"]["spec"]
    assert spec["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert "replicas" not in spec
    assert deploy.of_kind("HorizontalPodAutoscaler")[f"handoff-{name}"]["spec"]["minReplicas"] >= 2


@pytest.mark.parametrize("name", ["web", "worker"])
def test_budgets_and_services_choose_the_pods_that_they_mean(name: str) -> None:
    labels = deploy.of_kind("Deployment")[f"handoff-{name}"]["spec"]["template"]["metadata"]["labels"]
    assert deploy.of_kind("PodDisruptionBudget")[f"handoff-{name}"]["spec"]["selector"]["matchLabels"] == labels
    assert name != "web" or deploy.of_kind("Service")["handoff-web"]["spec"]["selector"] == labels


def test_workers_are_as_many_as_the_oldest_delivery_asks_for() -> None:
    [metric] = deploy.of_kind("HorizontalPodAutoscaler")["handoff-worker"]["spec"]["metrics"]
    name = metric["external"]["metric"]["name"]
    assert name in (deploy.ROOT / "handoff_project/prometheus.py").read_text()


def test_the_outside_reaches_every_page_and_none_of_the_probes() -> None:
    [rule] = deploy.of_kind("Ingress")["handoff"]["spec"]["rules"]
    let_in = {path["path"].strip("/") for path in rule["http"]["paths"]}
    pages = {str(each.pattern).partition("/")[0] for each in get_resolver().url_patterns}
    assert let_in == (pages - PROBES) | {"static", ""}
    assert {str(each.pattern) for each in get_resolver().url_patterns if isinstance(each, URLPattern)} >= PROBES

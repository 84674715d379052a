"""What is in the images, seen from inside and by the daemon."""

import json
from pathlib import Path

import pytest

from scripts.release import agreed_version
from tests.deploy.compose_file import REPOSITORY
from tests.deploy.docker import BUILT, image_of, inspected, run, said_inside
from tests.docs.checkout import copy_repository
from tests.figures import Figures

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(2400),
    pytest.mark.usefixtures("built_images"),
]

EACH = pytest.mark.parametrize("name", BUILT)
SERVICES = [name for name in BUILT if name not in {"tools", "edge"}]
LARGEST_MB = {"energy": 330, "tools": 450, "engagement": 190}
LARGE_MB = 140
FORBIDDEN = """
import json, os
names = {"sh", "bash", "dash", "busybox", "apt", "dpkg", "perl", "pip", "pip3", "gcc", "cc", "ld"}
folders = {"pip", "setuptools", "tests", "test", "ensurepip", "idlelib", "lib2to3"}
found = []
for place, inside, files in os.walk("/"):
    if place.startswith(("/proc", "/sys", "/dev")):
        inside.clear()
        continue
    found += [os.path.join(place, one) for one in names.intersection(files)]
    found += [os.path.join(place, one) for one in folders.intersection(inside)]
    found += [os.path.join(place, one) for one in files if one.endswith((".a", ".h", ".pyx"))]
print(json.dumps(found))
"""
RIGHTS = """
import json, os
writable = [place for place, inside, _ in os.walk("/")
            if not place.startswith(("/proc", "/sys", "/dev")) and os.access(place, os.W_OK)]
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(json.dumps([os.getuid(), os.getgid(), writable, status["CapEff"].strip()]))
"""


NOT_COMPILED = """
import json, os, sys
specs = [getattr(module, "__spec__", None) for module in list(sys.modules.values())]
print(json.dumps([spec.name for spec in specs if spec and (spec.origin or "").endswith(".py")
                  and not os.path.exists(spec.cached or "")]))
"""


@EACH
def test_it_is_small(name: str, figures: Figures) -> None:
    megabytes = inspected(image_of(name))["Size"] / 1e6
    figures.add(f"image of {name}: {megabytes:.0f} MB")

    assert megabytes < LARGEST_MB.get(name, LARGE_MB)


@EACH
def test_neither_shell_nor_package_manager_nor_tests_are_in_it(name: str) -> None:
    assert said_inside(image_of(name), FORBIDDEN) == []


@EACH
def test_it_is_nobody_with_no_rights_and_nothing_to_write_on(name: str) -> None:
    uid, gid, writable, capabilities = said_inside(image_of(name), RIGHTS)

    assert (uid, gid) == (65_532, 65_532)
    assert writable == []
    assert int(capabilities, 16) == 0


@EACH
def test_it_says_what_it_is(name: str) -> None:
    config = inspected(image_of(name))["Config"]
    labels = config["Labels"]
    prefix = "org.opencontainers.image."

    assert labels[f"{prefix}version"] == image_of(name).rpartition(":")[2]
    assert {f"{prefix}{one}" for one in ("title", "revision", "licenses")} <= labels.keys()
    assert config["User"] == "65532:65532"
    check = config.get("Healthcheck", {}).get("Test", ["NONE"])
    assert (check[0] == "CMD") is (name != "tools"), "tools serve nobody"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_brings_its_own_code_and_no_other_services(name: str) -> None:
    there = said_inside(
        image_of(name),
        "import json, os; print(json.dumps([sorted(os.listdir('/app/services')),"
        " os.listdir(f'/app/services/' + os.environ['MERIGGIO_MODULE'].split('.')[1])]))",
    )

    assert there[0] == sorted(["__init__.py", "__pycache__", name])
    assert "migrations" in there[1]


@pytest.mark.parametrize("name", SERVICES)
def test_all_that_a_service_imports_is_there_and_compiled(name: str) -> None:
    imported = f"import services.{name}.bootstrap\n"

    assert said_inside(image_of(name), imported + NOT_COMPILED) == []


def test_the_tools_are_the_administration_s_command_line() -> None:
    """As the entry, and by its name for who executes it in a running container."""
    image = image_of("tools")
    for given in ((image,), ("--entrypoint", "meriggio", image)):
        said = run("docker", "run", "--rm", "--network=none", *given, "keys", "new", "--json")
        assert len(json.loads(said.stdout)["key"]) == 44
        said = run("docker", "run", "--rm", "--network=none", *given, "--version")
        assert said.stdout == f"meriggio {agreed_version(REPOSITORY)}\n"


def test_energy_writes_parquet_without_what_was_left_out() -> None:
    read = said_inside(
        image_of("energy"),
        "import io, json, pyarrow as pa, pyarrow.parquet as pq; file = io.BytesIO();"
        "pq.write_table(pa.table({'power_w': [1.5, 2.5]}), file, compression='zstd');"
        "print(json.dumps(pq.read_table(file).to_pydict()))",
    )

    assert read == {"power_w": [1.5, 2.5]}


def test_images_share_the_layer_below() -> None:
    first = {name: inspected(image_of(name))["RootFS"]["Layers"][:2] for name in BUILT}

    assert len({tuple(layers) for layers in first.values()}) == 1


def test_the_same_sources_make_the_same_bytes(tmp_path: Path) -> None:
    """From files with other times and rights, and nothing of the first build."""
    copy_repository(tmp_path)
    for path in tmp_path.rglob("*.py"):
        path.chmod(0o600)
    again = image_of("community").rpartition(":")[0] + ":again"
    build = ("docker", "compose", "-f", str(tmp_path / "compose.yaml"), "build", "--no-cache")
    run(*build, "community", env={"MERIGGIO_VERSION": "again"})
    layers = [inspected(image)["RootFS"]["Layers"] for image in (again, image_of("community"))]
    run("docker", "rmi", again)

    assert layers[0] == layers[1]

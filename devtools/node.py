"""The tools that check and measure the scripts of static/: Node comes from a wheel, they from package-lock.json."""

from __future__ import annotations

import subprocess
import time

from devtools.environment import Environment, SetupFailed, clean_environ, fingerprint, one_at_a_time, say

LOCK = "package-lock.json"
TSC = "typescript/bin/tsc"
ESBUILD = "esbuild/bin/esbuild"
# Scripts of packages are not run: the tools work without.
INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def set_up(environment: Environment) -> None:
    """Bring node_modules to the state of the lock. Quick when it is there already."""
    if is_current(environment):
        return
    with one_at_a_time(environment.root / ".venv.lock"):
        if not is_current(environment):
            install(environment)


def is_current(environment: Environment) -> bool:
    return environment.is_current(LOCK) and (environment.root / "node_modules").is_dir()


def install(environment: Environment) -> None:
    say(f"Installing {LOCK}")
    began = time.monotonic()
    environment.stamp(LOCK).unlink(missing_ok=True)
    npm = [str(environment.folder / "bin" / "npm"), *INSTALL]
    if subprocess.run(npm, cwd=environment.root, env=clean_environ()).returncode:
        raise SetupFailed(f"npm could not install {LOCK}; its message is above. Check the network, then start again.")
    environment.stamp(LOCK).write_text(fingerprint(environment.root / LOCK))
    say(f"Installed {LOCK} in {time.monotonic() - began:.0f} s")


def command(environment: Environment, tool: str, *arguments: str) -> list[str]:
    return [str(environment.folder / "bin" / "node"), str(environment.root / "node_modules" / tool), *arguments]

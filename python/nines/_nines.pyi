from os import PathLike
from typing import Callable, Optional

version: str

class Error(ValueError): ...

Progress = Callable[[int, int, float, float, str], object]

class Result:
    interrupted: bool
    def json(self) -> str: ...
    def csv(self) -> str: ...
    def table(self) -> str: ...

class Scenario:
    title: str
    description: str
    file: str
    hash: str
    mission_s: float
    seed: int
    warnings: str
    changes: dict[str, str]
    @staticmethod
    def from_file(file: str | PathLike[str], changes: dict[str, str]) -> Scenario: ...
    @staticmethod
    def from_text(
        text: str, name: str | PathLike[str], directory: Optional[str | PathLike[str]], changes: dict[str, str]
    ) -> Scenario: ...
    def changed(self, changes: dict[str, str]) -> Scenario: ...
    def run(
        self,
        trials: Optional[int],
        precision: Optional[float],
        seed: Optional[int],
        threads: int,
        chain: bool,
        max_states: int,
        progress: Optional[Progress],
    ) -> Result: ...
    def solve(self, max_states: int, progress: Optional[Progress]) -> Result: ...
    def predict(self) -> Result: ...
    def explain(self, trial: int, seed: Optional[int]) -> str: ...

def starter_scenario() -> str: ...

class Series:
    def __init__(
        self, kind: str, name: str, x: list[float], y: list[float], low: list[float], high: list[float], /
    ) -> None: ...

class Axis:
    def __init__(self, label: str, unit: str, logarithmic: bool, /) -> None: ...

def chart_svg(
    title: str, caption: str, x: Axis, y: Axis, series: list[Series], at_y: list[tuple[str, float]], /
) -> str: ...
def lying_bars_svg(title: str, caption: str, x: Axis, rows: list[tuple[str, float]], /) -> str: ...

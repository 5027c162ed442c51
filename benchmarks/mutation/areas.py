"""Areas of the core: their modules, and the tests that must notice a change of these.

The tests of an area are a choice of its quick ones, those of most modules first. An area is a row.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """Modules that are changed together, their tests, and which of these (`-k` of pytest).

    With `interpreted`, loops are not compiled: of a compiled loop, the changed source would not be
    executed. No test was written against the survivors of `seed`; after new tests, take another.
    """

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]
    choice: str = ""
    interpreted: bool = False
    seed: int = 7

    @property
    def arguments(self) -> list[str]:
        """Return the arguments of pytest."""
        return [*self.tests, *(("-k", self.choice) if self.choice else ())]


def _inside(folder: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{folder}/{name}.py" for name in names)


AREAS = (
    Area(
        "breakouts, touches and fills (compiled loops)",
        (
            *_inside("signals", "breakout", "recent_high"),
            *_inside("signals/levels", "measured_move", "stops", "touch", "zigzag"),
            *_inside("backtests/engine", "fills", "parameter_grid", "walks"),
        ),
        (
            "tests/engine/test_fills.py",
            "tests/engine/test_small_prices.py",
            "tests/signals/test_levels.py",
            "tests/signals/test_signals.py",
            "tests/engine/test_parameter_grid.py",
        ),
        interpreted=True,
    ),
    Area(
        "resampled paths (compiled loops)",
        ("backtests/studies/breakouts/path_kernel.py",),
        ("tests/studies/test_resampled_paths.py",),
        # Threads draw one after the other only where loops are compiled; without that, hundreds of
        # paths take minutes.
        choice="not neither_threads and not other_blocks and not shows_both and not less_drift "
        "and not both_nulls and not longer_blocks and not drift_is and not average_true_ranges "
        "and not same_seed",
        interpreted=True,
    ),
    Area(
        "outcomes, entries and price targets",
        (
            *_inside("backtests/engine", "entries", "every_entry", "outcomes", "prepared_bars"),
            "backtests/evidence/outlook.py",
            "backtests/studies/breakouts/price_target.py",
        ),
        (
            "tests/engine/test_entries.py",
            "tests/engine/test_fills.py",
            "tests/studies/test_direction.py",
            "tests/studies/test_price_target.py",
            "tests/strategies/test_levels_and_ticks.py",
            "tests/studies/test_latest_signal.py",
        ),
        choice="not 500_paths",
    ),
    Area(
        "verdicts, checks and the robustness gate",
        _inside(
            "backtests/evidence",
            *("checks", "conjunction_check", "conjunctions", "effect_check", "fact_checks"),
            *("forecast_checks", "gate", "robustness", "rule_selection", "verdicts"),
        ),
        (
            "tests/evidence/test_bounds.py",
            "tests/evidence/test_checks.py",
            "tests/evidence/test_conjunction_check.py",
            "tests/evidence/test_gate.py",
            "tests/evidence/test_gate_by_year.py",
            "tests/evidence/test_reasons.py",
        ),
        choice="not matches_the_reference and not near_the_reference and not same_again",
    ),
    Area(
        "inference",
        _inside(
            "backtests/inference",
            *("block_length", "bootstrap", "competing_risks", "intervals", "multiple_comparison"),
            *("ordered_alternatives", "overfitting", "random_dates", "regression", "samples"),
            "sharpe",
        ),
        (
            "tests/inference/test_known_figures.py",
            "tests/inference/test_small_cases.py",
            "tests/inference/test_intervals.py",
            "tests/inference/test_random_dates.py",
            "tests/inference/test_bootstrap.py",
            "tests/inference/test_equal_to_libraries.py",
            "tests/inference/test_multiple_comparison.py",
            "tests/inference/test_competing_risks.py",
        ),
        choice="not the_study_shows_its_curve and not spa_matches_arch",
        interpreted=True,
        seed=8,
    ),
    Area(
        "calendars, weeks and periods",
        _inside("data_feeds/series", *("day", "periods", "sessions", "today", "weekdays")),
        (
            "tests/data_feeds/test_calendar_weeks.py",
            "tests/data_feeds/test_day.py",
            "tests/data_feeds/test_periods.py",
            "tests/data_feeds/test_today.py",
            "tests/data_feeds/test_weekdays.py",
            "tests/signals/test_weekly.py",
        ),
    ),
    Area(
        "reading and checking of CSV files",
        (
            "data_feeds/files/csv_file.py",
            "data_feeds/series/bars.py",
            *_inside(
                "data_feeds/files/tables",
                *("counted_dates", "dates", "encoding", "header", "instants", "numbers", "plain"),
                *("prices", "reading", "rows", "split_factors", "table"),
            ),
        ),
        (
            "tests/data_feeds/test_bar_figures.py",
            "tests/data_feeds/test_bars.py",
            "tests/data_feeds/test_headers.py",
            "tests/data_feeds/test_cells.py",
            "tests/data_feeds/test_csv_file.py",
            "tests/data_feeds/test_layouts.py",
            "tests/data_feeds/test_bad_rows.py",
            "tests/data_feeds/test_parsers.py",
            "tests/data_feeds/test_any_layout.py",
        ),
        choice="not round_trip and not arbitrary_bytes and not nearly_a_table and not damaged_file",
        seed=8,
    ),
    Area(
        "baselines",
        _inside(
            "backtests/baselines",
            *("baseline", "causes", "check", "compare", "data_changes", "items", "report"),
        ),
        (
            "tests/baselines/test_baseline_file.py",
            "tests/baselines/test_compare.py",
            "tests/baselines/test_data_changes.py",
            "tests/baselines/test_items.py",
            "tests/baselines/test_report_forms.py",
            "tests/baselines/test_check.py",
        ),
        choice="not processes and not snapshot and not published and not one_line "
        "and not edited_by_hand and not written_anew and not its_forms and not update_keeps",
    ),
)

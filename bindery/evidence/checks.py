"""Every check of the evidence, in one list."""

from __future__ import annotations

from bindery.evidence import (
    cell_locators,
    cells,
    changes,
    comparison_checks,
    copies,
    coverage,
    dataset_checks,
    disputes,
    event_dates,
    exposure,
    figures,
    first_screen,
    former_id_checks,
    id_checks,
    image_checks,
    impact,
    likelihood,
    locators,
    map_checks,
    missing_titles,
    origin_checks,
    outcomes,
    plain_citations,
    points,
    quotations,
    quoted_in_text,
    readings,
    review,
    review_steps,
    reviewed_text,
    shared_text,
    source_dates,
    speakers,
    stances,
    translations,
    withdrawn_claims,
)
from bindery.evidence.cited_material import Shelf
from bindery.evidence.graph import Graph
from bindery.evidence.quotations import QuotationResults
from bindery.reading.inputs import Inputs
from bindery.reading.project import Project
from bindery.text.problems import Problem


def check_all(
    project: Project, graph: Graph, inputs: Inputs
) -> tuple[QuotationResults, Shelf, list[Problem]]:
    """Checks everything that briefings claim against what they rest on.

    Args:
        project: what was read.
        graph: the sources, origins and claims of the project.
        inputs: for its settings, such as how strict the checks are, and the day.

    Returns:
        The result of each quotation and the figures of all sources, which pages show, and every problem found.
    """
    tables = cells.StoredTables(project)
    shelf = Shelf(graph, tables.figures, tables.days)
    results, found = quotations.verify_quotations(project, graph, required=inputs.require_snapshots)
    problems = [
        *id_checks.check_ids(project, graph),
        *plain_citations.check_plain_citations(project, graph),
        *former_id_checks.check_former_ids(project, graph),
        *image_checks.check_images(project),
        *map_checks.check_maps(project),
        *found,
        *locators.check_locators(project, graph, results),
        *speakers.check_speakers(graph, results),
        *quoted_in_text.check_quoted_in_text(graph, results),
        *cell_locators.check_cell_locators(project, graph, tables),
        *figures.check_figures(graph, shelf, strict=inputs.strict_figures),
        *event_dates.check_event_dates(graph, strict=inputs.strict_figures),
        *cells.check_cells(
            project, graph, tables, required=inputs.require_snapshots, strict=inputs.strict_figures
        ),
        *(
            problem
            for parsed in project.briefings.values()
            for problem in points.check_points(parsed, graph, strict=inputs.strict_figures)
        ),
        *shared_text.check_shared_text(project, graph, results),
        *likelihood.check_likelihood(project),
        *copies.check_copies(project, graph, inputs.today),
        *readings.check_readings(project, graph, inputs.today),
        *review.check_reviews(project, graph, inputs.today),
        *review_steps.check_review_steps(project, graph, inputs),
        *outcomes.check_outcomes(project, inputs.today),
        *coverage.check_coverage(project, inputs.min_coverage),
        *impact.check_retractions(project, graph),
        *changes.check_kept_editions(project, graph),
        *first_screen.check_first_screens(graph),
        *comparison_checks.check_comparisons(graph),
        *disputes.check_disputes(project),
        *reviewed_text.check_annotations(project, graph, results),
        *origin_checks.check_origins(project, graph),
        *dataset_checks.check_datasets(project),
        *withdrawn_claims.check_withdrawn_claims(graph),
        *stances.check_stances(graph),
        *translations.check_translations(project),
        *missing_titles.check_titles(project),
        *source_dates.check_source_dates(project, graph, inputs.today),
        *exposure.check_exposure(project, inputs.imprint),
    ]
    return results, shelf, problems

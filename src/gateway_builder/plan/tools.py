"""The gateways that a plan is computed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gateway_builder.gateways.interfaces import (
        ICodeFormatter,
        IServiceCatalog,
        ITechnologyCatalog,
        ITemplateRenderer,
    )


@value
class Tools:
    """What a plan needs of the outside world.

    `open_services` gives the one catalogue of services, which most runs don't ask; `generated` is the digest of each
    file that a run wrote, by path.
    """

    catalog: ITechnologyCatalog
    open_services: Callable[[], IServiceCatalog]
    renderer: ITemplateRenderer
    formatter: ICodeFormatter
    generated: Mapping[str, str]
